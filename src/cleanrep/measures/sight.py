"""Whether a phase was seen from its start to its end: what a gap hides is neither timed nor judged.

The phase fit bridges any gap, and the moments that it puts into one are guesses. So are those next to it: where the
trunk comes into view on its way up, the lift seems to begin. A start or an end is believed where the trunk rests or
turns there; and a fit across a gap where it describes what was seen beside it.
"""

from math import inf

import numpy as np

from cleanrep.geometry.quantiles import compute_seen_share, find_highest, is_whole
from cleanrep.measures.moments import find_bottom_spans
from cleanrep.measures.registry import not_measured
from cleanrep.measures.window import GRID_RATE_HZ, RepetitionWindow, once
from cleanrep.model.arrays import FloatArray

EDGE_S = 0.1
"""About a phase's start and end so much must be seen: the fit knows them to about that."""
REST_SPAN_S = 0.4
"""Over so long the trunk is seen to rest: by the mean speed of either half, which no turn takes in, nor noise."""
STILL_DEG_S = 8.0
"""Speed below which the trunk counts as at rest: the aim of `settle-before-next` for video."""
MAX_EDGE_SPEED_SHARE = 0.25
"""Of a movement's highest speed, where it begins or ends: the 3 Hz filter leaves less of a lift of 0.5 s."""
MAX_MISFIT_SHARE = 0.05
"""What the fit may leave of a course with a gap, as a share of the rise: it leaves 0.003 to 0.02 of what it follows."""
_STEP_S = 1.0 / GRID_RATE_HZ
"""Speeds are differences, so that a gap reaches one moment further in them, and twice so far in accelerations."""

LIFT_UNSEEN = not_measured("the lift was not seen whole")
TOP_UNSEEN = not_measured("the top was not seen whole")
LOWERING_UNSEEN = not_measured("the lowering was not seen whole")
REPETITION_UNSEEN = not_measured("the repetition was not seen whole")


def is_seen(window: RepetitionWindow, start_s: float, end_s: float) -> bool:
    """Whether a span lies within the samples and has no gap longer than `cleanrep.measures.window.MAX_GAP_S`."""
    first_s, last_s = _find_extent_s(window)
    is_within = first_s <= start_s and end_s <= last_s
    return is_within and is_whole(_take_trunk_deg(window, start_s - 2 * _STEP_S, min(end_s + 2 * _STEP_S, last_s)))


def compute_coverage(window: RepetitionWindow, start_s: float, end_s: float) -> float:
    """Share of a span in which the trunk was seen, 0..1; what lies outside the samples was not."""
    first_s, last_s = _find_extent_s(window)
    trunk_deg = _take_trunk_deg(window, start_s, end_s)
    if trunk_deg.size == 0:
        return 0.0
    within_s = min(end_s, last_s) - max(start_s, first_s)
    return compute_seen_share(trunk_deg) * min(max(within_s, 0.0) / (end_s - start_s), 1.0)


@once
def is_lift_seen(window: RepetitionWindow) -> bool:
    """Whether the trunk was seen from the bottom before the lift to the top."""
    times = window.fit.times
    return is_start_seen(window) and is_seen(window, times.start_s - EDGE_S, times.top_start_s + EDGE_S)


@once
def is_start_seen(window: RepetitionWindow) -> bool:
    """Whether the trunk was seen at the bottom as the lift began."""
    times = window.fit.times
    if not _is_fit_sound(window) or not is_seen(window, times.start_s - EDGE_S, times.start_s + EDGE_S):
        return False
    # Not faster down: a rebound begins as the lowering before it ends.
    slowest = float(np.nanmin(_take_velocity_deg_s(window, times.start_s - REST_SPAN_S, times.start_s + EDGE_S)))
    return slowest <= MAX_EDGE_SPEED_SHARE * _find_fastest_deg_s(window, times.start_s, times.top_start_s)


@once
def is_top_seen(window: RepetitionWindow) -> bool:
    """Whether the trunk was seen from the end of the lift to the start of the lowering."""
    times = window.fit.times
    span_s = times.top_start_s - EDGE_S, times.top_end_s + EDGE_S
    if not _is_fit_sound(window) or not is_seen(window, *span_s):
        return False
    slowest = float(np.abs(_take_velocity_deg_s(window, *span_s)).min())
    return slowest <= MAX_EDGE_SPEED_SHARE * _find_fastest_deg_s(window, times.start_s, times.end_s)


