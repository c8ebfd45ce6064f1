"""How far hips and feet move although they should stay: in centimetres and in per cent of stature.

The pose model's keypoints wander with the trunk although the joint stands still: by 2 to 9 cm at the hip on rendered
bodies, more or less alike in lift and lowering. What follows the trunk's inclination is therefore taken off, and so is
what is left of it on still bodies (`HIP_WANDER_CM`, `FOOT_WANDER_PCT`). A hip that truly comes off the pad in step with
the trunk cannot be told from that wander by one camera; one that slides, rocks or jumps can.
"""

from math import isfinite, sqrt
from statistics import median

import numpy as np

from cleanrep.geometry.quantiles import compute_row_percentiles, is_whole
from cleanrep.measures.registry import UNSTEADY_TRACK, Reading, measure, not_measured
from cleanrep.measures.sight import compute_coverage
from cleanrep.measures.window import TRUNK_SIGNAL, RepetitionWindow, once
from cleanrep.model.arrays import FloatArray

STILL_PARTS = ("HIP", "ANKLE", "HEEL", "FOOT_INDEX")
"""What should stay where it is: the hip, and the foot's."""
TRUNK_PER_STATURE = 0.288
HIP_WANDER_CM = 1.8
FOOT_WANDER_PCT = 1.2
MIN_COVERAGE = 0.6
SPREAD_PERCENTILES = (5.0, 95.0)


@once
def _measure_spreads(window: RepetitionWindow) -> tuple[list[float], list[float]]:
    """Range of the middle 90 % of near keypoints' travel that does not follow the trunk, pixels: of hip, and of foot.

    Along the picture's axis that varies more; of those keypoints alone that mostly were seen, none of the others.
    """
    inside = window.repetition
    trunk_deg = window.signal(TRUNK_SIGNAL)[inside]
    place_px = np.concatenate([window.stretch.near_px(part)[inside].T for part in STILL_PARTS])
    if is_whole(place_px.ravel()) and is_whole(trunk_deg):
        # The trunk's course is the same for both then, and most of the work.
        spreads_px = _take_spreads(place_px, trunk_deg)
        return spreads_px[:1], spreads_px[1:]
    return _take_seen_spreads(place_px[:2], trunk_deg), _take_seen_spreads(place_px[2:], trunk_deg)


def _take_seen_spreads(place_px: FloatArray, trunk_deg: FloatArray) -> list[float]:
    """Spreads of keypoints that mostly are seen, at the moments at which all of these are; places as (2 k, n)."""
    is_seen = np.isfinite(place_px[::2] + trunk_deg)
    is_usable = is_seen.sum(axis=1) >= max(1.0, MIN_COVERAGE * trunk_deg.size)
    together = is_seen[is_usable].all(axis=0)
    return _take_spreads(place_px[is_usable.repeat(2)][:, together], trunk_deg[together])


def _take_spreads(place_px: FloatArray, trunk_deg: FloatArray) -> list[float]:
    """Spreads of k keypoints beside the trunk's course, of (2 k, n) places across and up; none of an empty array."""
    if place_px.size == 0:
        return []
    apart_px = _take_off_trunk(place_px, trunk_deg)
    low_px, high_px = compute_row_percentiles(apart_px, *SPREAD_PERCENTILES)
    spreads_px: list[float] = (high_px - low_px).tolist()
    return [max(across_px, up_px) for across_px, up_px in zip(spreads_px[::2], spreads_px[1::2], strict=True)]


def _take_off_trunk(place_px: FloatArray, trunk_deg: FloatArray) -> FloatArray:
    """What is left of (k, n) coordinates, but for their level, without a quadratic in the trunk's inclination."""
    # A basis that is orthonormal over these samples: no system of equations to solve.
    linear = _normalise(trunk_deg - trunk_deg.sum() / trunk_deg.size)
    square = linear * linear
    square -= square.sum() / square.size
    curved = _normalise(square - square.dot(linear) * linear)
    basis = np.array((linear, curved))
    # The level stays: both are none, and spreads do not depend on it.
    remainder: FloatArray = place_px - place_px.dot(basis.T).dot(basis)
    return remainder


def _normalise(value: FloatArray) -> FloatArray:
    """(n,) values over their length; zeros as they are."""
    length = sqrt(value.dot(value))
    return value / length if length > 0.0 else value


@measure("hip_drift_cm", unit="cm")
def measure_hip_drift_cm(window: RepetitionWindow) -> Reading:
    """Travel of the near hip over the repetition that does not follow the trunk, less what a still hip shows."""
    if not window.is_track_steady:
        return UNSTEADY_TRACK
    times = window.fit.times
    spreads_px, _ = _measure_spreads(window)
    scale = 100.0 * window.trunk_m / window.trunk_px
    if not spreads_px or not isfinite(scale):
        return not_measured("the hip was not seen throughout")
    drift_cm = max(0.0, spreads_px[0] * scale - HIP_WANDER_CM)
    coverage = compute_coverage(window, times.start_s, times.end_s)
    return Reading(drift_cm, (times.start_s + times.end_s) / 2, coverage=coverage)


@measure("foot_drift_pct", unit="%")
def measure_foot_drift_pct(window: RepetitionWindow) -> Reading:
    """Travel of the near foot in % of stature: the middle one of ankle, heel and toe, less the pose model's wander."""
    if not window.is_track_steady:
        return UNSTEADY_TRACK
    times = window.fit.times
    _, spreads_px = _measure_spreads(window)
    stature_px = window.trunk_px / TRUNK_PER_STATURE
    if not spreads_px or not isfinite(stature_px):
        return not_measured("the foot was not seen throughout")
    share = 100.0 * median(spreads_px) / stature_px
    drift_pct = max(0.0, share - FOOT_WANDER_PCT)
    coverage = compute_coverage(window, times.start_s, times.end_s)
    return Reading(drift_pct, (times.start_s + times.end_s) / 2, coverage=coverage)
