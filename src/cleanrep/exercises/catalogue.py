"""Find exercise files: the built-in ones, the user's folder, and those of installed packages."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.metadata import entry_points
from importlib.resources.abc import Traversable

from pydantic import ValidationError

from cleanrep.errors import ExerciseError, UsageError
from cleanrep.exercises.schema import Exercise

MAX_FILE_BYTES = 1_000_000
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
        With one line a problem: the field, what was expected, what came.
    """
    if len(content) > MAX_FILE_BYTES:
        raise ExerciseError(name, (f"expected at most {MAX_FILE_BYTES} bytes, got {len(content)}",))
    try:
        exercise = Exercise.model_validate(tomllib.loads(content.decode("utf-8")))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ExerciseError(name, (f"expected UTF-8 TOML, got {error}",)) from error
    except ValidationError as error:
        raise ExerciseError(name, tuple(_describe(error))) from error
    return LoadedExercise(exercise, hashlib.sha256(content).hexdigest())


def _describe(error: ValidationError) -> Iterator[str]:
    for item in error.errors(include_url=False):
        field = ".".join(str(part) for part in item["loc"]) or "file"
        got = repr(item["input"])
        shown = got if len(got) <= 60 else got[:57] + "..."
        suffix = "" if item["type"] in {"missing", "value_error"} else f", got {shown}"
        yield f"{field}: {item['msg'].removeprefix('Value error, ')}{suffix}"


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
        When the file does not hold what the schema asks for.
    """
    found = find_exercises(user_folder)
    if exercise_id not in found:
        raise UsageError(
            f"an exercise of {', '.join(sorted(found))}", repr(exercise_id), "choose one of them or add a file"
        )
    return parse_exercise(found[exercise_id].read_bytes(), name=f"{exercise_id}.toml")
