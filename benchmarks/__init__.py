"""What the program costs and how near it comes. Nothing fails on a slow machine."""
