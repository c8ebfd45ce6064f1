from dataclasses import replace
from math import isnan

import pytest

from cleanrep.engine.records import make_record
from cleanrep.measures.registry import NO_LIFT_FOLLOWS
from cleanrep.measures.window import RepetitionWindow, build_window
from cleanrep.phases.phase_fit import PhaseFit
from cleanrep.signals.stretch import stack_samples
from cleanrep.testing import Camera, PlannedRepetition, SyntheticSet, make_set

PLAN = [PlannedRepetition(rest_s=0.5)] * 2


def lay_out(made: SyntheticSet, index: int, *, end_later_s: float = 0.0) -> RepetitionWindow:
    times = made.repetitions[index].times
    times = replace(times, end_s=times.end_s + end_later_s, next_start_s=None)
    near = [item for item in made.samples if times.start_s - 1.0 <= item.time_s <= times.end_s + 1.0]
    return build_window(stack_samples(near, -1), PhaseFit(times, 0.0, 0.0, 0.0, 0.0))


def test_the_next_lift_completes_the_bottom() -> None:
    made = make_set(PLAN)
    record = make_record(1, lay_out(made, 0))
    assert record.readings["bottom_hold_s"] is NO_LIFT_FOLLOWS
    record.complete_bottom(lay_out(made, 1))
    assert record.times.bottom_hold_s == pytest.approx(0.5)
    assert record.readings["bottom_hold_s"].value == pytest.approx(0.5)
    assert record.readings["eccentric_s"].value == pytest.approx(2.6)


def test_a_completed_repetition_lets_go_of_its_samples() -> None:
    made = make_set(PLAN)
    record = make_record(1, lay_out(made, 0))
    record.complete_bottom(lay_out(made, 1))
    assert len(record.window.stretch) > 0
    record.forget_samples()
    assert len(record.window.stretch) == 0
    assert record.window.grid_s.size == 0


def test_a_lowering_that_seemed_to_last_into_the_next_lift_is_cut_and_measured_again() -> None:
    made = make_set([PlannedRepetition(rest_s=0.0)] * 2)
    record = make_record(1, lay_out(made, 0, end_later_s=0.4))
    assert record.readings["eccentric_s"].value == pytest.approx(3.0)
    record.complete_bottom(lay_out(made, 1))
    assert record.times.eccentric_s == pytest.approx(2.6)
    assert record.readings["eccentric_s"].value == pytest.approx(2.6)
    assert record.readings["time_under_tension_s"].value == pytest.approx(5.4)
    assert record.readings["bottom_hold_s"].value == pytest.approx(0.0)


def test_what_counts_as_held_is_told_and_moves_no_measured_span() -> None:
    made = make_set([PlannedRepetition(rest_s=0.0)] * 2)
    window = lay_out(made, 0, end_later_s=0.4)
    record = make_record(1, replace(window, fit=replace(window.fit, held_before_s=0.3, held_after_s=0.2)))
    assert record.times.top_hold_s == pytest.approx(window.fit.times.top_hold_s + 0.5)
    record.complete_bottom(lay_out(made, 1))
    assert record.times.top_hold_s == pytest.approx(window.fit.times.top_hold_s + 0.5)
    assert record.times.eccentric_s == record.readings["eccentric_s"].value == pytest.approx(2.4)
    assert record.readings["time_under_tension_s"].value == pytest.approx(5.4)


def test_a_hip_that_stays_does_not_shift() -> None:
    record = make_record(1, lay_out(make_set(PLAN, camera=Camera(noise_deg=0.5)), 0))
    assert record.anchor_shift < 0.05
    assert record.trunk_px == pytest.approx(110.0, abs=1.0)


def test_a_hip_that_was_never_seen_has_no_place() -> None:
    record = make_record(1, lay_out(make_set(PLAN, camera=Camera(gaps_s=((0.0, 99.0),))), 0))
    assert isnan(record.anchor_shift)
    assert isnan(record.trunk_px)
