from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanrep.capture.frame_clock import FrameClock

STAMPS = st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9, allow_nan=False)), max_size=60)


@given(STAMPS, st.floats(0.001, 10.0))
def test_times_start_at_zero_and_always_increase(stamps: list[float | None], period_s: float) -> None:
    clock = FrameClock(period_s)
    times_s = [time_s for stamp in stamps if (time_s := clock.push(stamp)) is not None]
    assert times_s[:1] in ([], [0.0])
    assert all(later > earlier for earlier, later in pairwise(times_s))


def test_good_stamps_are_taken_as_they_are() -> None:
    clock = FrameClock(0.04)
    assert [clock.push(stamp) for stamp in (5.0, 5.5, 5.75)] == [0.0, 0.5, 0.75]
    assert clock.notes == ()


def test_missing_stamps_are_rebuilt_from_the_rate() -> None:
    clock = FrameClock(0.5)
    assert [clock.push(stamp) for stamp in (None, None, 8.0, 8.25)] == [0.0, 0.5, 1.0, 1.25]
    assert "2 frames" in clock.notes[0]


def test_repeated_stamp_drops_the_frame() -> None:
    clock = FrameClock(0.5)
    assert [clock.push(stamp) for stamp in (0.0, 0.5, 0.5, 1.0)] == [0.0, 0.5, None, 1.0]
    assert clock.n_repeated == 1


def test_restarted_count_goes_on_after_the_last_frame() -> None:
    clock = FrameClock(0.5)
    assert [clock.push(stamp) for stamp in (90.0, 90.5, 0.0, 0.5)] == [0.0, 0.5, 1.0, 1.5]
    assert clock.n_restarts == 1


def test_absurd_jump_forward_is_taken_out() -> None:
    clock = FrameClock(0.5)
    assert [clock.push(stamp) for stamp in (0.0, 95_443.0, 95_443.5)] == [0.0, 0.5, 1.0]


def test_frames_skipped_on_purpose_are_no_jump() -> None:
    clock = FrameClock(0.5)
    clock.push(10.0)
    clock.move_to(7200.0)
    assert clock.push(7210.0) == 7200.0
    assert clock.notes == ()
    assert clock.median_period_s == pytest.approx(0.5)
