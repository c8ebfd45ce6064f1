from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import numpy as np
import pytest

from cleanrep.measures.registry import take_measures
from cleanrep.measures.window import RepetitionWindow
from cleanrep.model.arrays import FloatArray
from cleanrep.signals.stretch import NEAR_ROWS
from cleanrep.testing import Camera

MakeWindow = Callable[..., RepetitionWindow]


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("yaw_deg", [-25.0, 0.0, 12.0, 25.0])
def test_yaw_is_positive_when_the_near_shoulder_stands_ahead(
    make_window: MakeWindow, side: Literal["left", "right"], yaw_deg: float
) -> None:
    reading = take_measures(make_window(camera=Camera(side=side, yaw_deg=yaw_deg)))["camera_yaw_deg"]
    assert reading.value == pytest.approx(yaw_deg, abs=3.0)


@pytest.mark.parametrize("yaw_deg", [-60.0, -40.0, 40.0, 60.0])
def test_a_trunk_that_leans_towards_a_camera_far_off_the_side_or_away_reads_no_other_yaw(
    make_window: MakeWindow, yaw_deg: float
) -> None:
    reading = take_measures(make_window(camera=Camera(yaw_deg=yaw_deg)))["camera_yaw_deg"]
    assert reading.value == pytest.approx(yaw_deg, abs=3.0)


def part_sides(window: RepetitionWindow, *, top_px: float, elsewhere_px: float) -> RepetitionWindow:
    """Move the left side across the picture while the trunk is up, and the rest of the time."""
    points_px: FloatArray = window.stretch.points_px.copy()
    is_up = np.abs(window.stretch.time_s - (window.fit.times.top_start_s + window.fit.times.top_end_s) / 2) < 0.3
    for part, share in (("SHOULDER", 0.75), ("HIP", 0.45), ("KNEE", 0.45)):
        points_px[NEAR_ROWS[part], 0] += share * np.where(is_up, top_px, elsewhere_px)
    return replace(window, stretch=replace(window.stretch, points_px=points_px))


def test_the_top_alone_does_not_decide(make_window: MakeWindow) -> None:
    parted = part_sides(make_window(camera=Camera(yaw_deg=12.0)), top_px=40.0, elsewhere_px=0.0)
    assert take_measures(parted)["camera_yaw_deg"].value == pytest.approx(12.0, abs=3.0)


def test_sides_that_are_apart_for_most_of_a_repetition_are_a_camera_off_the_side(make_window: MakeWindow) -> None:
    parted = part_sides(make_window(), top_px=0.0, elsewhere_px=50.0)
    assert abs(take_measures(parted)["camera_yaw_deg"].value) > 20.0


def test_sides_that_are_mistaken_for_each_other_do_not_hide_a_view_from_behind(make_window: MakeWindow) -> None:
    parted = part_sides(make_window(), top_px=80.0, elsewhere_px=-20.0)
    assert abs(take_measures(parted)["camera_yaw_deg"].value) > 40.0


def test_yaw_of_a_top_that_was_not_seen_is_not_measured(make_window: MakeWindow) -> None:
    reading = take_measures(make_window(camera=Camera(gaps_s=((2.5, 4.2),))))["camera_yaw_deg"]
    assert reading.reason is not None
