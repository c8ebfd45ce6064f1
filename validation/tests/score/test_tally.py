"""What is counted of results."""

from typing import Literal

import pytest

from validation.score.results import Compared, GivenFault, Place, RepetitionResult, RuleResult, SetResultRow
from validation.score.tally import tally_rows

Verdict = Literal["met", "borderline", "not_met", "not_assessed"]


def make_rule(rule: str, verdict: Verdict, place: Place) -> RuleResult:
    return RuleResult(
        rule=rule, verdict=verdict, place=place, measure=None, true=None, found=None, uncertainty=None, reason=None
    )


def make_repetition(
    *rules: RuleResult, index: int = 1, faults: tuple[GivenFault, ...] = (), is_found: bool = True
) -> RepetitionResult:
    return RepetitionResult(
        index=index,
        fault="good",
        faults=faults,
        is_clean=not faults,
        follows_rebound=False,
        found_index=index if is_found else None,
        found_clean=None,
        boundaries={"start_s": Compared(true=1.0, found=1.1 if is_found else None)},
        phases={"concentric_s": Compared(true=1.5, found=1.3 if is_found else None)},
        measures={"range_of_motion_deg": Compared(true=60.0, found=57.0, uncertainty=2.0)} if is_found else {},
        rules=rules,
    )


def make_row(*repetitions: RepetitionResult, phantoms: tuple[float, ...] = (), **changes: object) -> SetResultRow:
    row = SetResultRow(
        name="s",
        key="k",
        variant="standing",
        goal="hypertrophy",
        strata={"fps": "25"},
        in_sample=False,
        is_judgeable=True,
        exit_status=0,
        reasons=(),
        yaw_deg=Compared(true=0.0, found=0.0),
        n_frames=100,
        duration_s=4.0,
        coverage=1.0,
        n_true=len(repetitions),
        n_found=len(repetitions),
        phantoms=phantoms,
        repetitions=repetitions,
        set_rules=(),
    )
    return row.model_copy(update=changes)


def test_a_missed_repetition_and_a_phantom_each_spoil_the_count() -> None:
    whole, missed = make_row(make_repetition()), make_row(make_repetition(is_found=False))
    phantom = make_row(make_repetition(), phantoms=(9.0,))
    tally = tally_rows([whole, missed, phantom])
    assert tally.get_share("count exact").n_hits == 1
    assert tally.get_share("no phantom").n_hits == 2
    assert tally.get_share("count exact", "fps: 25").n == 3


def test_not_met_within_the_aim_is_wrong_and_past_the_limit_is_right() -> None:
    within, past = (make_rule("pause-at-top", "not_met", place) for place in (Place.WITHIN, Place.PAST))
    tally = tally_rows([make_row(make_repetition(within, past))])
    assert (tally.get_share("false").n_hits, tally.get_share("false").n) == (1, 1)
    assert tally.get_share("past limit told: pause-at-top").value == 1.0


def test_what_was_not_assessed_is_neither_right_nor_wrong() -> None:
    tally = tally_rows([make_row(make_repetition(make_rule("long-spine", "not_assessed", Place.UNKNOWN)))])
    assert tally.get_share("false").n == 0
    assert tally.get_share("not assessed: long-spine").value == 1.0


def test_a_clear_fault_in_a_missed_repetition_is_not_told() -> None:
    clear = (GivenFault(kind="no_pause", strength="clear"),)
    found = make_repetition(make_rule("pause-at-top", "not_met", Place.PAST), faults=clear)
    tally = tally_rows([make_row(found), make_row(make_repetition(faults=clear, is_found=False))])
    assert tally.get_share("told: no_pause, clear").value == 0.5
    assert tally.get_share("fault not assessed: no_pause, clear").n_hits == 0


def test_a_clear_fault_whose_rules_were_left_open_is_not_assessed() -> None:
    open_one = make_repetition(
        make_rule("pause-at-top", "not_assessed", Place.PAST), faults=(GivenFault(kind="no_pause", strength="clear"),)
    )
    tally = tally_rows([make_row(open_one)])
    assert tally.get_share("told: no_pause, clear").value == 0.0
    assert tally.get_share("fault not assessed: no_pause, clear").value == 1.0


def test_a_bottom_that_is_too_deep_is_looked_for_in_the_next_lift() -> None:
    deep = make_repetition(faults=(GivenFault(kind="deep", strength="clear"),))
    after = make_repetition(make_rule("start-lowered", "not_met", Place.PAST), index=2)
    assert tally_rows([make_row(deep, after)]).get_share("told: deep, clear").value == 1.0
    assert tally_rows([make_row(deep)]).get_share("told: deep, clear").n == 0


def test_an_error_is_held_against_its_stated_uncertainty() -> None:
    tally = tally_rows([make_row(make_repetition())])
    assert tally.values["error: range_of_motion_deg", "all"] == [pytest.approx(-3.0)]
    assert tally.get_share("within 68 %: range_of_motion_deg").value == 0.0
    assert tally.get_share("within 95 %: range_of_motion_deg").value == 1.0


@pytest.mark.parametrize("verdict", ["met", "borderline", "not_met"])
def test_an_unsuitable_view_is_refused_only_without_a_verdict_on_angles(verdict: Verdict) -> None:
    judged = make_repetition(make_rule("stop-at-neutral", verdict, Place.WITHIN))
    silent = make_repetition(make_rule("stop-at-neutral", "not_assessed", Place.WITHIN))
    rows = [make_row(part, is_judgeable=False, exit_status=3) for part in (judged, silent)]
    assert tally_rows(rows).get_share("refused").value == 0.5


def test_tallies_of_parts_join_to_that_of_the_whole() -> None:
    rows = [make_row(make_repetition()), make_row(make_repetition(is_found=False))]
    joined = tally_rows(rows[:1])
    joined.merge(tally_rows(rows[1:]))
    assert joined == tally_rows(rows)
