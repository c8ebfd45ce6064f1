"""A report with two repetitions past straight, held against truths that agree and that do not."""

from dataclasses import replace

import pytest

from cleanrep.app.request import find_exercise
from cleanrep.model.report import SetReport
from cleanrep.testing.sample_report import SamplePlan, make_set_report
from validation.matrix.cells import list_sets
from validation.motion.moves import Fault, Moves, Strength
from validation.motion.script import Script
from validation.score.compare import compare_set
from validation.score.results import Place, SetResultRow
from validation.truth import SetTruth, rebuild_repetitions

CALM = Moves(concentric_s=1.8, top_hold_s=1.0, eccentric_s=2.6, bottom_hold_s=0.8)
PAST = replace(CALM, top_deg=-18.0)
CLEAR = (Fault("hyperext", Strength.CLEAR),)
REPORT = make_set_report(SamplePlan(tops_deg=(0.0, -18.0, 0.0)))


def make_truth(moves: tuple[Moves, ...]) -> SetTruth:
    faults = tuple(CLEAR if part.top_deg < -5.0 else () for part in moves)
    plan = replace(list_sets()[0], script=Script(moves), faults=faults)
    return SetTruth(
        body=plan.body,
        outfit=plan.outfit,
        gym=plan.gym,
        geometry="standing",
        fault="see repetitions",
        yaw=3.0,
        fps=25.0,
        w=640,
        h=480,
        near="L",
        arms="crossed",
        lever="far",
        frames=500,
        variant="standing",
        goal="hypertrophy",
        is_judgeable=True,
        in_sample=False,
        strata={"group": "faults"},
        repetitions=rebuild_repetitions(plan),
        key="k",
        files={},
    )


def compare(moves: tuple[Moves, ...], report: SetReport = REPORT) -> SetResultRow:
    return compare_set("a", make_truth(moves), report, exercise=find_exercise("lever-back-extension").exercise)


def test_what_agrees_is_paired_and_compared() -> None:
    row = compare((CALM, PAST, CALM))
    assert (row.n_true, row.n_found, row.phantoms) == (3, 3, ())
    assert [part.found_index for part in row.repetitions] == [1, 2, 3]
    assert [part.is_clean for part in row.repetitions] == [True, False, True]
    second = row.repetitions[1]
    assert second.fault == "hyperext"
    concentric = second.phases["concentric_s"]
    assert concentric.true == pytest.approx(1.8)
    assert concentric.found == pytest.approx(1.8)
    assert second.boundaries["start_s"].found == pytest.approx(second.boundaries["start_s"].true, abs=0.11)


def test_a_fault_past_its_limit_is_placed_there_whatever_was_found() -> None:
    for part, place in zip(
        compare((CALM, PAST, CALM)).repetitions, (Place.WITHIN, Place.PAST, Place.WITHIN), strict=True
    ):
        rule = next(rule for rule in part.rules if rule.rule == "stop-at-neutral")
        assert rule.place is place
        assert rule.verdict == ("not_met" if place is Place.PAST else "met")
        assert rule.found == pytest.approx(rule.true, abs=1.0)


def test_a_repetition_that_was_not_found_is_missed_and_does_not_take_another_s_place() -> None:
    row = compare((CALM, PAST, CALM, CALM))
    assert [part.found_index for part in row.repetitions] == [1, 2, 3, None]
    missed = row.repetitions[3]
    assert missed.rules == ()
    assert all(part.found is None for part in missed.boundaries.values())
    assert missed.found_clean is None


def test_a_repetition_that_was_never_there_is_a_phantom() -> None:
    row = compare((CALM, PAST))
    assert (row.n_true, row.n_found) == (2, 3)
    assert row.phantoms == pytest.approx((15.7,))


def test_a_set_without_repetitions_is_scored() -> None:
    row = compare((), make_set_report(SamplePlan(tops_deg=())))
    assert (row.n_true, row.n_found, row.repetitions) == (0, 0, ())


def test_rules_of_the_set_are_placed_too() -> None:
    places = {rule.rule: rule.place for rule in compare((CALM, PAST, CALM)).set_rules}
    assert places["even-range"] is Place.BETWEEN
    assert places["reps-in-range"] is Place.BETWEEN


def test_an_unsuitable_view_has_the_exit_status_of_the_command() -> None:
    report = make_set_report(SamplePlan(is_suitable=False))
    assert compare((CALM,), report).exit_status == 3
