"""Text for a terminal: its width, its signs, indented paragraphs; a document to a file or standard output."""

import sys
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from cleanrep.app.text_file import write_text
from cleanrep.app.whole_file import STANDARD_OUTPUT, check_names_file
from cleanrep.errors import UsageError

MIN_WIDTH = 40
MAX_WIDTH = 88
_ASCII = str.maketrans({"°": " deg", "±": "+-", "·": "-", "×": "x", "’": "'", "–": "-", "−": "-", "…": "..."})


@dataclass(frozen=True, slots=True)
class Page:
    """A terminal page that is written line by line."""

    console: Console
    width: int
    is_ascii: bool

    def spell(self, text: str) -> str:
        """Text in signs that the output knows; control characters of a stranger's file never reach the terminal."""
        text = "".join(char if char.isprintable() else "?" for char in text)
        return text.translate(_ASCII).encode("ascii", "replace").decode() if self.is_ascii else text

    def write(self, text: str = "", style: str = "", *, indent: int = 0, hang: int = 0) -> None:
        """A paragraph, wrapped; following lines are indented by `hang` more."""
        lines = textwrap.wrap(
            self.spell(text),
            self.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_on_hyphens=False,
        )
        for line in lines or [""]:
            self.console.print(Text(line, style=style), soft_wrap=True)

    def write_fields(self, fields: Iterable[tuple[str, str]], *, indent: int = 2) -> None:
        """Names and values in two columns."""
        rows = list(fields)
        width = max((len(name) for name, _ in rows), default=0) + 2
        for name, value in rows:
            lead = " " * indent + self.spell(name).ljust(width)
            lines = textwrap.wrap(self.spell(value), max(self.width - len(lead), 20)) or [""]
            self.console.print(Text.assemble((lead, "dim"), lines[0]), soft_wrap=True)
            for line in lines[1:]:
                self.console.print(Text(" " * len(lead) + line), soft_wrap=True)


def open_page() -> Page:
    """The page of standard output."""
    console = Console(highlight=False)
    width = min(max(console.width, MIN_WIDTH), MAX_WIDTH)
    return Page(console, width, "utf" not in (console.encoding or "").lower())


def is_output_taken(**places: str | None) -> bool:
    """Whether one of the documents, each by the name of its option, goes to standard output, and nothing else may.

    Raises
    ------
    UsageError
        When more than one does.
    """
    taken = [f"--{option}" for option, place in places.items() if place == STANDARD_OUTPUT]
    if len(taken) > 1:
        raise UsageError("one document on standard output", " and ".join(taken), "name a file for the others")
    return bool(taken)


def check_free(option: str, path: Path, *, is_forced: bool) -> None:
    """Refuse a place that cannot take the file, before time is spent on it.

    Raises
    ------
    UsageError
        When the file is there and may not be replaced, or its folder is missing.
    """
    check_names_file(path, option=option)
    if path.exists() and not is_forced:
        raise UsageError(f"a new file for {option}", f"{path}, which exists", "choose another name or add --force")
    if not path.parent.is_dir():
        raise UsageError(f"a folder for {option}", f"{path.parent}, which is none", "make it or choose another name")


def write_document(text: str, place: str, *, option: str, is_forced: bool = False) -> None:
    """Write to standard output for ``-``, else to a new file, whole or not at all, and say where on standard error.

    Raises
    ------
    UsageError
        When the file is there already or cannot be written.
    """
    if place == STANDARD_OUTPUT:
        sys.stdout.write(text)
        return
    write_text(Path(place), text, option=option, is_forced=is_forced)
    # Not on standard output: another document of the same command may go there.
    print(f"Wrote {place}", file=sys.stderr)
