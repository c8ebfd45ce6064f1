from collections.abc import Callable
from dataclasses import replace
from math import inf, nan
from typing import Any, Literal

import pytest

from cleanrep.measures.drift import TRUNK_PER_STATURE
from cleanrep.measures.reference import NeutralKind, SetReference
from cleanrep.measures.registry import take_measures, take_relative_measures
from cleanrep.measures.window import RepetitionWindow
from cleanrep.signals.stretch import NEAR_ROWS
from cleanrep.testing import Camera

MakeWindow = Callable[..., RepetitionWindow]
MakeSwaying = Callable[[float], Any]
TRUNK_CM = 50.0


def refer_to(*, hip_travel_cm: float = nan, heel_rise_pct: float = nan) -> SetReference:
    return SetReference(
        NeutralKind.UNKNOWN, nan, nan, nan, nan, hip_travel_cm=hip_travel_cm, heel_rise_pct=heel_rise_pct
    )


def lift_heel(window: RepetitionWindow, share: float) -> RepetitionWindow:
    """Raise the near heel by a share of the trunk while the trunk is up."""
    points_px, times = window.stretch.points_px.copy(), window.fit.times
    points_px[NEAR_ROWS["HEEL"], 1, window.slice_samples(times.top_start_s, times.top_end_s)] += 110.0 * share
    return replace(window, stretch=replace(window.stretch, points_px=points_px), _signals={})


def test_a_body_that_stays_travels_nowhere(make_window: MakeWindow) -> None:
    readings = take_measures(make_window(camera=Camera(noise_deg=0.3)))
    assert readings["hip_travel_cm"].value == pytest.approx(0.0, abs=0.3)
    assert readings["heel_rise_pct"].value == pytest.approx(0.0, abs=0.3)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("shift", [-0.12, 0.05, 0.2])
def test_a_hip_that_goes_with_the_trunk_is_told_with_its_direction(
    make_window: MakeWindow, make_swaying: MakeSwaying, shift: float, side: Literal["left", "right"]
) -> None:
    plan = make_swaying(shift)
    readings = take_measures(make_window(plan, times=plan.times, camera=Camera(side=side)))
    assert readings["hip_travel_cm"].value == pytest.approx(TRUNK_CM * shift, abs=0.3)


def test_a_heel_that_rises_is_told_in_per_cent_of_stature(make_window: MakeWindow) -> None:
    readings = take_measures(lift_heel(make_window(), 0.1))
    assert readings["heel_rise_pct"].value == pytest.approx(10.0 * TRUNK_PER_STATURE)


def test_what_the_hip_does_in_every_repetition_is_no_slide(make_window: MakeWindow, make_swaying: MakeSwaying) -> None:
    plan = make_swaying(0.1)
    readings = take_measures(make_window(plan, times=plan.times))
    usual = take_relative_measures(readings, refer_to(hip_travel_cm=5.0, heel_rise_pct=0.0))
    still = take_relative_measures(readings, refer_to(hip_travel_cm=-1.0, heel_rise_pct=2.0))
    assert usual["hip_slide_cm"].value == pytest.approx(0.0, abs=0.3)
    assert still["hip_slide_cm"].value == pytest.approx(6.0, abs=0.3)
    assert still["heel_lift_pct"].value == pytest.approx(2.0, abs=0.3)


def test_before_three_repetitions_nothing_is_usual(make_window: MakeWindow) -> None:
    relative = take_relative_measures(take_measures(make_window()), refer_to())
    for name in ("hip_slide_cm", "heel_lift_pct"):
        assert relative[name].reason == "what is usual is known after three repetitions"


def test_a_heel_that_was_not_seen_neither_rises_nor_lifts(make_window: MakeWindow) -> None:
    readings = take_measures(lift_heel(make_window(), nan))
    relative = take_relative_measures(readings, refer_to(heel_rise_pct=0.0))
    assert readings["heel_rise_pct"].reason == "the heel was not seen at top and bottom"
    assert relative["heel_lift_pct"].reason == "the heel was not seen at top and bottom"


@pytest.mark.parametrize(
    ("part", "axis", "name", "jitter", "is_told"),
    [
        ("HIP", 0, "hip_travel_cm", 0.015, True),
        ("HIP", 0, "hip_travel_cm", 0.03, False),
        ("HEEL", 1, "heel_rise_pct", 0.013, True),
        ("HEEL", 1, "heel_rise_pct", 0.022, False),
    ],
)
def test_a_part_that_is_lost_now_and_then_has_no_way(
    make_window: MakeWindow, part: str, axis: int, name: str, jitter: float, is_told: bool
) -> None:
    window = make_window()
    points_px = window.stretch.points_px.copy()
    points_px[NEAR_ROWS[part], axis, ::2] += 110.0 * jitter
    points_px[NEAR_ROWS[part], axis, 1::2] -= 110.0 * jitter
    readings = take_measures(replace(window, stretch=replace(window.stretch, points_px=points_px), _signals={}))
    other = "heel_rise_pct" if part == "HIP" else "hip_travel_cm"
    assert readings[name].reason == (
        None if is_told else f"the track of the {part.lower()} was unsteady: something may hide it"
    )
    assert readings[other].reason is None


def test_a_hip_that_is_lost_at_the_bottom_has_no_way_however_still_it_is_at_the_top(make_window: MakeWindow) -> None:
    window = make_window()
    points_px, top = window.stretch.points_px.copy(), window.top
    hip_px = points_px[NEAR_ROWS["HIP"], 0]
    still_px = hip_px[top].copy()
    hip_px[::2] += 110.0 * 0.06
    hip_px[top] = still_px
    readings = take_measures(replace(window, stretch=replace(window.stretch, points_px=points_px), _signals={}))
    assert "unsteady" in (readings["hip_travel_cm"].reason or "")


def test_the_way_starts_between_the_bottom_before_and_the_bottom_after(make_window: MakeWindow) -> None:
    window = make_window()
    points_px = window.stretch.points_px.copy()
    points_px[NEAR_ROWS["HIP"], 0, window.slice_samples(window.fit.times.end_s, inf)] += 0.04 * 110.0
    moved = replace(window, stretch=replace(window.stretch, points_px=points_px), _signals={})
    before = take_measures(window)["hip_travel_cm"].value
    assert take_measures(moved)["hip_travel_cm"].value == pytest.approx(before - 0.02 * TRUNK_CM, abs=0.2)
