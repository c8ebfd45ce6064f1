"""Public kit: conformance checks for exercises and pose estimators, synthetic motion."""

from cleanrep.testing.body import SEATED, Lifter
from cleanrep.testing.exercise_checks import ExerciseContractError, check_exercise
from cleanrep.testing.motion import Course, Fidgets, Lean, Pause, PlannedRepetition, TrueRepetition, Walk
from cleanrep.testing.synthetic_set import Camera, SyntheticSet, make_samples, make_set
from cleanrep.testing.watching import Watched, get_finding, get_measure, make_settings, watch_samples

__all__ = [
    "SEATED",
    "Camera",
    "Course",
    "ExerciseContractError",
    "Fidgets",
    "Lean",
    "Lifter",
    "Pause",
    "PlannedRepetition",
    "SyntheticSet",
    "TrueRepetition",
    "Walk",
    "Watched",
    "check_exercise",
    "get_finding",
    "get_measure",
    "make_samples",
    "make_set",
    "make_settings",
    "watch_samples",
]
