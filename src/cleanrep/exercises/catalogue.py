"""Find and read exercise files: the built-in ones, the user's folder, and those of installed packages.

Decides which file an id means. Files may come from strangers: whatever they hold ends in an `ExerciseError`. What a
file may say is the schema's business, how it is read safely that of `strict_toml`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.metadata import entry_points
from importlib.resources.abc import Traversable

from cleanrep.errors import ExerciseError, UsageError
from cleanrep.exercises.schema import Exercise
from cleanrep.exercises.strict_toml import index_files, parse_strict_toml, read_bounded
from cleanrep.near_name import suggest

ENTRY_POINT_GROUP = "cleanrep.exercises"
MAX_PARSED = 16
"""Exercises kept as parsed: it takes 20 ms, and all live sets of a process share one."""


@dataclass(frozen=True, slots=True)
class LoadedExercise:
    """An exercise with the hash of the bytes that it was read from."""

    exercise: Exercise
    sha256: str


@lru_cache(maxsize=MAX_PARSED)
def parse_exercise(content: bytes, *, name: str) -> LoadedExercise:
    """Parse the bytes of an exercise file; the same bytes give the same object.

    Parameters
    ----------
    content : bytes
        UTF-8 TOML, at most `MAX_FILE_BYTES`.
    name : str
        File name for messages.

    Raises
    ------
    ExerciseError
        With one line a problem, at most `MAX_PROBLEMS`: the field, what was expected, what came.
    """
    exercise = parse_strict_toml(content, Exercise, name=name, error=ExerciseError)
    return LoadedExercise(exercise, hashlib.sha256(content).hexdigest())


def read_exercise(file: Traversable) -> LoadedExercise:
    """Read an exercise file (a `pathlib.Path` will do), whatever its name.

    Raises
    ------
    ExerciseError
        When it cannot be read, is too large, or does not hold what the schema asks for.
    """
    return parse_exercise(read_bounded(file, error=ExerciseError), name=file.name)


def find_exercises(user_folder: Traversable | None = None) -> Mapping[str, Traversable]:
    """Files by exercise id (file stem); the user's folder overrides packages, packages override the built-in ones."""
    return index_files([resources.files("cleanrep.exercises") / "data", *_find_packages()], user_folder)


@lru_cache(maxsize=1)
def _find_packages() -> tuple[Traversable, ...]:
    """Folders of installed packages, which stay the same while the program runs."""
    return tuple(resources.files(point.value) for point in entry_points(group=ENTRY_POINT_GROUP))


def load_exercise(exercise_id: str, user_folder: Traversable | None = None) -> LoadedExercise:
    """Load an exercise by id.

    Raises
    ------
    UsageError
        When no file has that id.
    ExerciseError
        When the file cannot be read, does not hold what the schema asks for, or says another id than its name.
    """
    found = find_exercises(user_folder)
    if exercise_id not in found:
        known = ", ".join(sorted(found))
        remedy = suggest(exercise_id, found, otherwise="choose one of them or add a file")
        raise UsageError(f"an exercise of {known}", repr(exercise_id), remedy)
    loaded = read_exercise(found[exercise_id])
    if loaded.exercise.id != exercise_id:
        problem = f"id: expected {exercise_id!r} as the file's name says, got {loaded.exercise.id!r}"
        raise ExerciseError(found[exercise_id].name, (problem,))
    return loaded
