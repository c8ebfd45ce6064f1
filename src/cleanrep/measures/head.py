"""Where the head points against the trunk at the top."""

from statistics import fmean

import numpy as np

from cleanrep.geometry.quantiles import compute_median
from cleanrep.measures.moments import find_top_span
from cleanrep.measures.reference import SetReference
from cleanrep.measures.registry import Reading, Readings, measure, not_measured, relative_measure
from cleanrep.measures.window import RepetitionWindow

HEAD_GAIN = 1.45
"""Truth over reading of a head thrown back: the ear-to-eye line turns by 29 of 42 deg on rendered bodies."""
MAX_TURN_DEG = 75.0
"""A neck bends back or forward by about 60 deg; a reading beyond that is a keypoint gone astray."""


@measure("head_top_deg", unit="deg")
def measure_head_top_deg(window: RepetitionWindow) -> Reading:
    """Ear-to-eye line against the trunk on the top plateau (median), as the pose model reads it, + chin up."""
    span_s = find_top_span(window.fit.times)
    head = window.signal("head_inclination_deg")[window.slice_samples(*span_s)]
    seen = head[np.isfinite(head)]
    if seen.size == 0:
        return not_measured("the face was not seen at the top")
    return Reading(compute_median(seen), fmean(span_s), coverage=seen.size / head.size)


@relative_measure("head_angle_deg", unit="deg")
def measure_head_angle_deg(readings: Readings, reference: SetReference) -> Reading:
    """Head against trunk at the top relative to neutral, + chin pulled up, - chin dropped."""
    own = readings["head_top_deg"]
    if own.reason is not None:
        return own
    if not np.isfinite(reference.head_deg):
        return not_measured("the neutral head position is known after three repetitions, or from a neutral hold")
    turn_deg = HEAD_GAIN * (own.value - reference.head_deg)
    if abs(turn_deg) > MAX_TURN_DEG:
        return not_measured("the face was not seen clearly: eye and ear do not lie as on a head")
    return Reading(turn_deg, own.time_s, coverage=own.coverage)
