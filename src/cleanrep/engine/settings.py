"""What the engine is told before a recording."""

from collections.abc import Iterable
from dataclasses import dataclass

from cleanrep.errors import UsageError
from cleanrep.exercises.schema import Exercise, Goal, Variant
from cleanrep.measures.reference import Neutral
from cleanrep.measures.registry import get_measure_kinds
from cleanrep.rules.context import Level, Sensor
from cleanrep.rules.set_measures import get_set_measure_units
from cleanrep.signals.landmark_offset import LandmarkOffset, get_landmark_offset
from cleanrep.signals.phase_signal import PHASE_SIGNALS


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """Exercise, variant, goal and lifter of a recording.

    Attributes
    ----------
    neutral : Neutral or None
        The lifter's calibrated hold; None: the straight line or the set's own tops.
    pose_model : str
        Name of the estimator behind the samples: decides the landmark offset.
    frame_height_px : int
        Height of the picture, to tell how large the person stands in it.
    """

    exercise: Exercise
    variant: str
    goal: str
    pose_model: str
    frame_height_px: int
    level: Level = "intermediate"
    sensor: Sensor = "video"
    neutral: Neutral | None = None

    def __post_init__(self) -> None:
        """Refuse names that the exercise does not have, before the first sample.

        Raises
        ------
        UsageError
            For an unknown variant, goal, signal or measure.
        """
        _expect_known("variant", self.variant, self.exercise.variants)
        _expect_known("goal", self.goal, self.exercise.goals)
        check_references(self.exercise)

    @property
    def variant_spec(self) -> Variant:
        """The variant's entry in the exercise file."""
        return self.exercise.variants[self.variant]

    @property
    def goal_spec(self) -> Goal:
        """The goal's entry in the exercise file."""
        return self.exercise.goals[self.goal]

    @property
    def rising_sign(self) -> int:
        """-1 where the lift lowers the phase signal, +1 where it raises it."""
        return 1 if self.exercise.phase_signal.concentric == "increasing" else -1

    @property
    def offset(self) -> LandmarkOffset:
        """Landmark offset of the pose model."""
        return get_landmark_offset(self.pose_model)


def check_references(exercise: Exercise) -> None:
    """Check that every signal and measure that an exercise names exists.

    Raises
    ------
    UsageError
        Naming the rule, what exists and what came.
    """
    _expect_known("phase_signal.signal", exercise.phase_signal.signal, PHASE_SIGNALS)
    known = {"repetition": set(get_measure_kinds()), "set": set(get_set_measure_units())}
    for rule in exercise.rules:
        for check in rule.checks:
            _expect_known(f"rules.{rule.id}.measure", check.measure, known[rule.scope])
    for name in exercise.uncertainties:
        _expect_known("uncertainties", name, known["repetition"] | known["set"])


def _expect_known(field: str, name: str, known: Iterable[str]) -> None:
    names = sorted(known)
    if name not in names:
        raise UsageError(f"{field} to be one of {', '.join(names)}", repr(name), "choose one of them")
