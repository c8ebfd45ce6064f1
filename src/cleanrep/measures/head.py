"""Where the head points against the trunk at the top."""

from math import copysign, isfinite

from cleanrep.geometry.quantiles import sort_seen, take_median
from cleanrep.measures.moments import find_middle_s, find_top_span
from cleanrep.measures.reference import SetReference
from cleanrep.measures.registry import Reading, Readings, measure, not_measured, relative_measure
from cleanrep.measures.sight import TOP_UNSEEN, is_top_seen
from cleanrep.measures.window import RepetitionWindow

MAX_NOISE_DEG = 8.0
"""Readings of a still head stay within this in 19 of 20 repetitions, in the picture and in the metric skeleton."""
MIN_METRIC_SHARE = 0.5
"""Heads that were thrown back or dropped turned by 0.55 and more of it in the metric skeleton, faces that slid off the
head in the picture by 0.4 and less (rendered bodies)."""
MAX_TURN_DEG = 75.0
"""A neck bends back or forward by about 60 deg; a reading beyond that is a keypoint gone astray."""
_NEUTRAL_UNKNOWN = not_measured("the neutral head position is known after three repetitions, or from a neutral hold")
_FACE_UNCLEAR = not_measured("the face was not seen clearly: eye and ear do not lie as on a head")


@measure("head_top_deg", unit="deg")
def measure_head_top_deg(window: RepetitionWindow) -> Reading:
    """Ear-to-eye line against the trunk on the top plateau (median), as the pose model reads it, + chin up."""
    return _take_top(window, "head_inclination_deg")


@measure("head_top_metric_deg", unit="deg")
def measure_head_top_metric_deg(window: RepetitionWindow) -> Reading:
    """The same in the metric skeleton, which tells whether the face was seen where the head is."""
    return _take_top(window, "head_metric_deg")


def _take_top(window: RepetitionWindow, signal_name: str) -> Reading:
    if not is_top_seen(window):
        return TOP_UNSEEN
    head = window.signal(signal_name)[window.top]
    seen = sort_seen(head)
    if seen.size == 0:
        return not_measured("the face was not seen at the top")
    return Reading(take_median(seen), find_middle_s(find_top_span(window.fit.times)), coverage=seen.size / head.size)


@relative_measure("head_angle_deg", unit="deg")
def measure_head_angle_deg(readings: Readings, reference: SetReference) -> Reading:
    """Head against trunk at the top relative to neutral, + chin pulled up, - chin dropped."""
    own, metric = readings["head_top_deg"], readings["head_top_metric_deg"]
    if own.reason is not None:
        return own
    if not isfinite(reference.head_deg):
        return _NEUTRAL_UNKNOWN
    turn_deg = own.value - reference.head_deg
    is_unsure = _is_contradicted(turn_deg, metric.value - reference.head_metric_deg)
    if is_unsure or reference.head_gain * abs(turn_deg) > MAX_TURN_DEG:
        return _FACE_UNCLEAR
    return Reading(reference.head_gain * turn_deg, own.time_s, coverage=own.coverage)


def _is_contradicted(turn_deg: float, metric_turn_deg: float) -> bool:
    """Whether the metric skeleton shows less than half of a turn that is more than noise; never where it is unknown."""
    shown_deg = metric_turn_deg * copysign(1.0, turn_deg)
    return abs(turn_deg) > MAX_NOISE_DEG and shown_deg < MIN_METRIC_SHARE * abs(turn_deg)
