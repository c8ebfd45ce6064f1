"""Plots as SVG, written by hand: shares with their intervals, and stated against observed coverage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 720
LABEL_WIDTH = 260
ROW_HEIGHT = 24
TOP = 44
_INK, _SOFT, _GRID = "#1c2430", "#5b6672", "#dfe3e8"
COLOURS = ("#1769aa", "#c2570c", "#5b6672")
Point = tuple[float, float]
_STYLE = "font-family: system-ui, sans-serif; font-size: 13px"


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its interval, 0..1."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Row:
    """A label with an interval of each series; None leaves one out."""

    label: str
    intervals: tuple[Interval | None, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """Points (x, y), 0..1, with a name."""

    name: str
    points: tuple[tuple[float, float], ...]


def draw_intervals(title: str, series: Sequence[str], rows: Sequence[Row], *, limits: tuple[float, float]) -> str:
    """Rows of points with their 95 % intervals on a scale of percent.

    Parameters
    ----------
    limits : tuple[float, float]
        Ends of the scale, 0..1; what lies outside ends at its edge.
    """
    height = TOP + ROW_HEIGHT * len(rows) + 40
    low, high = limits

    def place(value: float) -> float:
        share = (min(max(value, low), high) - low) / (high - low)
        return LABEL_WIDTH + share * (WIDTH - LABEL_WIDTH - 30)

    parts = [*_draw_legend(series)]
    for step in range(6):
        value = low + (high - low) * step / 5
        x = place(value)
        parts.append(_line((x, TOP - 8), (x, height - 30), _GRID))
        parts.append(_text(x, height - 12, f"{100 * value:g} %", anchor="middle", colour=_SOFT))
    for index, row in enumerate(rows):
        middle = TOP + ROW_HEIGHT * (index + 0.5)
        parts.append(_text(LABEL_WIDTH - 12, middle + 4, row.label, anchor="end"))
        for number, interval in enumerate(row.intervals):
            if interval is not None:
                y = middle + 6 * (number - (len(row.intervals) - 1) / 2)
                parts.append(_line((place(interval.low), y), (place(interval.high), y), COLOURS[number], width=2.0))
                parts.append(
                    f'<circle cx="{place(interval.value):.1f}" cy="{y:.1f}" r="3.5" fill="{COLOURS[number]}"/>'
                )
    return _wrap(title, parts, height)


def draw_reliability(title: str, curves: Sequence[Curve]) -> str:
    """Observed share against the stated one; the diagonal is perfect, above it intervals are too wide."""
    size, left = 400, 60

    def place(x: float, y: float) -> tuple[float, float]:
        return left + x * size, TOP + (1.0 - y) * size

    parts = []
    for step in range(6):
        share = step / 5
        (x, bottom), (edge, y) = place(share, 0.0), place(0.0, share)
        parts += [_line((x, TOP), (x, bottom), _GRID), _line((edge, y), (left + size, y), _GRID)]
        parts.append(_text(x, bottom + 18, f"{100 * share:g} %", anchor="middle", colour=_SOFT))
        parts.append(_text(edge - 8, y + 4, f"{100 * share:g} %", anchor="end", colour=_SOFT))
    parts.append(_line(place(0, 0), place(1, 1), _SOFT, width=1.5, dash="4 4"))
    parts.append(_text(left + size / 2, TOP + size + 40, "stated", anchor="middle", colour=_SOFT))
    for index, curve in enumerate(curves):
        colour, dash = COLOURS[index % len(COLOURS)], ("", "6 3", "2 3")[index // len(COLOURS) % 3]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in curve.points))
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
        )
        y = TOP + 14 + 22 * index
        parts.append(_line((left + size + 20, y - 4), (left + size + 50, y - 4), colour, width=2.0, dash=dash))
        parts.append(_text(left + size + 58, y, curve.name))
    return _wrap(title, parts, TOP + size + 56)


def _draw_legend(series: Sequence[str]) -> Iterable[str]:
    x = float(LABEL_WIDTH)
    for index, name in enumerate(series):
        yield f'<circle cx="{x:.0f}" cy="24" r="4" fill="{COLOURS[index]}"/>'
        yield _text(x + 10, 28, name)
        x += 40 + 7.5 * len(name)


def _line(start: Point, end: Point, colour: str, *, width: float = 1.0, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    ends = f'x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width:g}"{dashes}/>'


def _text(x: float, y: float, text: str, *, anchor: str = "start", colour: str = _INK) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'


def _wrap(title: str, parts: Iterable[str], height: float) -> str:
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img" style="{_STYLE}">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="{WIDTH}" height="{height:.0f}" fill="#ffffff"/>\n{body}\n</svg>\n'
    )
