"""The moments of a repetition at which the trunk stands still: about the top, before the lift, after the lowering."""

from cleanrep.model.repetition import PhaseTimes

MIN_TOP_SPAN_S = 0.3
"""Shorter holds are widened to this, so that some frames lie in them."""
BOTTOM_SPAN_S = 0.2


def find_top_span(times: PhaseTimes, min_s: float = MIN_TOP_SPAN_S) -> tuple[float, float]:
    """Start and end of the hold at the top, widened to `min_s` about its middle where it is shorter."""
    middle_s = (times.top_start_s + times.top_end_s) / 2
    half_s = max(times.top_hold_s, min_s) / 2
    return middle_s - half_s, middle_s + half_s


def find_middle_s(span_s: tuple[float, float]) -> float:
    """The moment half way through a span."""
    return (span_s[0] + span_s[1]) / 2


def find_bottom_spans(times: PhaseTimes) -> tuple[tuple[float, float], tuple[float, float]]:
    """Start and end of the moments right before the lift and right after the lowering."""
    return (times.start_s - BOTTOM_SPAN_S, times.start_s), (times.end_s, times.end_s + BOTTOM_SPAN_S)
