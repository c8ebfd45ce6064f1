"""True values of the product's measures, taken from the script's own course at 500 Hz.

The definitions are those of ``docs/measures.md``. The acceleration at the turn is defined after a 3 Hz zero-phase
Butterworth filter, in the product and here; all other values are taken from the unfiltered course.
"""

from dataclasses import dataclass

import numpy as np
from scipy.signal import find_peaks

from cleanrep.geometry.smoothing import smooth_zero_phase
from cleanrep.model.arrays import FloatArray
from validation.motion.script import Marks
from validation.motion.timeline import RATE_HZ, Timeline

FULL_FLEXION_DEG = 50.0
"""Bend of the rig's spine that is taken as the whole range of flexion."""
_STATURE_M = 1.72


@dataclass(frozen=True, slots=True)
class RepetitionMeasures:
    """True values of one repetition; angles from neutral, + forward.

    Attributes
    ----------
    top_deg, bottom_deg : float
        Median of the plateau; mean of the bottoms before and after.
    values : dict[str, float]
        By the names of the product's measures.
    """

    top_deg: float
    bottom_deg: float
    values: dict[str, float]


def measure_set(timeline: Timeline, marks: tuple[Marks, ...]) -> tuple[RepetitionMeasures, ...]:
    """True values of all repetitions of a course."""
    velocity = np.gradient(timeline.trunk_deg, 1.0 / RATE_HZ)
    calm = smooth_zero_phase(timeline.trunk_deg, cutoff_hz=3.0, rate_hz=RATE_HZ)
    acceleration = np.gradient(np.gradient(calm, 1.0 / RATE_HZ), 1.0 / RATE_HZ)
    taken = []
    for row, mark in enumerate(marks):
        following = marks[row + 1] if row + 1 < len(marks) else None
        taken.append(_measure_one(timeline, mark, following, velocity=velocity, acceleration=acceleration))
    usual = float(np.median([part.values["range_of_motion_deg"] for part in taken])) if taken else float("nan")
    for part in taken:
        part.values["range_share_pct"] = 100.0 * part.values["range_of_motion_deg"] / usual
    _compare_with_usual(taken, "hip_slide_cm")
    _compare_with_usual(taken, "heel_lift_pct")
    return tuple(taken)


def _compare_with_usual(taken: list[RepetitionMeasures], name: str) -> None:
    """Make a way from bottom to top one beyond what is usual in the set."""
    usual = float(np.median([part.values[name] for part in taken])) if taken else float("nan")
    for part in taken:
        part.values[name] = abs(part.values[name] - usual)


def _measure_one(
    timeline: Timeline, mark: Marks, following: Marks | None, *, velocity: FloatArray, acceleration: FloatArray
) -> RepetitionMeasures:
    lift, lowering = _span(mark.start_s, mark.top_start_s), _span(mark.top_end_s, mark.end_s)
    plateau = _span(mark.top_start_s, max(mark.top_end_s, mark.top_start_s + 2.0 / RATE_HZ))
    trunk = timeline.trunk_deg
    start, end = float(trunk[lift.start]), float(trunk[min(lowering.stop, trunk.size) - 1])
    top = float(np.median(trunk[plateau]))
    bottom = (start + end) / 2.0
    rise = np.abs(velocity[lift])
    fall = np.abs(velocity[lowering])
    turn = _span(mark.end_s - 0.25, mark.end_s + 0.25)
    whole = _span(mark.start_s, mark.end_s)
    lumbar = timeline.spine_deg[whole].max()
    values = {
        "concentric_s": mark.top_start_s - mark.start_s,
        "top_hold_s": mark.top_end_s - mark.top_start_s,
        "eccentric_s": mark.end_s - mark.top_end_s,
        "range_of_motion_deg": bottom - top,
        "start_angle_deg": start,
        "top_angle_deg": top,
        "lean_back_deg": float(trunk[whole].min()),
        "peak_velocity_deg_s": float(rise.max()),
        "peak_velocity_per_range_1_s": float(rise.max() / max(bottom - top, 1.0)),
        "time_to_peak_velocity_share": float(rise.argmax() / rise.size),
        "n_velocity_peaks": _count_peaks(rise),
        "eccentric_peak_to_mean": float(fall.max() / fall.mean()),
        "eccentric_peak_velocity_per_range_1_s": float(fall.max() / max(end - top, 1.0)),
        "turn_acceleration_deg_s2": float(np.abs(acceleration[turn]).max()),
        "head_angle_deg": -float(np.median(timeline.neck_deg[plateau])),
        "lumbar_flexion_pct": float(np.clip(100.0 * lumbar / FULL_FLEXION_DEG, 0.0, None)),
        "lordosis_past_neutral_deg": float(max(0.0, -timeline.spine_deg[plateau].mean())),
        "hip_drift_cm": 100.0 * float(np.ptp(timeline.hip_slide_m[whole])),
        "foot_drift_pct": 100.0 * float(np.ptp(timeline.heel_lift_m[whole])) / _STATURE_M,
        "hip_slide_cm": 100.0 * float(np.median(timeline.hip_slide_m[plateau])),
        "heel_lift_pct": 100.0 * float(np.median(timeline.heel_lift_m[plateau])) / _STATURE_M,
    }
    if following is not None:
        before = _span(following.start_s - 0.3, following.start_s)
        values["bottom_hold_s"] = following.start_s - mark.end_s
        values["bottom_dwell_s"] = _measure_dwell_s(velocity, mark.end_s)
        values["settle_velocity_deg_s"] = float(np.sqrt(np.mean(velocity[before] ** 2)))
    return RepetitionMeasures(top, bottom, values)


def _span(from_s: float, to_s: float) -> slice:
    return slice(max(round(from_s * RATE_HZ), 0), round(to_s * RATE_HZ) + 1)


def _count_peaks(speed: FloatArray) -> float:
    padded = np.concatenate([[0.0], speed, [0.0]])
    return float(len(find_peaks(padded, prominence=0.15 * speed.max())[0]))


def _measure_dwell_s(velocity: FloatArray, turn_s: float, slow_deg_s: float = 8.0) -> float:
    """Time about the turn in which the trunk is slower than this."""
    is_slow = np.abs(velocity) < slow_deg_s
    at = min(round(turn_s * RATE_HZ), is_slow.size - 1)
    if not is_slow[at]:
        return 0.0
    before = np.flatnonzero(~is_slow[:at])
    after = np.flatnonzero(~is_slow[at:])
    first = before[-1] + 1 if before.size else 0
    last = at + (after[0] if after.size else is_slow.size - at)
    return float((last - first) / RATE_HZ)
