from collections.abc import Sequence
from math import nan

import numpy as np
import pytest

from cleanrep.phases.repetition_finder import (
    BASELINE_S,
    SETTLED_AFTER_S,
    Closing,
    LiftFound,
    LiftLost,
    RepetitionFinder,
    RepetitionFound,
)
from cleanrep.testing import Course, Fidgets, Lean, Pause, PlannedRepetition, make_set
from cleanrep.testing.motion import Movement

EXPECTED_DEG = 60.0
Found = RepetitionFound | LiftFound | LiftLost


def watch(movements: Sequence[Movement], *, unseen_s: tuple[float, float] = (-1.0, -1.0)) -> list[Found]:
    made = make_set(movements)
    finder = RepetitionFinder(EXPECTED_DEG)
    found: list[Found] = []
    for time_s, trunk_deg in zip(made.time_s, made.trunk_deg, strict=True):
        is_seen = not unseen_s[0] <= time_s < unseen_s[1]
        found += finder.push(float(time_s), -float(trunk_deg) if is_seen else nan)
    return found + finder.finish(float(made.time_s[-1]))


def get_repetitions(found: Sequence[Found]) -> list[RepetitionFound]:
    return [item for item in found if isinstance(item, RepetitionFound)]


def test_every_repetition_lies_within_its_window() -> None:
    plan = [PlannedRepetition()] * 4
    windows = get_repetitions(watch(plan))
    truth = make_set(plan).repetitions
    assert len(windows) == 4
    for window, true in zip(windows, truth, strict=True):
        assert window.window_start_s < true.times.start_s + 0.1
        assert window.window_end_s > true.times.end_s - 0.35


def test_a_lift_is_told_when_it_is_certain_and_before_its_repetition() -> None:
    kinds = [type(item) for item in watch([PlannedRepetition()] * 2)]
    assert kinds == [LiftFound, RepetitionFound, LiftFound, RepetitionFound]


def test_a_repetition_with_a_rest_is_closed_before_the_next_lift() -> None:
    closings = [item.closing for item in get_repetitions(watch([PlannedRepetition(rest_s=1.5)] * 2))]
    assert closings == [Closing.SETTLED, Closing.SETTLED]


def test_repetitions_without_a_rest_are_split_at_the_turn() -> None:
    plan = [
        PlannedRepetition(rest_s=0.0, lower_course=Course.FALLING),
        PlannedRepetition(lift_course=Course.REBOUNDING),
    ]
    first, second = get_repetitions(watch(plan))
    turn_s = make_set(plan).repetitions[1].times.start_s
    assert first.closing is Closing.NEXT_LIFT
    assert first.window_end_s == pytest.approx(turn_s, abs=0.1)
    assert second.window_start_s == first.window_end_s


@pytest.mark.parametrize(("range_deg", "n_expected"), [(10.0, 0), (14.0, 0), (17.0, 2), (30.0, 2), (90.0, 2)])
def test_a_quarter_of_the_expected_range_makes_a_repetition(range_deg: float, n_expected: int) -> None:
    plan = [PlannedRepetition(bottom_deg=range_deg, rest_s=1.5)] * 2
    assert len(get_repetitions(watch(plan))) == n_expected


def test_fidgets_are_no_repetitions() -> None:
    assert len(get_repetitions(watch([Fidgets(n=5), PlannedRepetition(), Fidgets(n=5, size_deg=12.0)]))) == 1


def test_noise_makes_no_turns() -> None:
    rng = np.random.default_rng(1)
    finder = RepetitionFinder(EXPECTED_DEG)
    found = [item for index in range(5000) for item in finder.push(index / 25, float(rng.normal(0.0, 2.0)))]
    assert found + finder.finish(200.0) == []


def test_a_lift_that_is_never_lowered_is_lost_and_no_repetition() -> None:
    found = watch([PlannedRepetition(), Lean(0.0), Pause(3.0)])
    assert [type(item) for item in found] == [LiftFound, RepetitionFound, LiftFound, LiftLost]


def test_a_last_repetition_after_a_bottom_far_too_deep_need_not_go_down_there_again() -> None:
    usual = PlannedRepetition(bottom_deg=45.0)
    plan = [usual, PlannedRepetition(bottom_deg=95.0), usual]
    assert len(get_repetitions(watch(plan))) == 3


