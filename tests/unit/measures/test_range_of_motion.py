from collections.abc import Callable
from dataclasses import replace
from math import nan

import numpy as np
import pytest

from cleanrep.measures.reference import NeutralKind, SetReference
from cleanrep.measures.registry import take_measures, take_relative_measures
from cleanrep.measures.window import RepetitionWindow
from cleanrep.signals.stretch import NEAR_ROWS
from cleanrep.testing import Camera, Lifter, PlannedRepetition

MakeWindow = Callable[..., RepetitionWindow]
STRAIGHT_DEG = Lifter().straight_deg


def refer_to(trunk_deg: float, range_deg: float = 58.0) -> SetReference:
    return SetReference(NeutralKind.STRAIGHT_LINE, trunk_deg, nan, nan, range_deg)


def test_levels_are_those_of_the_trunk(make_window: MakeWindow) -> None:
    readings = take_measures(make_window(PlannedRepetition(top_deg=-4.0)))
    assert readings["start_trunk_deg"].value == pytest.approx(58.0 + STRAIGHT_DEG, abs=0.3)
    assert readings["end_trunk_deg"].value == pytest.approx(58.0 + STRAIGHT_DEG, abs=0.3)
    assert readings["top_trunk_deg"].value == pytest.approx(-4.0 + STRAIGHT_DEG, abs=0.3)
    assert readings["range_of_motion_deg"].value == pytest.approx(62.0, abs=0.5)


@pytest.mark.parametrize("top_deg", [-20.0, -8.0, 0.0, 25.0])
def test_angles_at_the_top_are_relative_to_neutral(make_window: MakeWindow, top_deg: float) -> None:
    readings = take_measures(make_window(PlannedRepetition(top_deg=top_deg)))
    relative = take_relative_measures(readings, refer_to(STRAIGHT_DEG))
    assert relative["top_angle_deg"].value == pytest.approx(top_deg, abs=0.3)
    assert relative["lean_back_deg"].value == pytest.approx(top_deg, abs=0.5)
    assert relative["start_angle_deg"].value == pytest.approx(58.0, abs=0.3)
    assert relative["range_share_pct"].value == pytest.approx(100.0 * (58.0 - top_deg) / 58.0, abs=1.0)


def test_range_counts_to_the_mean_of_both_bottoms(make_window: MakeWindow) -> None:
    plan = (PlannedRepetition(bottom_deg=58.0), PlannedRepetition(bottom_deg=48.0))
    readings = take_measures(make_window(*plan, index=1))
    assert readings["range_of_motion_deg"].value == pytest.approx(53.0, abs=0.5)


def tell_metric_trunk(window: RepetitionWindow, gain: float) -> RepetitionWindow:
    """The same repetition with a metric trunk that leans `gain` times as far."""
    stretch = window.stretch
    lean_rad = gain * np.radians(window.signal("trunk_inclination_deg"))
    world_m = np.zeros_like(stretch.world_m)
    world_m[NEAR_ROWS["SHOULDER"], 0] = 0.5 * np.sin(lean_rad)
    world_m[NEAR_ROWS["SHOULDER"], 1] = 0.5 * np.cos(lean_rad)
    return replace(window, stretch=replace(stretch, world_m=world_m), _signals={})


def test_range_is_the_mean_of_the_picture_and_the_metric_skeleton(make_window: MakeWindow) -> None:
    window = make_window()
    alone_deg = take_measures(window)["range_of_motion_deg"].value
    both_deg = take_measures(tell_metric_trunk(window, 0.9))["range_of_motion_deg"].value
    assert both_deg == pytest.approx(0.95 * alone_deg, abs=0.1)


@pytest.mark.parametrize("yaw_deg", [-25.0, -10.0, 10.0, 25.0])
def test_the_camera_off_the_side_does_not_shorten_the_range(make_window: MakeWindow, yaw_deg: float) -> None:
    readings = take_measures(make_window(camera=Camera(yaw_deg=yaw_deg)))
    assert readings["range_of_motion_deg"].value == pytest.approx(58.0, abs=0.7)


def test_without_a_neutral_position_nothing_is_relative_to_it(make_window: MakeWindow) -> None:
    unknown = SetReference(NeutralKind.UNKNOWN, nan, nan, nan, nan)
    relative = take_relative_measures(take_measures(make_window()), unknown)
    for name in ("start_angle_deg", "top_angle_deg", "lean_back_deg"):
        assert "neutral position" in (relative[name].reason or "")
    assert relative["range_share_pct"].reason == "the usual range is known after three repetitions"


def test_a_top_that_was_not_seen_has_no_angle_and_no_range(make_window: MakeWindow) -> None:
    readings = take_measures(make_window(camera=Camera(gaps_s=((2.5, 4.2),))))
    assert readings["top_trunk_deg"].reason is not None
    assert readings["range_of_motion_deg"].reason is not None


def test_one_bottom_is_enough_for_the_range(make_window: MakeWindow) -> None:
    readings = take_measures(make_window(camera=Camera(gaps_s=((0.0, 1.1),))))
    assert readings["start_trunk_deg"].reason == "the trunk was not seen at the bottom"
    assert readings["range_of_motion_deg"].value == pytest.approx(58.0, abs=1.0)
