"""How much: numbers about one repetition or one set. What is good enough is decided by rules."""

from cleanrep.measures import contour, drift, head, legs, range_of_motion, smoothness, tempo, travel, velocity, view

__all__ = ["contour", "drift", "head", "legs", "range_of_motion", "smoothness", "tempo", "travel", "velocity", "view"]
