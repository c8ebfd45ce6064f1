"""Public kit: conformance checks for exercises and pose estimators, synthetic motion."""

from cleanrep.testing.body import SEATED, Lifter
from cleanrep.testing.motion import Course, Fidgets, Lean, Pause, PlannedRepetition, TrueRepetition, Walk
from cleanrep.testing.synthetic_set import Camera, SyntheticSet, make_samples, make_set

__all__ = [
    "SEATED",
    "Camera",
    "Course",
    "Fidgets",
    "Lean",
    "Lifter",
    "Pause",
    "PlannedRepetition",
    "SyntheticSet",
    "TrueRepetition",
    "Walk",
    "make_samples",
    "make_set",
]
