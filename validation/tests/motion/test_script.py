import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.motion.moves import Fault, Moves, Strength, apply_faults
from validation.motion.script import Script, play
from validation.motion.timeline import RATE_HZ

CLEAN = Moves()
BOUNCE = apply_faults(CLEAN, (Fault("bounce", Strength.CLEAR),))


def test_boundaries_lie_where_the_phases_change() -> None:
    timeline, marks = play(Script((CLEAN, CLEAN)))
    for index, mark in enumerate(marks, start=1):
        for moment_s, phase in ((mark.start_s, "lift"), (mark.top_start_s, "hold"), (mark.top_end_s, "lower")):
            assert timeline.label(moment_s + 0.01) == (index, phase)
        assert mark.top_start_s - mark.start_s == pytest.approx(CLEAN.concentric_s)
        assert mark.end_s - mark.top_end_s == pytest.approx(CLEAN.eccentric_s)
    assert marks[1].start_s - marks[0].end_s == pytest.approx(CLEAN.bottom_hold_s)


def test_a_rebound_turns_at_the_boundary_between_two_repetitions() -> None:
    timeline, marks = play(Script((BOUNCE, CLEAN), sway_deg=0.0))
    assert marks[0].end_s == marks[1].start_s
    around = np.abs(timeline.time_s - marks[0].end_s) < 0.4
    deepest_s = timeline.time_s[around][timeline.trunk_deg[around].argmax()]
    assert deepest_s == pytest.approx(marks[0].end_s, abs=2.0 / RATE_HZ)


@given(st.lists(st.sampled_from([CLEAN, BOUNCE]), min_size=1, max_size=4))
def test_the_trunk_never_jumps_and_never_shoots_past_its_top(moves: list[Moves]) -> None:
    timeline, _ = play(Script(tuple(moves), sway_deg=0.0))
    assert np.abs(np.diff(timeline.trunk_deg)).max() * RATE_HZ < 140.0
    assert timeline.trunk_deg.min() > -0.5


def test_what_is_around_a_set_holds_no_repetition() -> None:
    timeline, marks = play(Script((), extras=("walk_in", "adjusting", "fidgets", "racking")))
    assert marks == ()
    assert set(timeline.phases) == {"walk", "fidget", "rest"}
    assert timeline.repetition.max() == 0
    assert timeline.aside_m.max() > 1.0
