"""Plain tables for terminals of any width: columns that matter least go first."""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_TEXT = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column of text; the lowest `weight` is left out first, `is_text` aligns left."""

    title: str
    weight: int = 1
    is_text: bool = False


def draw_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, width: int) -> list[str]:
    """Lines of a table, at most `width` characters each.

    A column without any entry is left out. A last column of text is cut before another one goes, down to `LEAST_TEXT`
    characters.
    """
    cells = [[_clean(cell) for cell in row] for row in rows]
    sizes = [max(len(column.title), *(len(row[i]) for row in cells), 0) for i, column in enumerate(columns)]
    kept = [i for i in range(len(columns)) if not cells or any(row[i] for row in cells)] or [0]
    while _measure(columns, sizes, kept) > width and len(kept) > 1:
        kept.remove(min(kept, key=lambda i: (columns[i].weight, -i)))
    titles = [column.title for column in columns]
    return [_draw_row(columns, row, sizes, kept)[:width].rstrip() for row in (titles, *cells)]


def _measure(columns: Sequence[Column], sizes: Sequence[int], kept: Sequence[int]) -> int:
    """Least width at which these columns can be shown."""
    last = kept[-1]
    least = min(sizes[last], LEAST_TEXT) if columns[last].is_text else sizes[last]
    return sum(sizes[i] + 2 for i in kept[:-1]) + 2 + least


def _draw_row(columns: Sequence[Column], row: Sequence[str], sizes: Sequence[int], kept: Sequence[int]) -> str:
    cells = (f"{row[i]:{'<' if columns[i].is_text else '>'}{sizes[i]}}" for i in kept)
    return "  " + "  ".join(cells)


def _clean(text: str) -> str:
    """No control characters: notes and names may come from a stranger's file."""
    return "".join(char if char.isprintable() else " " for char in text)
