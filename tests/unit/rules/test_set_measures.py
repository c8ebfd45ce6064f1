from collections.abc import Callable
from statistics import fmean, stdev

import pytest

from cleanrep.exercises.fields import Count
from cleanrep.measures.registry import Reading, not_measured
from cleanrep.model.repetition import Finding, Verdict
from cleanrep.rules.context import JudgeContext
from cleanrep.rules.judge import Evidence, judge_rules
from cleanrep.rules.set_measures import MEDIANS, compute_medians, get_set_measure_units, take_set_measures

MakeContext = Callable[..., JudgeContext]
GOAL = Count(min=10, max=15)


def read_ranges(*ranges_deg: float) -> list[dict[str, Reading]]:
    return [{"range_of_motion_deg": Reading(value)} for value in ranges_deg]


@pytest.fixture
def all_met(make_context: MakeContext) -> tuple[Finding, ...]:
    findings = judge_rules(make_context(), {}, Evidence((0.0, 1.0)), scope="repetition")
    return tuple(item._replace(verdict=Verdict.MET) for item in findings)


def fail(findings: tuple[Finding, ...], rule: str) -> tuple[Finding, ...]:
    return tuple(item._replace(verdict=Verdict.NOT_MET) if item.rule == rule else item for item in findings)


@pytest.mark.parametrize(("n", "expected"), [(1, -9), (9, -1), (10, 0), (15, 0), (16, 1), (30, 15)])
def test_repetitions_are_counted_from_the_goals_range(n: int, expected: float) -> None:
    measures = take_set_measures(read_ranges(*[58.0] * n), [()] * n, GOAL)
    assert measures["repetitions_beyond_goal"].value == expected
    assert measures["n_repetitions"].value == n


def test_spread_is_the_coefficient_of_variation() -> None:
    ranges = (58.0, 60.0, 49.0, 61.0)
    measures = take_set_measures(read_ranges(*ranges), [()] * 4, GOAL)
    assert measures["range_of_motion_cv_pct"].value == pytest.approx(100.0 * stdev(ranges) / fmean(ranges))


def test_two_repetitions_have_no_spread() -> None:
    assert take_set_measures(read_ranges(58.0, 60.0), [()] * 2, GOAL)["range_of_motion_cv_pct"].reason is not None


def test_a_range_that_was_not_read_does_not_count_to_the_spread() -> None:
    readings = [*read_ranges(58.0, 58.0, 58.0), {"range_of_motion_deg": not_measured("dark")}]
    assert take_set_measures(readings, [()] * 4, GOAL)["range_of_motion_cv_pct"].value == 0.0


@pytest.mark.parametrize(("faulty", "expected"), [([], 0), ([4], 1), ([4, 6], 2), ([1], 2), ([3], 2), ([1, 5], 3)])
def test_one_fault_early_weighs_as_two_later_ones(
    all_met: tuple[Finding, ...], faulty: list[int], expected: float
) -> None:
    findings = [fail(all_met, "no-momentum") if index in faulty else all_met for index in range(1, 8)]
    assert take_set_measures(read_ranges(*[58.0] * 7), findings, GOAL)["too_heavy_repetitions"].value == expected


@pytest.mark.parametrize("rule", ["no-momentum", "stop-at-neutral", "long-spine"])
def test_jerk_and_a_lost_neutral_are_signs_of_too_much_load(all_met: tuple[Finding, ...], rule: str) -> None:
    measures = take_set_measures(read_ranges(58.0), [fail(all_met, rule)], GOAL)
    assert measures["too_heavy_repetitions"].value == 2


def test_a_missing_pause_is_no_sign_of_too_much_load(all_met: tuple[Finding, ...]) -> None:
    measures = take_set_measures(read_ranges(58.0), [fail(all_met, "pause-at-top")], GOAL)
    assert measures["too_heavy_repetitions"].value == 0


def test_a_set_that_could_not_be_judged_says_nothing_about_the_load(all_met: tuple[Finding, ...]) -> None:
    unjudged = tuple(item._replace(verdict=Verdict.NOT_ASSESSED) for item in all_met)
    assert take_set_measures(read_ranges(58.0), [unjudged], GOAL)["too_heavy_repetitions"].reason is not None


def test_medians_leave_out_what_was_not_read() -> None:
    readings = [{"concentric_s": Reading(value)} for value in (1.5, 1.9, 1.6)]
    assert compute_medians([*readings, {"concentric_s": not_measured("dark")}]) == {"concentric_s": 1.6}
    assert "top_angle_deg" in MEDIANS


def test_every_set_measure_has_a_unit() -> None:
    assert set(take_set_measures(read_ranges(58.0), [()], GOAL)) == set(get_set_measure_units())
