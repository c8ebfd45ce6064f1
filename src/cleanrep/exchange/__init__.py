"""Training logs of other programs: read them row by row, write ours in their form."""
