"""Find and read exercise files: the built-in ones, the user's folder, and those of installed packages.

Decides which file an id means and says in one line a problem what is wrong with a file. Files may come from strangers:
their size is bounded before they are parsed, and whatever they hold ends in an `ExerciseError`. What a file may say is
the schema's business.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.metadata import entry_points
from importlib.resources.abc import Traversable

from pydantic import ValidationError

from cleanrep.errors import ExerciseError, UsageError
from cleanrep.exercises.schema import MAX_PROBLEMS, Exercise

MAX_FILE_BYTES = 256_000
# The parser's time grows with the square of the parts of a dotted key: 50 000 of them, 100 kB, keep it busy for 40 s.
MAX_DOTS_PER_LINE = 200
MAX_SHOWN_CHARACTERS = 80
ENTRY_POINT_GROUP = "cleanrep.exercises"


@dataclass(frozen=True, slots=True)
class LoadedExercise:
    """An exercise with the hash of the bytes that it was read from."""

    exercise: Exercise
    sha256: str


def parse_exercise(content: bytes, *, name: str) -> LoadedExercise:
    """Parse the bytes of an exercise file.

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
    if len(content) > MAX_FILE_BYTES:
        raise ExerciseError(name, (f"expected at most {MAX_FILE_BYTES} bytes, got more",))
    try:
        exercise = Exercise.model_validate(_parse_toml(content, name))
    except ValidationError as error:
        raise ExerciseError(name, tuple(_describe(error))) from error
    return LoadedExercise(exercise, hashlib.sha256(content).hexdigest())


def _parse_toml(content: bytes, name: str) -> dict[str, object]:
    if any(line.count(b".") > MAX_DOTS_PER_LINE for line in content.splitlines()):
        raise ExerciseError(name, (f"expected at most {MAX_DOTS_PER_LINE} dots in a line, got more",))
    # ValueError: bad UTF-8, bad TOML, an integer of thousands of digits. RecursionError: brackets in brackets.
    try:
        return tomllib.loads(content.decode("utf-8"))
    except ValueError as error:
        raise ExerciseError(name, (f"expected UTF-8 TOML, got {_shorten(str(error))}",)) from error
    except RecursionError as error:
        raise ExerciseError(name, ("expected a few levels of nesting, got too many",)) from error


def _describe(error: ValidationError) -> Iterator[str]:
    items = error.errors(include_url=False)
    for item in items[:MAX_PROBLEMS]:
        field = _shorten(".".join(str(part) for part in item["loc"])) or "file"
        if item["type"] == "missing":
            yield f"{field}: expected a value, got none"
        elif item["type"] == "extra_forbidden":
            yield f"{field}: expected no field of this name, got {_show(item['input'])}"
        elif item["type"] == "value_error":
            yield f"{field}: {item['msg'].removeprefix('Value error, ')}"
        else:
            expected = item["msg"].replace("Input should be", "expected").replace("should match", "expected to match")
            yield f"{field}: {expected}, got {_show(item['input'])}"
    if len(items) > MAX_PROBLEMS:
        yield f"and {len(items) - MAX_PROBLEMS} more problems"


def _show(value: object) -> str:
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "an array"
    return _shorten(repr(value))


def _shorten(text: str) -> str:
    """At most `MAX_SHOWN_CHARACTERS`, and no control characters: the text may come from a stranger's file."""
    shown = text if len(text) <= MAX_SHOWN_CHARACTERS else text[: MAX_SHOWN_CHARACTERS - 3] + "..."
    return "".join(char if char.isprintable() else "?" for char in shown)


def read_exercise(file: Traversable) -> LoadedExercise:
    """Read an exercise file (a `pathlib.Path` will do), whatever its name.

    Raises
    ------
    ExerciseError
        When it cannot be read, is too large, or does not hold what the schema asks for.
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise ExerciseError(file.name, (f"expected a readable file, got {error.strerror or error}",)) from error
    return parse_exercise(content, name=file.name)


def find_exercises(user_folder: Traversable | None = None) -> Mapping[str, Traversable]:
    """Files by exercise id (file stem); the user's folder overrides packages, packages override the built-in ones."""
    folders: list[Traversable] = [resources.files("cleanrep.exercises") / "data"]
    folders += [resources.files(point.value) for point in entry_points(group=ENTRY_POINT_GROUP)]
    if user_folder is not None and user_folder.is_dir():
        folders.append(user_folder)
    return {
        item.name.removesuffix(".toml"): item
        for folder in folders
        for item in folder.iterdir()
        if item.name.endswith(".toml")
    }


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
        raise UsageError(f"an exercise of {known}", repr(exercise_id), "choose one of them or add a file")
    loaded = read_exercise(found[exercise_id])
    if loaded.exercise.id != exercise_id:
        problem = f"id: expected {exercise_id!r} as the file's name says, got {loaded.exercise.id!r}"
        raise ExerciseError(found[exercise_id].name, (problem,))
    return loaded