@once
def is_pause_seen(window: RepetitionWindow) -> bool:
    """Whether the top was seen with the halves of lift and lowering by which the fit tells when it began and ended."""
    times = window.fit.times
    middle_up_s, middle_down_s = (times.start_s + times.top_start_s) / 2, (times.top_end_s + times.end_s) / 2
    return is_top_seen(window) and is_seen(window, middle_up_s, middle_down_s)


@once
def is_lowering_seen(window: RepetitionWindow) -> bool:
    """Whether the trunk was seen from the top until it had been lowered.

    Its end may lie a little past the last sample, for a set is closed, and a recording cut, once the trunk rests.
    """
    times = window.fit.times
    _, last_s = _find_extent_s(window)
    has_come_down = window.has_settled or last_s - REST_SPAN_S > (times.top_end_s + times.end_s) / 2
    if not has_come_down or not _is_fit_sound(window):
        return False
    until_s = min(times.end_s + EDGE_S, last_s)
    if not is_seen(window, times.top_end_s - EDGE_S, until_s):
        return False
    if until_s == last_s:
        return rests_at_last(window)
    if is_seen(window, times.end_s, min(times.end_s + REST_SPAN_S, last_s)):
        return True
    slowest = float(np.nanmin(np.abs(_take_velocity_deg_s(window, times.end_s - EDGE_S, times.end_s + REST_SPAN_S))))
    return slowest <= MAX_EDGE_SPEED_SHARE * _find_fastest_deg_s(window, times.top_end_s, times.end_s)


@once
def rests_at_last(window: RepetitionWindow) -> bool:
    """Whether the trunk rested when it was last seen, by the finder or here; False when that was for too short."""
    if window.has_settled:
        return True
    _, last_s = _find_extent_s(window)
    if not is_seen(window, last_s - REST_SPAN_S, last_s):
        return False
    trunk_deg = _take_trunk_deg(window, last_s - REST_SPAN_S, last_s + _STEP_S / 2)
    first_deg, middle_deg, last_deg = (float(trunk_deg[index]) for index in (0, trunk_deg.size // 2, -1))
    return max(abs(middle_deg - first_deg), abs(last_deg - middle_deg)) < STILL_DEG_S * REST_SPAN_S / 2


@once
def find_seen_bottoms(window: RepetitionWindow) -> tuple[slice, ...]:
    """The samples right before the lift, and right after the lowering, of those bottoms that were seen."""
    before_s, after_s = find_bottom_spans(window.fit.times)
    seen_s = [before_s] * is_start_seen(window) + [after_s] * is_lowering_seen(window)
    return tuple([window.slice_samples(*span_s) for span_s in seen_s])


@once
def _find_extent_s(window: RepetitionWindow) -> tuple[float, float]:
    """First and last moment at which the trunk was seen; an empty span when it never was."""
    seen = np.isfinite(window.trunk_deg).nonzero()[0]
    if seen.size == 0:
        return inf, -inf
    return window.grid_s.item(seen.item(0)), window.grid_s.item(seen.item(-1))


@once
def _is_fit_sound(window: RepetitionWindow) -> bool:
    """Whether there is no gap between start and end, or one across which the fit describes what was seen."""
    fit = window.fit
    has_gap = not is_whole(_take_trunk_deg(window, fit.times.start_s, fit.times.end_s))
    return not has_gap or fit.residual_deg <= MAX_MISFIT_SHARE * fit.rise


def _take_trunk_deg(window: RepetitionWindow, start_s: float, end_s: float) -> FloatArray:
    return window.trunk_deg[window.slice_grid(start_s, end_s)]


def _take_velocity_deg_s(window: RepetitionWindow, start_s: float, end_s: float) -> FloatArray:
    return window.velocity_deg_s[window.slice_grid(start_s, end_s)]


def _find_fastest_deg_s(window: RepetitionWindow, start_s: float, end_s: float) -> float:
    """Highest speed either way, of what was seen; 0 when nothing was."""
    speed_deg_s = np.abs(_take_velocity_deg_s(window, start_s, end_s))
    fastest = find_highest(speed_deg_s)
    return 0.0 if fastest is None else float(speed_deg_s.item(fastest))
