"""Geometry of the drawing of one finding: a line with aim, fault limit, and the value with its uncertainty.

Decides positions only, in units of a drawing 100 wide; colours and strokes are in the style sheet.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

from cleanrep.model.repetition import Finding
from cleanrep.report.wording import format_limit, format_value

WIDTH = 100.0
_PAD_SHARE = 0.12
_UNCERTAINTIES_SHOWN = 1.0
_MIN_LABEL_GAP = 16.0


@dataclass(frozen=True, slots=True)
class Zone:
    """Part of the line, from `left` over `width`; `kind` is ``aim``, ``between`` or ``fault``."""

    left: float
    width: float
    kind: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A limit with its label at `x`."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """What is drawn: zones, ticks, the value and the reach of its uncertainty (one standard uncertainty each way)."""

    zones: tuple[Zone, ...]
    ticks: tuple[Tick, ...]
    value: float
    low: float
    high: float
    label: str


def make_scale(finding: Finding) -> Scale | None:
    """Place a finding on a line; None without a value or an aim.

    Parameters
    ----------
    finding : Finding
        A side of the aim without a bound is open to the end of the line.
    """
    if finding.value is None or finding.aim is None:
        return None
    reach = (finding.uncertainty or 0.0) * _UNCERTAINTIES_SHOWN
    fault = finding.fault or (None, None)
    marks = [b for b in (*finding.aim, *fault) if b is not None]
    shown = [finding.value - reach, finding.value + reach, *marks]
    span = max(shown) - min(shown) or max(abs(finding.value), 1.0)
    start, end = min(shown) - _PAD_SHARE * span, max(shown) + _PAD_SHARE * span

    def place(value: float) -> float:
        return round(WIDTH * (min(max(value, start), end) - start) / (end - start), 2)

    edges = [start, *sorted(set(marks)), end]
    zones = [
        Zone(place(a), round(place(b) - place(a), 2), _name_zone((a + b) / 2, finding.aim, fault))
        for a, b in pairwise(edges)
    ]
    ticks = [Tick(place(mark), format_limit(mark, finding.unit)) for mark in sorted(set(marks))]
    return Scale(
        tuple(zones),
        tuple(_thin_out(ticks)),
        place(finding.value),
        place(finding.value - reach),
        place(finding.value + reach),
        format_value(finding.value, finding.unit),
    )


def _name_zone(value: float, aim: tuple[float | None, float | None], fault: tuple[float | None, float | None]) -> str:
    if _is_inside(value, aim):
        return "aim"
    is_fault = fault != (None, None) and not _is_inside(value, fault)
    return "fault" if is_fault else "between"


def _is_inside(value: float, bounds: tuple[float | None, float | None]) -> bool:
    low = -math.inf if bounds[0] is None else bounds[0]
    high = math.inf if bounds[1] is None else bounds[1]
    return low <= value <= high


def _thin_out(ticks: list[Tick]) -> list[Tick]:
    # Labels that would touch: the later one keeps its mark without words.
    kept: list[Tick] = []
    last_x = -math.inf
    for tick in ticks:
        is_free = tick.x - last_x >= _MIN_LABEL_GAP
        kept.append(tick if is_free else Tick(tick.x, ""))
        last_x = tick.x if is_free else last_x
    return kept