def test_a_lowering_that_the_recording_cuts_near_its_end_still_counts() -> None:
    made = make_set([PlannedRepetition()])
    finder = RepetitionFinder(EXPECTED_DEG)
    found: list[Found] = []
    for time_s, trunk_deg in zip(made.time_s, made.trunk_deg, strict=True):
        if time_s < made.repetitions[0].times.end_s - 0.6:
            found += finder.push(float(time_s), -float(trunk_deg))
    assert get_repetitions(found) == []
    (closed,) = get_repetitions(finder.finish(float(made.time_s[-1])))
    assert closed.closing is Closing.END


@pytest.mark.parametrize("gap_s", [(3.0, 4.5), (7.5, 10.4), (9.0, 11.9)])
def test_a_gap_that_hides_no_whole_repetition_invents_and_loses_none(gap_s: tuple[float, float]) -> None:
    plan = [PlannedRepetition()] * 3
    assert len(get_repetitions(watch(plan, unseen_s=gap_s))) == 3


def test_a_rest_after_a_gap_is_watched_for_as_long_as_any_other() -> None:
    finder = RepetitionFinder(EXPECTED_DEG)
    lift = [(index / 25, 60.0 * index / 50) for index in range(51)]
    rest = [(3.0 + index / 25, 0.0) for index in range(25)]
    found = [item for time_s, rising_deg in lift + rest for item in finder.push(time_s, rising_deg)]
    (closed,) = get_repetitions(found)
    assert closed.closing is Closing.SETTLED
    assert closed.window_end_s >= 3.0 + 0.9 * SETTLED_AFTER_S - 1e-9


def test_a_long_absence_ends_what_was_under_way() -> None:
    found = watch([PlannedRepetition(), PlannedRepetition(top_hold_s=4.0), PlannedRepetition()], unseen_s=(9.5, 13.0))
    assert len(get_repetitions(found)) == 2
    assert sum(isinstance(item, LiftLost) for item in found) == 1


def test_a_trunk_that_goes_on_down_amends_its_repetition() -> None:
    plan: list[Movement] = [PlannedRepetition(bottom_deg=40.0), Pause(1.0), Lean(58.0), Pause(0.5), PlannedRepetition()]
    repetitions = get_repetitions(watch(plan))
    assert [item.is_amended for item in repetitions] == [False, True, False]
    assert repetitions[1].window_start_s == repetitions[0].window_start_s


def test_what_is_needed_of_the_past_is_bounded_while_nothing_happens() -> None:
    finder = RepetitionFinder(EXPECTED_DEG)
    for index in range(25 * 600):
        finder.push(index / 25, 0.0)
    # The baseline before a lift, with as much again and more for a lift that is only slowly found.
    assert finder.needed_from_s == pytest.approx(600 - 1 / 25 - 4 * BASELINE_S)
    assert finder.moved_s is None


def test_a_lift_is_under_way_as_long_as_it_goes_further() -> None:
    finder = RepetitionFinder(EXPECTED_DEG)
    made = make_set([PlannedRepetition(lift_s=8.0, top_hold_s=5.0, lower_s=8.0)])
    (true,) = made.repetitions
    still_s: dict[str, float] = {}
    for time_s, trunk_deg in zip(made.time_s.tolist(), made.trunk_deg.tolist(), strict=True):
        finder.push(time_s, -trunk_deg)
        if finder.moved_s is not None:
            phase = "hold" if true.times.top_start_s <= time_s < true.times.top_end_s else "way"
            still_s[phase] = max(still_s.get(phase, 0.0), time_s - finder.moved_s)
    # The last 6 % of a minimum-jerk way of 8 s take 1.6 s, and the first.
    assert still_s["way"] < 5.0 + 2 * 1.7
    assert 5.0 < still_s["hold"] < 5.0 + 1.7


def test_standing_about_at_the_top_is_no_progress() -> None:
    finder = RepetitionFinder(EXPECTED_DEG)
    made = make_set([Lean(0.0), *[Lean(6.0), Lean(0.0)] * 10])
    moved_s = set()
    for time_s, trunk_deg in zip(made.time_s.tolist(), made.trunk_deg.tolist(), strict=True):
        finder.push(time_s, -trunk_deg)
        moved_s.add(finder.moved_s)
    assert max(moment_s for moment_s in moved_s if moment_s is not None) < 0.3 * made.time_s[-1]
