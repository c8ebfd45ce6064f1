"""Figures within other pages: a comment names one, and what stands after it is written by this module.

``<!-- figure: fast; count exact; all; percent -->99.5 %<!-- /figure -->``: file, name, condition and form.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from validation.accuracy.figures import Figure, FigureFile
from validation.accuracy.wording import (
    format_count,
    format_hits,
    format_interval,
    format_percent,
    format_rounded,
    format_value,
)
from validation.errors import AssetError

MARKER = re.compile(r"(<!-- figure: (?P<what>[^>]*?) -->)(?P<shown>.*?)(<!-- /figure -->)")
FORMS: Mapping[str, Callable[[Figure | None], str]] = {
    "percent": format_percent,
    "interval": format_interval,
    "hits": format_hits,
    "value": format_value,
    "count": format_count,
    "rounded": format_rounded,
}


def fill_markers(text: str, find: Callable[[str], FigureFile], *, page: str) -> str:
    """The text with every marked figure as it is now.

    Parameters
    ----------
    find : Callable[[str], FigureFile]
        The file of a name.
    page : str
        Name of the page, for errors.

    Raises
    ------
    AssetError
        When a marker is malformed or names what there is not.
    """

    def fill(found: re.Match[str]) -> str:
        shown = _format_marked(found["what"], find, page)
        return f"{found[1]}{shown}{found[4]}"

    return MARKER.sub(fill, text)


def _format_marked(what: str, find: Callable[[str], FigureFile], page: str) -> str:
    parts = [part.strip() for part in what.split(";")]
    if len(parts) != 4 or parts[3] not in FORMS:
        raise AssetError(f"file; name; condition; one of {', '.join(FORMS)}", f"{what!r} in {page}", "mend the comment")
    file, name, condition, form = parts
    figure = find(file).find(name, condition)
    if figure is None:
        raise AssetError(
            f"a figure {name!r} under {condition!r} in {file}.json", f"none, for {page}", "mend the comment"
        )
    return FORMS[form](figure)


def list_pages(root: Path) -> list[Path]:
    """The pages that may quote figures: the README and those of ``docs``."""
    return [root / "README.md", *sorted((root / "docs").glob("*.md"))]
