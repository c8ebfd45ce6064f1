"""How far hips and feet move although they should stay: in centimetres and in per cent of stature.

The pose model's keypoints wander when the trunk turns although the joint stands still; what it does on rendered bodies
with still hips and feet (`HIP_WANDER_CM`, `FOOT_WANDER_PCT`) is taken off first.
"""

from math import isfinite, nan

import numpy as np

from cleanrep.geometry.quantiles import compute_median, compute_percentiles
from cleanrep.measures.registry import UNSTEADY_TRACK, Reading, measure, not_measured
from cleanrep.measures.window import RepetitionWindow
from cleanrep.model.arrays import FloatArray
from cleanrep.model.keypoints import Keypoint

TRUNK_M = 0.50
"""Hip-to-shoulder length where the pose model gives no metric skeleton: 0.288 of a stature of 1.74 m (de Leva 1996)."""
TRUNK_PER_STATURE = 0.288
HIP_WANDER_CM = 2.8
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


def _spread(position_px: FloatArray) -> float:
    """Range of the middle 90 % along the picture's axis that varies more, pixels; NaN with too few seen."""
    seen = np.isfinite(position_px[:, 0])
    if seen.mean() < MIN_COVERAGE:
        return nan
    spans_px = [compute_percentiles(axis_px, 5.0, 95.0) for axis_px in position_px[seen].T]
    return max(high - low for low, high in spans_px)


@measure("hip_drift_cm", unit="cm")
def measure_hip_drift_cm(window: RepetitionWindow) -> Reading:
    """Travel of the near hip over the repetition, less what the pose model shows of a still hip."""
    if not window.is_track_steady:
        return UNSTEADY_TRACK
    times = window.fit.times
    spread = _spread(window.stretch.near_px("HIP")[window.is_within(times.start_s, times.end_s)])
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
    inside = window.is_within(times.start_s, times.end_s)
    spreads_px = [_spread(window.stretch.near_px(part)[inside]) for part in ("ANKLE", "HEEL", "FOOT_INDEX")]
    stature_px = compute_trunk_px(window) / TRUNK_PER_STATURE
    spreads = np.array([spread for spread in spreads_px if isfinite(spread)])
    if spreads.size == 0 or not isfinite(stature_px):
        return not_measured("the foot was not seen throughout")
    share = 100.0 * compute_median(spreads) / stature_px
    return Reading(max(0.0, share - FOOT_WANDER_PCT), (times.start_s + times.end_s) / 2)
