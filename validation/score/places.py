"""Where true values lie against the limits of the exercise file."""

from dataclasses import dataclass

from cleanrep.exercises.schema import Exercise, Rule
from cleanrep.measures.reference import NeutralKind
from cleanrep.measures.registry import Reading
from cleanrep.model.repetition import Interval
from cleanrep.rules.context import Circumstances
from validation.score.results import Place


@dataclass(frozen=True, slots=True)
class Placed:
    """Place of a rule, and the true values of its measures that are known."""

    place: Place
    values: dict[str, float]


def make_circumstances(exercise: Exercise, variant: str, goal: str) -> Circumstances:
    """Circumstances under which the limits hold for a rendered set: from video."""
    return Circumstances(exercise, variant, goal, "intermediate", "video")


def place_rule(rule: Rule, circumstances: Circumstances, values: dict[str, float]) -> Placed:
    """Place of a rule by true values; a rule is past when any check is, within when all are."""
    known = {check.measure: values[check.measure] for check in rule.checks if check.measure in values}
    readings = {name: Reading(value) for name, value in values.items()}
    places = []
    for check in rule.checks:
        if check.measure in values:
            standard = circumstances.prepare_check(check, NeutralKind.STRAIGHT_LINE).find_standard(readings)
            places.append(_place(values[check.measure], standard.aim, standard.fault))
    return Placed(_join(places, is_whole=len(places) == len(rule.checks)), known)


def _join(places: list[Place], *, is_whole: bool) -> Place:
    if Place.PAST in places:
        return Place.PAST
    if not places or not is_whole:
        return Place.UNKNOWN
    return Place.BETWEEN if Place.BETWEEN in places else Place.WITHIN


def _place(value: float, aim: Interval, fault: Interval | None) -> Place:
    if fault is not None and not _is_inside(value, fault):
        return Place.PAST
    return Place.WITHIN if _is_inside(value, aim) else Place.BETWEEN


def _is_inside(value: float, bounds: Interval) -> bool:
    low, high = bounds
    return (low is None or value >= low) and (high is None or value <= high)
