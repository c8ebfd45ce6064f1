"""How far hips and feet move although they should stay: in centimetres and in per cent of stature.

The pose model's keypoints wander with the trunk although the joint stands still: by 2 to 9 cm at the hip on rendered
bodies, more or less alike in lift and lowering. What follows the trunk's inclination is therefore taken off, and so is
what is left of it on still bodies (`HIP_WANDER_CM`, `FOOT_WANDER_PCT`). A hip that truly comes off the pad in step with
the trunk cannot be told from that wander by one camera; one that slides, rocks or jumps can.
"""

from math import isfinite, nan

import numpy as np

from cleanrep.geometry.quantiles import compute_median, compute_percentiles
from cleanrep.measures.registry import UNSTEADY_TRACK, Reading, measure, not_measured
from cleanrep.measures.window import TRUNK_SIGNAL, RepetitionWindow
from cleanrep.model.arrays import FloatArray
from cleanrep.model.keypoints import Keypoint

TRUNK_M = 0.50
"""Hip-to-shoulder length where the pose model gives no metric skeleton: 0.288 of a stature of 1.74 m (de Leva 1996)."""
TRUNK_PER_STATURE = 0.288
HIP_WANDER_CM = 1.8
FOOT_WANDER_PCT = 1.2
MIN_COVERAGE = 0.6


def compute_trunk_px(window: RepetitionWindow) -> float:
    """Median length of the near hip-to-shoulder line in pixels; NaN when not seen."""
    stretch = window.stretch
    return _find_median_length(stretch.near_px("SHOULDER") - stretch.near_px("HIP"), otherwise=nan)


def compute_trunk_m(window: RepetitionWindow) -> float:
    """Median hip-to-shoulder length of the metric skeleton in metres; `TRUNK_M` when there is none."""
    world = window.stretch.world_m
    side = window.stretch.near
    trunk_m = world[:, Keypoint[f"{side}_SHOULDER"]] - world[:, Keypoint[f"{side}_HIP"]]
    return _find_median_length(trunk_m, otherwise=TRUNK_M)


def _find_median_length(line: FloatArray, *, otherwise: float) -> float:
    length = np.linalg.norm(line, axis=1)
    seen = length[np.isfinite(length)]
    return compute_median(seen) if seen.size else otherwise


def _spread(window: RepetitionWindow, part: str) -> float:
    """Range of the middle 90 % of a near keypoint's travel that does not follow the trunk, pixels.

    Along the picture's axis that varies more; NaN with too few seen.
    """
    inside = window.is_within(window.fit.times.start_s, window.fit.times.end_s)
    position_px, trunk_deg = window.stretch.near_px(part)[inside], window.signal(TRUNK_SIGNAL)[inside]
    seen = np.isfinite(position_px[:, 0] + trunk_deg)
    if not seen.any() or seen.mean() < MIN_COVERAGE:
        return nan
    # A quadratic in the inclination, scaled to about one for a sound solution.
    follows = np.vander(trunk_deg[seen] / 50.0, 3)
    course, *_ = np.linalg.lstsq(follows, position_px[seen])
    spans_px = [compute_percentiles(axis_px, 5.0, 95.0) for axis_px in (position_px[seen] - follows @ course).T]
    return max(high - low for low, high in spans_px)


@measure("hip_drift_cm", unit="cm")
def measure_hip_drift_cm(window: RepetitionWindow) -> Reading:
    """Travel of the near hip over the repetition that does not follow the trunk, less what a still hip shows."""
    if not window.is_track_steady:
        return UNSTEADY_TRACK
    times = window.fit.times
    spread = _spread(window, "HIP")
    scale = 100.0 * compute_trunk_m(window) / compute_trunk_px(window)
    if not isfinite(spread * scale):
        return not_measured("the hip was not seen throughout")
    return Reading(max(0.0, spread * scale - HIP_WANDER_CM), (times.start_s + times.end_s) / 2)


@measure("foot_drift_pct", unit="%")
def measure_foot_drift_pct(window: RepetitionWindow) -> Reading:
    """Travel of the near foot in % of stature: the middle one of ankle, heel and toe, less the pose model's wander."""
    if not window.is_track_steady:
        return UNSTEADY_TRACK
    times = window.fit.times
    spreads_px = [_spread(window, part) for part in ("ANKLE", "HEEL", "FOOT_INDEX")]
    stature_px = compute_trunk_px(window) / TRUNK_PER_STATURE
    spreads = np.array([spread for spread in spreads_px if isfinite(spread)])
    if spreads.size == 0 or not isfinite(stature_px):
        return not_measured("the foot was not seen throughout")
    share = 100.0 * compute_median(spreads) / stature_px
    return Reading(max(0.0, share - FOOT_WANDER_PCT), (times.start_s + times.end_s) / 2)
