"""Find the reference of a set: neutral by calibration, by the straight line, or by the set's own tops."""

from collections.abc import Sequence
from math import isnan, nan
from statistics import median

import numpy as np

from cleanrep.errors import UsageError
from cleanrep.measures.reference import Neutral, NeutralKind, SetReference
from cleanrep.measures.registry import Readings
from cleanrep.measures.window import MAX_GAP_S
from cleanrep.model.arrays import FloatArray
from cleanrep.signals.landmark_offset import LandmarkOffset
from cleanrep.signals.registry import get_signals
from cleanrep.signals.stretch import Stretch

MIN_REPETITIONS = 3
MAX_TOP_SPREAD_DEG = 6.0
"""Clean repetitions of a set end within 2 to 3 deg of each other; tops further apart are no usual one."""
MIN_HOLD_S = 0.5
MAX_HOLD_SPREAD_DEG = 6.0
MAX_BEND_DEG = 30.0
"""A hold whose trunk and legs are bent by more is no straight line, whatever the pose model's offset."""


def find_reference(
    readings: Sequence[Readings],
    neutral: Neutral | None,
    *,
    is_line_judged: bool,
    offset: LandmarkOffset,
) -> SetReference:
    """Build the reference from the repetitions so far.

    Parameters
    ----------
    neutral : Neutral or None
        The lifter's calibrated hold, which wins where it is given.
    is_line_judged : bool
        The variant's top is a straight line of trunk and legs.
    """
    head = _find_median(readings, "head_top_deg") if neutral is None else neutral.head_deg
    contour = nan if neutral is None else neutral.contour_deg
    kind, trunk = _find_trunk_reference(readings, neutral, is_line_judged=is_line_judged, offset=offset)
    return SetReference(
        kind=kind,
        trunk_deg=trunk,
        head_deg=head,
        contour_deg=contour,
        range_deg=_find_median(readings, "range_of_motion_deg"),
        head_gain=offset.head_gain,
        head_metric_deg=_find_median(readings, "head_top_metric_deg"),
        hip_travel_cm=_find_median(readings, "hip_travel_cm"),
        heel_rise_pct=_find_median(readings, "heel_rise_pct"),
    )


def _find_trunk_reference(
    readings: Sequence[Readings], neutral: Neutral | None, *, is_line_judged: bool, offset: LandmarkOffset
) -> tuple[NeutralKind, float]:
    if neutral is not None:
        return NeutralKind.CALIBRATED, neutral.trunk_deg
    if is_line_judged:
        legs = _take_values(readings, "leg_line_deg")
        if not legs:
            return NeutralKind.UNKNOWN, nan
        knees, yaws = (_take_values(readings, name) or [nan] for name in ("knee_angle_deg", "camera_yaw_deg"))
        straight_deg = offset.compute_straight_deg(median(legs), knee_deg=median(knees), yaw_deg=median(yaws))
        return NeutralKind.STRAIGHT_LINE, straight_deg
    top = _find_usual_top(readings)
    return (NeutralKind.UNKNOWN, nan) if isnan(top) else (NeutralKind.MEDIAN_TOP, top)


def _find_usual_top(readings: Sequence[Readings]) -> float:
    """Median of the tops; NaN unless more than half of them end there."""
    tops = _take_values(readings, "top_trunk_deg")
    top = _find_median(readings, "top_trunk_deg")
    n_alike = sum(abs(value - top) <= MAX_TOP_SPREAD_DEG for value in tops)
    return top if 2 * n_alike > len(tops) else nan


def _take_values(readings: Sequence[Readings], name: str) -> list[float]:
    return [reading.value for item in readings if (reading := item[name]).reason is None]


def _find_median(readings: Sequence[Readings], name: str) -> float:
    if len(readings) < MIN_REPETITIONS:
        return nan
    values = _take_values(readings, name)
    return median(values) if len(values) >= MIN_REPETITIONS else nan


def measure_neutral(stretch: Stretch, *, is_line_judged: bool) -> Neutral:
    """Take the neutral hold from a stretch in which the lifter stands or sits in it.

    Parameters
    ----------
    stretch : Stretch
        (n) samples of the hold, at least half a second.
    is_line_judged : bool
        The variant's neutral is a straight line of trunk and legs, so a bent hold is refused.

    Raises
    ------
    UsageError
        When shoulder and hip, and the knee of a straight line, are seen for too short, the trunk moves by more than
        6 deg, or is bent against the legs of a straight line.
    """
    signals = get_signals()
    trunk = signals["trunk_inclination_deg"].compute(stretch)
    thigh = signals["thigh_inclination_deg"].compute(stretch)
    seen = np.isfinite(trunk + thigh) if is_line_judged else np.isfinite(trunk)
    seen_s = _compute_seen_s(stretch.time_s[seen])
    if seen_s < MIN_HOLD_S:
        parts = "shoulder, hip and knee" if is_line_judged else "shoulder and hip"
        raise UsageError(
            f"a neutral hold of at least {MIN_HOLD_S} s with {parts} in view",
            f"{seen_s:.2f} s in which they were seen",
            "choose a span in which the lifter stands still in neutral, in full view",
        )
    low, high = np.percentile(trunk[seen], [5, 95])
    if high - low > MAX_HOLD_SPREAD_DEG:
        raise UsageError(
            f"a still hold (trunk within {MAX_HOLD_SPREAD_DEG:g} deg)",
            f"a trunk that moves by {high - low:.0f} deg",
            "choose a span in which the lifter stands still in neutral",
        )
    head = signals["head_inclination_deg"].compute(stretch)
    contour = signals["contour_turning_deg"].compute(stretch)
    trunk_deg = float(np.median(trunk[seen]))
    line_deg = trunk_deg - _median_seen(thigh)
    if is_line_judged and abs(line_deg) > MAX_BEND_DEG:
        raise UsageError(
            "a hold with shoulders, hips and legs in line",
            f"a trunk bent by {abs(line_deg):.0f} deg against the legs",
            "choose a span in which the lifter stands straight",
        )
    return Neutral(trunk_deg, line_deg, _median_seen(head), _median_seen(contour))


def _compute_seen_s(time_s: FloatArray) -> float:
    """Time between (n,) moments that were seen, without the gaps."""
    steps_s = np.diff(time_s)
    return float(steps_s[steps_s <= MAX_GAP_S].sum())


def _median_seen(values: FloatArray) -> float:
    seen = values[np.isfinite(values)]
    return float(np.median(seen)) if seen.size else nan
