"""Find TOML files by name, and read a stranger's into a schema: bounded, all that it holds ends in one kind of error.

Decides how much is read and how a problem is told (one line each: the field, what was expected, what came). What a file
may say is its schema's business.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from cleanrep.errors import FileContentError
from cleanrep.exercises.schema import MAX_PROBLEMS
from cleanrep.regular_file import open_regular

MAX_FILE_BYTES = 256_000
# The parser's time grows with the square of the parts of a dotted key: 50 000 of them, 100 kB, keep it busy for 40 s.
MAX_DOTS_PER_LINE = 200
MAX_SHOWN_CHARACTERS = 80

Schema = TypeVar("Schema", bound=BaseModel)


def index_files(folders: Iterable[Traversable], user_folder: Traversable | None) -> Mapping[str, Traversable]:
    """TOML files by their stem; later folders override earlier ones, the user's, where there is one, all of them."""
    users = [] if user_folder is None or not user_folder.is_dir() else [user_folder]
    return {
        item.name.removesuffix(".toml"): item
        for folder in (*folders, *users)
        for item in folder.iterdir()
        if item.name.endswith(".toml")
    }


def read_bounded(file: Traversable, *, error: type[FileContentError]) -> bytes:
    """Bytes of a file (a `pathlib.Path` will do), one more than `MAX_FILE_BYTES` at most.

    Raises
    ------
    FileContentError
        Of the kind `error`, when it cannot be read.
    """
    try:
        with open_regular(file) if isinstance(file, Path) else file.open("rb") as stream:
            return stream.read(MAX_FILE_BYTES + 1)
    except OSError as cause:
        raise error(file.name, (f"expected a readable file, got {cause.strerror or cause}",)) from cause


def parse_strict_toml(content: bytes, schema: type[Schema], *, name: str, error: type[FileContentError]) -> Schema:
    """Parse UTF-8 TOML of at most `MAX_FILE_BYTES` into a schema.

    Parameters
    ----------
    content : bytes
        The file.
    schema : type[BaseModel]
        What it has to hold.
    name : str
        File name for messages.
    error : type[FileContentError]
        Kind of error to raise.

    Raises
    ------
    FileContentError
        Of the kind `error`, with one line a problem, at most `MAX_PROBLEMS`.
    """
    if len(content) > MAX_FILE_BYTES:
        raise error(name, (f"expected at most {MAX_FILE_BYTES} bytes, got more",))
    try:
        return schema.model_validate(_parse_toml(content, name, error))
    except ValidationError as cause:
        raise error(name, tuple(_describe(cause))) from cause


def _parse_toml(content: bytes, name: str, error: type[FileContentError]) -> dict[str, object]:
    if any(line.count(b".") > MAX_DOTS_PER_LINE for line in content.splitlines()):
        raise error(name, (f"expected at most {MAX_DOTS_PER_LINE} dots in a line, got more",))
    # ValueError: bad UTF-8, bad TOML, an integer of thousands of digits. RecursionError: brackets in brackets.
    try:
        return tomllib.loads(content.decode("utf-8"))
    except ValueError as cause:
        raise error(
            name, (f"expected UTF-8 TOML, got {_shorten(str(cause))}", "mend it there, or name another file")
        ) from cause
    except RecursionError as cause:
        raise error(name, ("expected a few levels of nesting, got too many",)) from cause


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
