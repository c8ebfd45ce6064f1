"""Words for the load on the back: the same in the JSON document, on the terminal and on the page."""

from cleanrep.model.back_load import BackLoad, Estimate, RepetitionMoment

LIMITS = (
    "A model of a rigid trunk, no measurement, and no load is called safe by it. Leaning back past straight is judged "
    "by angle: this moment falls there. For information only: NIOSH's criteria for handling loads at work are 3400 N "
    "and 6400 N. Fitness information, not medical advice."
)
METHOD = (
    "Moment about L5/S1 along the trunk's measured inclination, smoothed at 3 Hz without delay. 95 % intervals: body, "
    "machine and an inclination read to 5 deg (one standard uncertainty). Added: peak of the lift over that of a "
    "smooth lift (minimum jerk) over the same angles at the goal's tempo, both through the same filter; a snap "
    "shorter than a third of a second is told too small."
)


def describe_load(load: BackLoad) -> str:
    """What was lifted by whom: ``Standing lever, weight stack, 40 kg; lifter 80 kg, 1.78 m, male``."""
    lifter = f"lifter {load.body_mass_kg:g} kg, {load.height_m:g} m, {load.sex}"
    return f"{load.machine_name}, {load.load_kg:g} kg; {lifter}"


def format_interval(estimate: Estimate) -> str:
    """A moment with its interval: ``214 N m (170 to 258)``."""
    return f"{estimate.value:.0f} N m ({estimate.low:.0f} to {estimate.high:.0f})"


def describe_added(moment: RepetitionMoment) -> str:
    """What the way of lifting added to a smooth lift: ``+97 N m, ±9 (+46%)``."""
    added = moment.added_n_m
    if added is None:
        return "can't tell: the track is too unsteady"
    text = f"{added.value:+.0f} N m, ±{(added.high - added.low) / 2:.0f}"
    share = f" ({added.value / moment.smooth_peak_n_m:+.0%})" if moment.smooth_peak_n_m > 0 else ""
    return (text + share).replace("-", "−")


def find_most_added(load: BackLoad) -> RepetitionMoment | None:
    """The repetition whose lift added most to a smooth one; None where none surely did (95 %)."""
    sure = [item for item in load.repetitions if item.added_n_m is not None and item.added_n_m.low > 0]
    return max(sure, key=lambda item: item.lift_peak_n_m - item.smooth_peak_n_m, default=None)
