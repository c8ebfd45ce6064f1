"""A figure over time, drawn as text for the terminal and as SVG for files."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise

HEIGHT_ROWS = 6
_LABEL_WIDTH = 8
_SVG_WIDTH, _PLOT_HEIGHT, _MARGIN = 640.0, 96.0, 64.0


@dataclass(frozen=True, slots=True)
class Trend:
    """One figure of a log over time.

    Attributes
    ----------
    values : tuple[float | None, ...]
        One a session, oldest first; None where it was not measured.
    dates : tuple[date, ...]
        Of the sessions.
    """

    title: str
    unit: str
    values: tuple[float | None, ...]
    dates: tuple[date, ...]

    @property
    def has_values(self) -> bool:
        """Whether there is anything to draw."""
        return any(value is not None for value in self.values)


def draw_text(trend: Trend, *, width: int, is_ascii: bool = False) -> list[str]:
    """Lines of a plot, at most `width` characters each; with more sessions than columns, the mean of each column."""
    n_columns = max(min(width - _LABEL_WIDTH - 3, len(trend.values)), 1)
    columns = _gather(trend.values, n_columns)
    known = [value for value in columns if value is not None]
    low, high = min(known), max(known)
    mark, side = ("*", "|") if is_ascii else ("●", "│")
    rows = [[" "] * n_columns for _ in range(HEIGHT_ROWS)]
    for i, value in enumerate(columns):
        if value is not None:
            level = 0.5 if high == low else (value - low) / (high - low)
            rows[HEIGHT_ROWS - 1 - round(level * (HEIGHT_ROWS - 1))][i] = mark
    labels = {0: _spell(high), HEIGHT_ROWS - 1: _spell(low)} if high > low else {HEIGHT_ROWS // 2: _spell(low)}
    head = f"{trend.title}, {trend.unit}" if trend.unit else trend.title
    lines = [f"{labels.get(i, ''):>{_LABEL_WIDTH}} {side}{''.join(row)}".rstrip() for i, row in enumerate(rows)]
    first, last = f"{trend.dates[0]:%Y-%m-%d}", f"{trend.dates[-1]:%Y-%m-%d}"
    span = first if first == last else f"{first} to {last}"
    return [head, *lines, " " * (_LABEL_WIDTH + 2) + span]


def _gather(values: Sequence[float | None], n_columns: int) -> list[float | None]:
    edges = [round(i * len(values) / n_columns) for i in range(n_columns + 1)]
    columns: list[float | None] = []
    for start, end in pairwise(edges):
        known = [value for value in values[start:end] if value is not None]
        columns.append(sum(known) / len(known) if known else None)
    return columns


def _spell(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.1f}"


def draw_svg(trends: Sequence[Trend], *, title: str) -> str:
    """An SVG document with the trends below each other on one time axis; it loads nothing and reads in both themes."""
    drawn = [trend for trend in trends if trend.has_values]
    block = _PLOT_HEIGHT + 68.0
    height = 40.0 + block * len(drawn)
    style = (
        "text{font:13px system-ui,sans-serif;fill:#4b5563}.t{font-weight:600}"
        "path{fill:none;stroke:#0f766e;stroke-width:1.5}circle{fill:#0f766e}line{stroke:#9ca3af;stroke-width:1}"
        "@media(prefers-color-scheme:dark){text{fill:#d1d5db}path{stroke:#2dd4bf}circle{fill:#2dd4bf}}"
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SVG_WIDTH:g} {height:g}" role="img">',
        f"<title>{escape(title)}</title><style>{style}</style>",
        f'<text class="t" x="8" y="20">{escape(title)}</text>',
    ]
    for i, trend in enumerate(drawn):
        parts += _draw_one(trend, 40.0 + block * i)
    return "\n".join([*parts, "</svg>", ""])


def _draw_one(trend: Trend, top: float) -> list[str]:
    known = [value for value in trend.values if value is not None]
    low, high = min(known), max(known)
    bottom, right = top + 32.0 + _PLOT_HEIGHT, _SVG_WIDTH - 16.0
    first, days = trend.dates[0], max((trend.dates[-1] - trend.dates[0]).days, 1)
    points = []
    for day, value in zip(trend.dates, trend.values, strict=True):
        if value is not None and math.isfinite(value):
            share = 0.5 if high == low else (value - low) / (high - low)
            x = _MARGIN + (right - _MARGIN) * (day - first).days / days
            points.append((x, bottom - share * _PLOT_HEIGHT))
    course = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    head = f"{trend.title}, {trend.unit}" if trend.unit else trend.title
    labels = (
        [(_spell(high), bottom - _PLOT_HEIGHT), (_spell(low), bottom)]
        if high > low
        else [(_spell(low), bottom - _PLOT_HEIGHT / 2)]
    )
    return [
        f'<text class="t" x="8" y="{top + 12:g}">{escape(head)}</text>',
        *(f'<text x="{_MARGIN - 8:g}" y="{y + 4:.1f}" text-anchor="end">{label}</text>' for label, y in labels),
        f'<line x1="{_MARGIN:g}" y1="{bottom + 4:g}" x2="{right:g}" y2="{bottom + 4:g}"/>',
        f'<path d="{course}"/>',
        *(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>' for x, y in points),
        f'<text x="{_MARGIN:g}" y="{bottom + 20:g}">{first:%Y-%m-%d}</text>',
        f'<text x="{right:g}" y="{bottom + 20:g}" text-anchor="end">{trend.dates[-1]:%Y-%m-%d}</text>',
    ]
