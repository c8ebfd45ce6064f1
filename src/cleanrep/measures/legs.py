"""How the legs stand and whether they move: what tells the exercise's variant from another movement."""

import numpy as np

from cleanrep.geometry.quantiles import sort_seen, take_median, take_percentile
from cleanrep.measures.registry import Reading, measure, not_measured
from cleanrep.measures.window import RepetitionWindow, once
from cleanrep.model.arrays import FloatArray

MAX_JUMP_DEG = 15.0
"""Change of the thigh's turn from one sample to the next that no movement makes: 9 in 10 are below 7 deg on rendered
bodies and below 8 in a squat of one second at 8 samples a second, 20 to 200 where a lever hides the legs."""
JUMP_PERCENTILE = 90.0

UNSTEADY_LEGS = not_measured("the track of the legs was unsteady: something may hide the hip or the knee")


@measure("leg_line_deg", unit="deg")
def measure_leg_line_deg(window: RepetitionWindow) -> Reading:
    """Inclination of the thigh (knee to hip), median over the repetition, as the pose model reads it."""
    return _take_median(window, "thigh_inclination_deg", "the thigh was not seen")


@measure("leg_motion_deg", unit="deg")
@once
def measure_leg_motion_deg(window: RepetitionWindow) -> Reading:
    """Range of the thigh's inclination over the repetition (5th to 95th percentile)."""
    thigh_deg = window.signal("thigh_inclination_deg")[window.repetition]
    if _is_jumping(thigh_deg):
        return UNSTEADY_LEGS
    seen_deg = sort_seen(thigh_deg)
    if seen_deg.size == 0:
        return not_measured("the thigh was not seen")
    low_deg, high_deg = take_percentile(seen_deg, 5.0), take_percentile(seen_deg, 95.0)
    return Reading(high_deg - low_deg)


@measure("knee_angle_deg", unit="deg")
def measure_knee_angle_deg(window: RepetitionWindow) -> Reading:
    """Apparent knee angle, median over the repetition; 180 straight."""
    return _take_median(window, "knee_angle_deg", "the knee was not seen")


def _take_median(window: RepetitionWindow, signal_name: str, reason: str) -> Reading:
    if measure_leg_motion_deg(window) is UNSTEADY_LEGS:
        return UNSTEADY_LEGS
    values = window.signal(signal_name)[window.repetition]
    seen = sort_seen(values)
    if seen.size == 0:
        return not_measured(reason)
    return Reading(take_median(seen), coverage=seen.size / values.size)


def _is_jumping(thigh_deg: FloatArray) -> bool:
    """Whether the thigh turns back and forth from sample to sample as no leg does."""
    turn_deg = thigh_deg[1:] - thigh_deg[:-1]
    jump_deg = sort_seen(np.abs(turn_deg[1:] - turn_deg[:-1]))
    return jump_deg.size > 0 and take_percentile(jump_deg, JUMP_PERCENTILE) > MAX_JUMP_DEG
