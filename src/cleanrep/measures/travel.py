"""Hip and heel at the top against the bottom, and against what they do in the other repetitions of the set.

The pose model's hip and heel move as the trunk turns although the joints stand still, by an amount that depends on
body, clothes and camera, and so is the same in every repetition of a set: within 1.2 cm in 19 of 20 on rendered bodies,
at the hip along the floor and at the heel upwards. A repetition that differs from the others by more has moved them.
"""

from math import isfinite
from statistics import fmean, median

from cleanrep.geometry.quantiles import sort_seen
from cleanrep.measures.drift import TRUNK_PER_STATURE
from cleanrep.measures.reference import SetReference
from cleanrep.measures.registry import Reading, Readings, measure, not_measured, relative_measure
from cleanrep.measures.sight import TOP_UNSEEN, find_seen_bottoms, is_top_seen
from cleanrep.measures.window import RepetitionWindow
from cleanrep.model.arrays import FloatArray

MAX_HIP_SCATTER_CM = 1.0
MAX_HEEL_SCATTER_PCT = 0.5
"""Standard deviation about its place while the trunk stands still, above which a keypoint is lost now and then. On
simulated sets still hips and heels differed from the set's others by less than the fault limit up to here; beyond, one
in 20 and one in 7 did not."""

_USUAL_UNKNOWN = not_measured("what is usual is known after three repetitions")


@measure("hip_travel_cm", unit="cm")
def measure_hip_travel_cm(window: RepetitionWindow) -> Reading:
    """Near hip at the top against the bottom along the picture's horizontal, + forward, as the pose model reads it."""
    scale = 100.0 * window.trunk_m / window.trunk_px
    return _take_travel(window, scale * window.stretch.near_px("HIP")[:, 0], "hip", max_scatter=MAX_HIP_SCATTER_CM)


@measure("heel_rise_pct", unit="%")
def measure_heel_rise_pct(window: RepetitionWindow) -> Reading:
    """Near heel at the top against the bottom, + up, in % of stature, as the pose model reads it."""
    scale = 100.0 * TRUNK_PER_STATURE / window.trunk_px
    return _take_travel(window, scale * window.stretch.near_px("HEEL")[:, 1], "heel", max_scatter=MAX_HEEL_SCATTER_PCT)


def _take_travel(window: RepetitionWindow, place: FloatArray, part: str, *, max_scatter: float) -> Reading:
    """Median of the (n,) places over the top less that over the bottoms, where it stands still in each."""
    if not is_top_seen(window):
        return TOP_UNSEEN
    times = window.fit.times
    # A few numbers each, which lists are quicker for than arrays.
    spans: list[list[float]] = [sort_seen(place[span]).tolist() for span in (window.top, *find_seen_bottoms(window))]
    top, bottoms = spans[0], [position for bottom in spans[1:] for position in bottom]
    if not top or not bottoms:
        return not_measured(f"the {part} was not seen at top and bottom")
    if fmean([_compute_variance(still) for still in spans if still]) > max_scatter**2:
        return not_measured(f"the track of the {part} was unsteady: something may hide it")
    return Reading(median(top) - median(bottoms), (times.top_start_s + times.top_end_s) / 2)


def _compute_variance(values: list[float]) -> float:
    mean = sum(values) / len(values)
    return sum([(away := value - mean) * away for value in values]) / len(values)


@relative_measure("hip_slide_cm", unit="cm")
def measure_hip_slide_cm(readings: Readings, reference: SetReference) -> Reading:
    """How far the hip goes off its place at the top beyond what it does in the set's other repetitions."""
    return _compare(readings["hip_travel_cm"], reference.hip_travel_cm)


@relative_measure("heel_lift_pct", unit="%")
def measure_heel_lift_pct(readings: Readings, reference: SetReference) -> Reading:
    """How far the heel rises or sinks at the top beyond what it does in the set's other repetitions, % of stature."""
    return _compare(readings["heel_rise_pct"], reference.heel_rise_pct)


def _compare(own: Reading, usual: float) -> Reading:
    if own.reason is not None:
        return own
    if not isfinite(usual):
        return _USUAL_UNKNOWN
    return Reading(abs(own.value - usual), own.time_s)
