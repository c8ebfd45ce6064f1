"""What the program costs and how near it comes: time, memory, install size, accuracy. Nothing fails on a slow machine."""
