"""What the finder found, given to the builder as it stands: no finder decides here what is found."""

from dataclasses import replace

import pytest

from cleanrep.engine.sample_buffer import BufferedSpan
from cleanrep.engine.set_builder import MAX_TAIL_S, SetBuilder
from cleanrep.engine.view_tracker import ViewTracker
from cleanrep.model.events import Event, RepetitionFinished, SetFinished
from cleanrep.model.repetition import PhaseTimes, Repetition
from cleanrep.phases.repetition_finder import Closing, RepetitionFound
from cleanrep.testing import Lean, PlannedRepetition, SyntheticSet, make_set, make_settings

REP = PlannedRepetition()


def make_builder() -> SetBuilder:
    settings = make_settings()
    return SetBuilder(settings, ViewTracker(settings.frame_height_px))


def take(builder: SetBuilder, made: SyntheticSet, found: RepetitionFound) -> list[Event]:
    span = BufferedSpan(made.samples, -made.trunk_deg)
    return builder.take_repetition(found.window_end_s, found, span=span, facing=-1)


def find(times: PhaseTimes, *, tail_s: float = 0.4, closing: Closing = Closing.SETTLED) -> RepetitionFound:
    """As the finder would: from before the lift until so long after the end of the lowering."""
    return RepetitionFound(times.start_s - 0.6, times.end_s + tail_s, closing)


def finish(builder: SetBuilder) -> tuple[Repetition, ...]:
    (over,) = builder.finish_set(100.0)
    assert isinstance(over, SetFinished)
    return over.result.repetitions


def count(events: list[Event]) -> int:
    return sum(isinstance(event, RepetitionFinished) for event in events)


def amend(found: RepetitionFound, *, window_end_s: float) -> RepetitionFound:
    return replace(found, window_end_s=window_end_s, closing=Closing.NEXT_LIFT, is_amended=True)


def test_a_trunk_that_goes_on_down_lengthens_the_last_repetition_and_no_other() -> None:
    down = Lean(58.0)
    made = make_set([REP, PlannedRepetition(bottom_deg=40.0), down])
    first_true, second_true = (true.times for true in made.repetitions)
    builder = make_builder()
    for times in (first_true, second_true):
        assert count(take(builder, made, find(times))) == 1
    down_s = second_true.end_s + REP.rest_s + down.duration_s
    assert take(builder, made, amend(find(second_true), window_end_s=down_s + 0.7)) == []
    first, second = finish(builder)
    assert first.times.end_s == pytest.approx(first_true.end_s, abs=0.1)
    assert second.times.start_s == pytest.approx(second_true.start_s, abs=0.1)
    # At rest or nearly so for the last 0.3 s: the end of the way down is not told closer.
    assert second.times.end_s > down_s - 0.3
    assert [first.index, second.index] == [1, 2]


def test_what_amends_a_repetition_that_was_refused_changes_no_other() -> None:
    made = make_set([REP, REP])
    first_true, second_true = (true.times for true in made.repetitions)
    builder = make_builder()
    take(builder, made, find(first_true))
    take(builder, made, amend(find(second_true), window_end_s=second_true.end_s + 0.4))
    (first,) = finish(builder)
    assert first.times.end_s == pytest.approx(first_true.end_s, abs=0.1)


def test_a_movement_that_is_found_twice_counts_once() -> None:
    made = make_set([REP])
    found = find(made.repetitions[0].times)
    builder = make_builder()
    assert [count(take(builder, made, found)) for _ in range(2)] == [1, 0]
    assert builder.n_repetitions == 1


@pytest.mark.parametrize(("closing", "tail_s"), [(Closing.SETTLED, MAX_TAIL_S), (Closing.NEXT_LIFT, 0.0)])
def test_a_lowering_ends_with_its_window_where_the_next_lift_begins_and_a_little_later_else(
    closing: Closing, tail_s: float
) -> None:
    made = make_set([PlannedRepetition(lower_s=1.2)])
    times = made.repetitions[0].times
    builder = make_builder()
    cut = find(times, tail_s=-0.3, closing=closing)
    take(builder, made, cut)
    (repetition,) = finish(builder)
    assert repetition.times.end_s == pytest.approx(cut.window_end_s + tail_s, abs=0.1)


@pytest.mark.parametrize(("top_hold_s", "n_counted"), [(11.0, 1), (13.0, 0)])
def test_a_hold_that_is_longer_than_a_rest_belongs_to_no_repetition(top_hold_s: float, n_counted: int) -> None:
    made = make_set([PlannedRepetition(top_hold_s=top_hold_s)])
    builder = make_builder()
    assert count(take(builder, made, find(made.repetitions[0].times))) == n_counted
    assert builder.n_repetitions == n_counted
