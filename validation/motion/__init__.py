"""What the lifter does: scripted segments, faults, and the truth that follows from them."""
