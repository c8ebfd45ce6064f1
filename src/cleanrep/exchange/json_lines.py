"""JSON from strangers: lines one at a time, whole documents of bounded size."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

from cleanrep.errors import SourceError
from cleanrep.regular_file import open_regular

MAX_LINE_BYTES = 100_000
MAX_DOCUMENT_BYTES = 64_000_000


def read_records(path: Path) -> Iterator[tuple[int, dict[str, object] | str]]:
    """Line number and object of each line; what is wrong, as text, for a line that holds none.

    Raises
    ------
    SourceError
        When the file cannot be read, or a line has no end.
    """
    try:
        with open_regular(path) as file:
            number = 0
            while line := file.readline(MAX_LINE_BYTES + 1):
                number += 1
                if len(line) > MAX_LINE_BYTES:
                    raise SourceError(
                        path.name, f"line {number} is longer than {MAX_LINE_BYTES} bytes", "export it again"
                    )
                if line.strip():
                    yield number, _parse_object(line)
    except OSError as error:
        raise SourceError(path.name, f"cannot be read ({error.strerror})", "check the path") from error


def _parse_object(line: bytes) -> dict[str, object] | str:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return "expected a JSON object, got something else"
    return record if isinstance(record, dict) else "expected a JSON object, got another value"


def read_document(path: Path) -> object:
    """A whole JSON document of at most `MAX_DOCUMENT_BYTES`.

    Raises
    ------
    SourceError
        When it cannot be read, is larger, or is no JSON.
    """
    try:
        with open_regular(path) as file:
            content = file.read(MAX_DOCUMENT_BYTES + 1)
    except OSError as error:
        raise SourceError(path.name, f"cannot be read ({error.strerror})", "check the path") from error
    if len(content) > MAX_DOCUMENT_BYTES:
        raise SourceError(path.name, f"is larger than {MAX_DOCUMENT_BYTES // 1_000_000} MB", "split it")
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise SourceError(path.name, "is no JSON document", "export it again") from error


def write_record(file: TextIO, record: Mapping[str, object]) -> int:
    """Write one object as a line; returns 1, the records written."""
    file.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
    return 1
