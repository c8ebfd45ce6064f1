"""Comma-separated text as other programs write it: encodings, delimiters, and cells that a spreadsheet would run.

A text cell that begins with ``=``, ``+``, ``-``, ``@``, tab or return is written with an apostrophe before it, so that
no spreadsheet takes it for a formula; reading takes the apostrophe off again.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Self, TextIO

from cleanrep.errors import SourceError
from cleanrep.exchange.fields import MAX_CELL_CHARACTERS
from cleanrep.regular_file import open_regular

MAX_LINE_CHARACTERS = 100_000
MAX_ROW_CHARACTERS = 500_000
_FORMULA = re.compile(r"^'*[=+\-@\t\r]")
_NEUTRALISED = re.compile(r"^'+[=+\-@\t\r]")


def neutralise(text: str) -> str:
    """Text that no spreadsheet runs as a formula."""
    return "'" + text if _FORMULA.match(text) else text


def restore(text: str) -> str:
    """Text as it was before `neutralise`."""
    return text[1:] if text[:1] == "'" and _NEUTRALISED.match(text) else text


def read_header(path: Path) -> tuple[list[str], str]:
    """Column names of a file and its delimiter, ``,`` or ``;`` or tab.

    Raises
    ------
    SourceError
        When the file cannot be read as text with a header.
    """
    try:
        with _open_text(path) as file:
            line = file.readline(MAX_LINE_CHARACTERS).rstrip("\r\n")
    except OSError as error:
        raise SourceError(path.name, f"cannot be read ({error.strerror})", "check the path") from error
    except UnicodeDecodeError as error:
        raise SourceError(path.name, "cannot be read as UTF-8 text", "export it again as CSV") from error
    delimiter = max(",;\t", key=line.count)
    return [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])], delimiter


def _open_text(path: Path) -> TextIOWrapper:
    return TextIOWrapper(open_regular(path), encoding="utf-8-sig", newline="")


def read_rows(path: Path, delimiter: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Line number and cells by column name, one row at a time; rows that hold nothing are left out.

    Raises
    ------
    SourceError
        When the file ends to be text: bad encoding, an endless cell.
    """
    csv.field_size_limit(4 * MAX_CELL_CHARACTERS)
    try:
        with _open_text(path) as file:
            lines = _Lines(file, path.name)
            reader = csv.reader(lines, delimiter=delimiter)
            names = [name.strip() for name in next(reader, [])]
            lines.n_characters = 0
            for row in reader:
                lines.n_characters = 0
                if any(row):
                    cells = map(restore, row + [""] * (len(names) - len(row)))
                    yield reader.line_num, dict(zip(names, cells, strict=False))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(path.name, f"cannot be read ({error})", "export it again as CSV") from error


@dataclass(slots=True)
class _Lines:
    """Lines of a file, none too long; nor a row of them, for quotes may join any number of lines.

    Attributes
    ----------
    n_characters : int
        Of the row so far; whoever has read a row sets it back.
    """

    file: TextIO
    name: str
    n_characters: int = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self.file.readline(MAX_LINE_CHARACTERS)
        self.n_characters += len(line)
        for what, length, most in (
            ("line", len(line), MAX_LINE_CHARACTERS),
            ("row", self.n_characters, MAX_ROW_CHARACTERS),
        ):
            if length >= most:
                raise SourceError(self.name, f"holds a {what} of {most} characters or more", "export it again")
        if not line:
            raise StopIteration
        return line


def write_rows(file: TextIO, columns: Sequence[str], rows: Iterator[Mapping[str, object]]) -> int:
    """Write a header and rows; text is neutralised, None is an empty cell. Returns the number of rows."""
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    n_rows = 0
    for row in rows:
        writer.writerow([_spell(row[name]) for name in columns])
        n_rows += 1
    return n_rows


def _spell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    return neutralise(value) if isinstance(value, str) else str(value)
