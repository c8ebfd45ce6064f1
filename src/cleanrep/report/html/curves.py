"""The trace as the page draws it: points for the plot, small curves for the strip, and where straight lies in it.

Decides how much of a long recording is kept; the drawing is the page's.
"""

import math
from collections.abc import Mapping

import numpy as np

from cleanrep.model.arrays import FloatArray
from cleanrep.model.repetition import Repetition
from cleanrep.model.report import SetReport, Trace

MAX_POINTS = 20_000
CURVE_WIDTH, CURVE_HEIGHT = 120.0, 64.0
_MAX_CURVE_POINTS = 80
_TOP_MEASURES = ("top_angle_deg", "lean_back_deg")


def thin_trace(trace: Trace) -> tuple[list[float], list[float | None]]:
    """Choose at most `MAX_POINTS` points evenly: times (3 decimals) and angles (2 decimals, None where not seen)."""
    step = max(math.ceil(len(trace.time_s) / MAX_POINTS), 1)
    times = [round(float(t), 3) for t in trace.time_s[::step]]
    angles = [round(float(a), 2) if math.isfinite(a) else None for a in trace.angle_deg[::step]]
    return times, angles


def draw_curves(report: SetReport, *, is_top_up: bool) -> Mapping[int, str]:
    """SVG path of each repetition by index, all on one scale of time and one of angle.

    Parameters
    ----------
    report : SetReport
        Its trace may hold NaN: the curve has a gap there.
    is_top_up : bool
        The lift lowers the angle, so smaller angles are drawn higher.
    """
    trace = report.trace
    longest_s = max((_end_s(r) - r.times.start_s for r in report.repetitions), default=1.0) or 1.0
    seen = trace.angle_deg[np.isfinite(trace.angle_deg)]
    low, high = (float(seen.min()), float(seen.max())) if len(seen) else (0.0, 1.0)
    span = (high - low) or 1.0
    curves = {}
    for repetition in report.repetitions:
        is_inside = (trace.time_s >= repetition.times.start_s) & (trace.time_s <= _end_s(repetition))
        x = (trace.time_s[is_inside] - repetition.times.start_s) / longest_s * CURVE_WIDTH
        share = (trace.angle_deg[is_inside] - low) / span
        y = 4 + (CURVE_HEIGHT - 8) * (share if is_top_up else 1 - share)
        curves[repetition.index] = write_path(x, y)
    return curves


def _end_s(repetition: Repetition) -> float:
    next_start_s = repetition.times.next_start_s
    return repetition.times.end_s if next_start_s is None else next_start_s


def write_path(x: FloatArray, y: FloatArray) -> str:
    """SVG path through at most 80 points of (n,) places; a gap where y is NaN."""
    step = max(math.ceil(len(x) / _MAX_CURVE_POINTS), 1)
    parts: list[str] = []
    is_drawing = False
    for px, py in zip(x[::step], y[::step], strict=True):
        if math.isfinite(py):
            parts.append(f"{'L' if is_drawing else 'M'}{px:.1f} {py:.1f}")
        is_drawing = bool(math.isfinite(py))
    return "".join(parts)


def find_neutral_band(report: SetReport) -> tuple[float, float] | None:
    """Trunk inclination that counts as straight, lower and upper end in degrees; None where it is not known.

    Straight is where the trace stands at the top less what the top reads against straight, the median over the
    repetitions; around it lie the aims of the rules about the top (0 on a side without one).
    """
    offsets, lows, highs = [], [0.0], [0.0]
    for repetition in report.repetitions:
        top_deg = next((m.value for m in repetition.measures if m.name == "top_angle_deg"), math.nan)
        offsets.append(_top_of(report.trace, repetition) - top_deg)
        aims = [f.aim for f in repetition.findings if f.measure in _TOP_MEASURES and f.aim is not None]
        lows += [aim[0] for aim in aims if aim[0] is not None]
        highs += [aim[1] for aim in aims if aim[1] is not None]
    known = [offset for offset in offsets if math.isfinite(offset)]
    if not known:
        return None
    neutral_deg = float(np.median(known))
    return round(neutral_deg + min(lows), 2), round(neutral_deg + max(highs), 2)


def _top_of(trace: Trace, repetition: Repetition) -> float:
    times = repetition.times
    is_top = (trace.time_s >= times.top_start_s) & (trace.time_s <= max(times.top_end_s, times.top_start_s + 0.1))
    angles = trace.angle_deg[is_top & np.isfinite(trace.angle_deg)]
    return float(np.median(angles)) if len(angles) else math.nan
