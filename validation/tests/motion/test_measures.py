"""The faults lie where their strength says they do against the limits of the exercise file."""

import pytest

from cleanrep.app.request import find_exercise
from validation.motion.measures import measure_set
from validation.motion.moves import FAULTS, Fault, Moves, Strength, apply_faults
from validation.motion.script import Script, play
from validation.score.places import make_circumstances, place_rule
from validation.score.results import Place

RULES = {
    "hyperext": "stop-at-neutral",
    "fast_lower": "controlled-lowering",
    "dropped": "controlled-lowering",
    "bounce": "no-bounce",
    "jerky": "no-momentum",
    "yanked": "smooth-start",
    "stutter": "steady-lift",
    "partial": "reach-neutral",
    "deep": "start-lowered",
    "no_pause": "pause-at-top",
    "head_back": "head-neutral",
    "chin_down": "head-neutral",
    "rounded": "long-spine",
    "hip_slide": "hips-stable",
    "heels_up": "feet-planted",
    "unsettled": "settle-before-next",
}
WITHOUT_FAULT_LIMIT = {"rib_flare": "ribs-down", "shallow": "start-lowered"}
"""No fault limit, or none that a repetition can pass and still be one."""
EXPECTED = {Strength.UNDER: Place.WITHIN, Strength.BETWEEN: Place.BETWEEN, Strength.CLEAR: Place.PAST}


def place_fault(kind: str, strength: Strength, rule_id: str) -> Place:
    """Place of a rule for the second of three repetitions, or the third where the second only sets the start."""
    faulty = apply_faults(Moves(), (Fault(kind, strength),))
    timeline, marks = play(Script((Moves(), faulty, Moves()), sway_deg=0.0))
    index = 2 if rule_id == "start-lowered" else 1
    exercise = find_exercise("lever-back-extension").exercise
    rule = next(rule for rule in exercise.rules if rule.id == rule_id)
    values = dict(measure_set(timeline, marks)[index].values)
    # The spectral arc length of a course in steps is judged by the number of its peaks here.
    values.setdefault("sparc", -1.5)
    return place_rule(rule, make_circumstances(exercise, "standing", "hypertrophy"), values).place


@pytest.mark.parametrize("strength", Strength)
@pytest.mark.parametrize(("kind", "rule"), RULES.items())
def test_a_fault_lies_where_its_strength_says(kind: str, rule: str, strength: Strength) -> None:
    assert place_fault(kind, strength, rule) is EXPECTED[strength]


@pytest.mark.parametrize(("kind", "rule"), WITHOUT_FAULT_LIMIT.items())
def test_a_fault_without_a_limit_to_pass_is_past_the_aim(kind: str, rule: str) -> None:
    assert place_fault(kind, Strength.UNDER, rule) is Place.WITHIN
    assert place_fault(kind, Strength.CLEAR, rule) is Place.BETWEEN


def test_every_fault_is_tested() -> None:
    assert set(RULES) | set(WITHOUT_FAULT_LIMIT) == set(FAULTS)


def test_a_clean_repetition_is_within_every_aim_that_is_known() -> None:
    timeline, marks = play(Script((Moves(), Moves(), Moves())))
    exercise = find_exercise("lever-back-extension").exercise
    circumstances = make_circumstances(exercise, "standing", "hypertrophy")
    values = measure_set(timeline, marks)[1].values
    rules = [rule for rule in exercise.rules if rule.scope == "repetition"]
    places = {rule.id: place_rule(rule, circumstances, values).place for rule in rules}
    assert {rule for rule, place in places.items() if place in {Place.BETWEEN, Place.PAST}} == set()
