"""Whether a phase was seen from its start to its end: what a gap hides is neither timed nor judged.

The phase fit bridges any gap, and the moments that it puts into one are guesses. So are those next to it: where the
trunk comes into view on its way up, the lift seems to begin.
"""

from cleanrep.geometry.quantiles import compute_seen_share, is_whole
from cleanrep.measures.moments import find_bottom_spans
from cleanrep.measures.registry import not_measured
from cleanrep.measures.window import RepetitionWindow, once

EDGE_S = 0.1
"""About a phase's start and end so much must be seen: the fit knows them to about that."""
STILL_DEG_S = 8.0
"""Speed below which the trunk counts as at rest: the aim of `settle-before-next` for video."""

LIFT_UNSEEN = not_measured("the lift was not seen whole")
TOP_UNSEEN = not_measured("the top was not seen whole")
LOWERING_UNSEEN = not_measured("the lowering was not seen whole")
REPETITION_UNSEEN = not_measured("the repetition was not seen whole")


def is_seen(window: RepetitionWindow, start_s: float, end_s: float) -> bool:
    """Whether a span lies within the samples and has no gap longer than `cleanrep.measures.window.MAX_GAP_S`."""
    grid_s = window.grid_s
    is_within = grid_s.item(0) <= start_s and end_s <= grid_s.item(-1)
    return is_within and is_whole(window.trunk_deg[window.slice_grid(start_s, end_s)])


def compute_coverage(window: RepetitionWindow, start_s: float, end_s: float) -> float:
    """Share of a span in which the trunk was seen, 0..1; what lies outside the samples was not."""
    grid_s = window.grid_s
    within_s = min(end_s, grid_s.item(-1)) - max(start_s, grid_s.item(0))
    trunk_deg = window.trunk_deg[window.slice_grid(start_s, end_s)]
    if trunk_deg.size == 0:
        return 0.0
    return compute_seen_share(trunk_deg) * min(within_s / (end_s - start_s), 1.0)


@once
def is_lift_seen(window: RepetitionWindow) -> bool:
    """Whether the trunk was seen from the bottom before the lift to the top."""
    times = window.fit.times
    return is_seen(window, times.start_s - EDGE_S, times.top_start_s + EDGE_S)


@once
def is_top_seen(window: RepetitionWindow) -> bool:
    """Whether the trunk was seen from the end of the lift to the start of the lowering."""
    times = window.fit.times
    return is_seen(window, times.top_start_s - EDGE_S, times.top_end_s + EDGE_S)


@once
def is_lowering_seen(window: RepetitionWindow) -> bool:
    """Whether the trunk was seen from the top until it had been lowered.

    Its end may lie a little past the last sample, for a set is closed, and a recording cut, once the trunk rests.
    """
    times = window.fit.times
    last_s = window.grid_s.item(-1)
    if times.end_s + EDGE_S <= last_s:
        return is_seen(window, times.top_end_s - EDGE_S, times.end_s + EDGE_S)
    has_come_down = last_s > (times.top_end_s + times.end_s) / 2
    has_arrived = has_come_down and abs(window.velocity_deg_s.item(-1)) < STILL_DEG_S
    return has_arrived and is_seen(window, times.top_end_s - EDGE_S, last_s)


@once
def find_seen_bottoms(window: RepetitionWindow) -> tuple[slice, ...]:
    """The samples right before the lift, and right after the lowering, of those bottoms that were seen."""
    times = window.fit.times
    before_s, after_s = find_bottom_spans(times)
    is_start_seen = is_seen(window, times.start_s - EDGE_S, times.start_s + EDGE_S)
    seen_s = [before_s] * is_start_seen + [after_s] * is_lowering_seen(window)
    return tuple([window.slice_samples(*span_s) for span_s in seen_s])
