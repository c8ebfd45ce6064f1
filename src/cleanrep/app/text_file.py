"""Write a text that somebody asked for to a file."""

from pathlib import Path

from cleanrep.app.whole_file import open_part


def write_text(path: Path, text: str, *, option: str, is_forced: bool = False) -> None:
    """Write a file in UTF-8, line ends as they are; parameters and errors are those of `open_part`."""
    with open_part(path, option=option, is_forced=is_forced) as part:
        part.write_text(text, encoding="utf-8", newline="")
