"""Figures as text, and tables of them."""

from collections.abc import Iterable, Sequence

from validation.accuracy.figures import Figure, FigureFile
from validation.score.tally import ALL

NONE = "–"


def format_percent(figure: Figure | None) -> str:
    """``98.7 %``; a dash for nothing. What is not quite all is never rounded up to all."""
    if figure is None:
        return NONE
    percent = 100.0 * figure.value
    text = f"{percent:.1f}"
    if text == "100.0" and figure.value < 1.0:
        text = f"{percent:.2f}"
    return f"{text.removesuffix('.0')} %"


def format_interval(figure: Figure | None) -> str:
    """``98.7 % (97.9 to 99.2)``."""
    if figure is None or figure.low is None or figure.high is None:
        return NONE
    n_decimals = 1 if figure.high >= 0.001 else 2
    return f"{format_percent(figure)} ({100 * figure.low:.{n_decimals}f} to {100 * figure.high:.{n_decimals}f})"


def format_hits(figure: Figure | None) -> str:
    """``13 of 13``."""
    return NONE if figure is None else f"{round(figure.value * figure.n)} of {figure.n}"


def format_value(figure: Figure | None) -> str:
    """``0.03 s``, ``2.1°``: digits as its unit deserves."""
    if figure is None:
        return NONE
    if figure.unit == "deg":
        return f"{figure.value:.1f}°"
    if figure.unit == "share":
        return format_percent(figure)
    if figure.unit in ("sets", "repetitions", "frames"):
        return format_count(figure)
    return f"{figure.value:.2f} {figure.unit}".removesuffix(" 1")


def format_count(figure: Figure | None) -> str:
    """``10 000``."""
    return NONE if figure is None else f"{round(figure.value):,}".replace(",", " ")


def format_rounded(figure: Figure | None) -> str:
    """``35 000 samples/s``, ``6.4 ms``, ``1.03 times``: two digits, of a ratio three."""
    if figure is None:
        return NONE
    n_digits = 3 if figure.unit == "x" else 2
    rounded = float(f"{figure.value:.{n_digits}g}")
    number = f"{rounded:,.0f}".replace(",", " ") if rounded >= 100 else f"{rounded:g}"
    return f"{number} {'times' if figure.unit == 'x' else figure.unit}"


def make_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; an empty string without rows."""
    listed = ["| " + " | ".join(row) + " |" for row in rows]
    if not listed:
        return ""
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *listed])


def find_both(file: FigureFile, name: str, other: FigureFile | None) -> tuple[Figure | None, Figure | None]:
    """The same figure of two files."""
    return file.find(name, ALL), None if other is None else other.find(name, ALL)
