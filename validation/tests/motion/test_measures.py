"""The faults lie where their strength says they do against the limits of the exercise file."""

from functools import cache

import pytest

from cleanrep.app.request import find_exercise
from cleanrep.exercises.schema import Exercise, Rule
from validation.motion.measures import measure_set
from validation.motion.moves import FAULTS, Fault, Moves, Strength, apply_faults
from validation.motion.script import Script, play
from validation.score.places import make_circumstances, place_rule
from validation.score.results import Place

SHOWN_BY = {
    "hyperext": ("stop-at-neutral", "lean_back_deg"),
    "fast_lower": ("controlled-lowering", "eccentric_s"),
    "dropped": ("controlled-lowering", "eccentric_peak_velocity_per_range_1_s"),
    "bounce": ("no-bounce", "turn_acceleration_deg_s2"),
    "jerky": ("no-momentum", "peak_velocity_per_range_1_s"),
    "yanked": ("smooth-start", "time_to_peak_velocity_share"),
    "stutter": ("steady-lift", "n_velocity_peaks"),
    "partial": ("reach-neutral", "top_angle_deg"),
    "deep": ("start-lowered", "start_angle_deg"),
    "no_pause": ("pause-at-top", "top_hold_s"),
    "head_back": ("head-neutral", "head_angle_deg"),
    "chin_down": ("head-neutral", "head_angle_deg"),
    "rounded": ("long-spine", "lumbar_flexion_pct"),
    "hip_slide": ("hips-stable", "hip_slide_cm"),
    "heels_up": ("feet-planted", "heel_lift_pct"),
    "unsettled": ("settle-before-next", "settle_velocity_deg_s"),
}
"""Rule, and which of its measures is what makes the fault one."""
WITHOUT_FAULT_LIMIT = {"rib_flare": "ribs-down", "shallow": "start-lowered"}
"""No fault limit, or none that a repetition can pass and still be one."""
EXPECTED = {Strength.UNDER: Place.WITHIN, Strength.BETWEEN: Place.BETWEEN, Strength.CLEAR: Place.PAST}
USUAL = {
    "usual": Moves(),
    "quick": Moves(concentric_s=1.25, top_hold_s=0.55, eccentric_s=2.05, bottom_hold_s=0.45, bottom_deg=47.0),
    "slow": Moves(concentric_s=2.8, top_hold_s=1.6, eccentric_s=3.4, bottom_hold_s=1.6, bottom_deg=62.0),
}
"""Clean repetitions from one end to the other of what is drawn: a fault must not owe its strength to any of them."""


@cache
def load() -> Exercise:
    return find_exercise("lever-back-extension").exercise


def find_rule(rule_id: str) -> Rule:
    return next(rule for rule in load().rules if rule.id == rule_id)


def keep_check(rule: Rule, measure: str) -> Rule:
    """The rule with nothing but its check of a measure."""
    return rule.model_copy(update={"checks": tuple(check for check in rule.checks if check.measure == measure)})


def place(rule: Rule, values: dict[str, float]) -> Place:
    return place_rule(rule, make_circumstances(load(), "standing", "hypertrophy"), values).place


def measure_fault(kind: str, strength: Strength, rule_id: str, usual: Moves) -> dict[str, float]:
    """True values of the second of three repetitions, or the third where the second only sets the start."""
    faulty = apply_faults(usual, (Fault(kind, strength),))
    timeline, marks = play(Script((usual, faulty, usual), start_deg=usual.bottom_deg, sway_deg=0.0))
    values = dict(measure_set(timeline, marks)[2 if rule_id == "start-lowered" else 1].values)
    # The spectral arc length of a course in steps is judged by the number of its peaks here.
    values.setdefault("sparc", -1.5)
    return values


@pytest.mark.parametrize("usual", USUAL)
@pytest.mark.parametrize("strength", Strength)
@pytest.mark.parametrize("kind", SHOWN_BY)
def test_a_fault_lies_where_its_strength_says(kind: str, strength: Strength, usual: str) -> None:
    rule_id, measure = SHOWN_BY[kind]
    rule, values = find_rule(rule_id), measure_fault(kind, strength, rule_id, USUAL[usual])
    assert place(rule, values) is EXPECTED[strength]
    assert place(keep_check(rule, measure), values) is EXPECTED[strength]


@pytest.mark.parametrize("strength", Strength)
def test_a_drop_is_no_fault_by_its_length(strength: Strength) -> None:
    values = measure_fault("dropped", strength, "controlled-lowering", Moves())
    assert place(keep_check(find_rule("controlled-lowering"), "eccentric_s"), values) is not Place.PAST


@pytest.mark.parametrize(("kind", "rule"), WITHOUT_FAULT_LIMIT.items())
def test_a_fault_without_a_limit_to_pass_is_past_the_aim(kind: str, rule: str) -> None:
    assert place(find_rule(rule), measure_fault(kind, Strength.UNDER, rule, Moves())) is Place.WITHIN
    assert place(find_rule(rule), measure_fault(kind, Strength.CLEAR, rule, Moves())) is Place.BETWEEN


def test_every_fault_is_tested() -> None:
    assert set(SHOWN_BY) | set(WITHOUT_FAULT_LIMIT) == set(FAULTS)


@pytest.mark.parametrize("usual", USUAL)
def test_a_clean_repetition_is_within_every_aim_that_is_known(usual: str) -> None:
    moves = USUAL[usual]
    timeline, marks = play(Script((moves, moves, moves), start_deg=moves.bottom_deg))
    values = measure_set(timeline, marks)[1].values
    places = {rule.id: place(rule, values) for rule in load().rules if rule.scope == "repetition"}
    assert {rule for rule, found in places.items() if found in {Place.BETWEEN, Place.PAST}} == set()
