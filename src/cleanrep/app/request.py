"""What a caller asks of an analysis."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cleanrep.app.user_folder import find_folder
from cleanrep.errors import UsageError
from cleanrep.exercises.catalogue import LoadedExercise, load_exercise, read_exercise
from cleanrep.exercises.schema import Exercise
from cleanrep.near_name import suggest

if TYPE_CHECKING:
    # Measures and mechanics are imported by what analyses: a guide or a log does not wait for them.
    from cleanrep.load.curve import Setup
    from cleanrep.measures.reference import Neutral
    from cleanrep.model.samples import Region
    from cleanrep.rules.context import Level

LOG_SUFFIX = ".parquet"
FOLDER_VARIABLE = "CLEANREP_EXERCISES"


@dataclass(frozen=True, slots=True)
class AnalysisRequest:
    """A recording and how to judge it.

    Attributes
    ----------
    path : Path
        A video, or a landmark log (``*.parquet``).
    exercise : LoadedExercise
        The exercise with the hash of its file.
    variant, goal : str
        Of the exercise.
    start_s, end_s : float or None
        Part to read, seconds from the first frame.
    roi : Region or None
        Part of the picture in which the lifter is.
    neutral : Neutral or None
        Calibrated hold of the lifter, e.g. from a saved profile.
    neutral_span_s : tuple[float, float] or None
        Span of this recording in which the lifter holds neutral; wins over `neutral`.
    load : Setup or None
        Who lifts how much on which machine, for the load on the back.
    """

    path: Path
    exercise: LoadedExercise
    variant: str
    goal: str
    level: "Level" = "intermediate"
    start_s: float | None = None
    end_s: float | None = None
    roi: "Region | None" = None
    neutral: "Neutral | None" = None
    neutral_span_s: tuple[float, float] | None = None
    load: "Setup | None" = None

    @property
    def is_landmark_log(self) -> bool:
        """Whether the recording is a landmark log rather than a video."""
        return self.path.suffix == LOG_SUFFIX


def find_user_folder() -> Path | None:
    """The user's folder of exercise files, named by `FOLDER_VARIABLE`; None when it is not set.

    Raises
    ------
    UsageError
        When what it names is no folder.
    """
    return find_folder(FOLDER_VARIABLE)


def find_exercise(name: str) -> LoadedExercise:
    """Load an exercise by id, or from a file when the name ends in ``.toml``.

    Raises
    ------
    UsageError, ExerciseError
        When there is none of that name, or the file does not hold what the schema asks for.
    """
    return read_exercise(Path(name)) if name.endswith(".toml") else load_exercise(name, find_user_folder())


def choose_variant(loaded: LoadedExercise, variant: str | None) -> str:
    """The variant asked for, or the only one there is.

    Raises
    ------
    UsageError
        When the exercise has several and none was named, or has none of that name.
    """
    variants = loaded.exercise.variants
    if variant is None and len(variants) == 1:
        return next(iter(variants))
    if variant not in variants:
        expected, remedy = f"a variant of {loaded.exercise.id}: {', '.join(variants)}", "name it with --variant"
        if variant is None:
            raise UsageError(expected, "none", remedy)
        raise UsageError(expected, repr(variant), suggest(variant, variants, otherwise=remedy))
    return variant


def check_goal(exercise: Exercise, goal: str) -> None:
    """Refuse a goal that the exercise does not have.

    Raises
    ------
    UsageError
        When it has none of that name.
    """
    if goal not in exercise.goals:
        remedy = suggest(goal, exercise.goals, otherwise="choose one of them")
        raise UsageError(f"a goal of {exercise.id}: {', '.join(exercise.goals)}", repr(goal), remedy)
