"""What was found in a set, held against what is true of it."""
