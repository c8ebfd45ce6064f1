"""How known measures are spoken of: a table, so that verdicts read like words and not like variables.

A measure that is not in it is worded from its own name and the rule's title; an exercise file needs no entry here.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Phrase:
    """How a measure is spoken of.

    Attributes
    ----------
    label : str
        Name on an axis.
    below, above : str
        What a value below or above its aim means, with ``{value}``.
    zero : str or None
        Words for 0 where the words say the sign, so that value and limit are shown without it.
    shows : str or None
        What a picture marks: ``trunk-angle`` draws trunk and neutral with the angle between them, ``trunk`` and
        ``head`` colour that part.
    """

    label: str
    below: str
    above: str
    zero: str | None = None
    shows: Literal["trunk-angle", "trunk", "head"] | None = None


_TRUNK = Phrase(
    "trunk against straight",
    "past straight by {value}",
    "{value} short of straight",
    zero="straight",
    shows="trunk-angle",
)

PHRASES = {
    "top_angle_deg": _TRUNK,
    "lean_back_deg": _TRUNK,
    "start_angle_deg": Phrase(
        "trunk at the start", "started only {value} forward", "started {value} forward", shows="trunk-angle"
    ),
    "range_of_motion_deg": Phrase("range", "range only {value}", "range {value}"),
    "range_share_pct": Phrase("range against your own", "only {value} of your range", "{value} of your range"),
    "range_of_motion_cv_pct": Phrase("spread of the range", "range varies by {value}", "range varies by {value}"),
    "concentric_s": Phrase("time up", "up in only {value}", "{value} on the way up"),
    "top_hold_s": Phrase("pause at the top", "top held only {value}", "top held {value}"),
    "eccentric_s": Phrase("time down", "down in only {value}", "{value} on the way down"),
    "bottom_hold_s": Phrase("pause at the bottom", "bottom held only {value}", "bottom held {value}"),
    "bottom_dwell_s": Phrase("still at the bottom", "still at the bottom for only {value}", "still for {value}"),
    "eccentric_peak_to_mean": Phrase(
        "peak against mean speed down", "even at {value}", "dropped: peak speed {value} of mean"
    ),
    "eccentric_peak_velocity_per_range_1_s": Phrase("peak speed down", "slow at {value}", "dropped at {value}"),
    "peak_velocity_per_range_1_s": Phrase("peak speed", "slow at {value}", "snapped up at {value}"),
    "time_to_peak_velocity_share": Phrase(
        "peak speed, share of the lift", "jerked: fastest at {value} of the lift", "fastest at {value}"
    ),
    "sparc": Phrase("smoothness", "unsteady: smoothness {value}", "smoothness {value}"),
    "n_velocity_peaks": Phrase("bursts of speed", "{value} bursts", "{value} bursts of speed in one lift"),
    "turn_acceleration_deg_s2": Phrase("acceleration at the bottom", "turned at {value}", "bounced at {value}"),
    "settle_velocity_deg_s": Phrase("speed before the lift", "still", "still moving at {value} before the lift"),
    "head_angle_deg": Phrase(
        "head against trunk", "head {value} off line", "head {value} off line", zero="head in line", shows="head"
    ),
    "lumbar_flexion_pct": Phrase("rounding", "rounded by {value}", "rounded to {value} of your range", shows="trunk"),
    "lordosis_past_neutral_deg": Phrase("hollowing", "hollowed by {value}", "hollowed by {value}", shows="trunk"),
    "hip_drift_cm": Phrase("hip drift", "hips moved {value}", "hips moved {value}"),
    "hip_slide_cm": Phrase("hip slide", "hips slid {value}", "hips slid {value}"),
    "heel_lift_pct": Phrase("heel lift", "heels lifted {value}", "heels lifted {value} of your height"),
    "foot_drift_pct": Phrase("foot drift", "feet moved {value}", "feet moved {value} of your height"),
    "repetitions_beyond_goal": Phrase(
        "reps against the goal",
        "{value} short of the goal's reps",
        "{value} over the goal's reps",
        zero="reps within the goal",
    ),
    "too_heavy_repetitions": Phrase(
        "signs of too much load", "signs of too much load: {value}", "signs of too much load: {value}"
    ),
}


def phrase_for(measure: str | None) -> Phrase | None:
    """Phrase of a measure; None for a measure without an entry."""
    return PHRASES.get(measure or "")
