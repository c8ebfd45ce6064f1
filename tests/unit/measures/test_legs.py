from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from cleanrep.measures.registry import take_measures
from cleanrep.measures.window import RepetitionWindow
from cleanrep.signals.stretch import NEAR_ROWS
from cleanrep.testing import SEATED, Camera

MakeWindow = Callable[..., RepetitionWindow]
NAMES = ("leg_line_deg", "leg_motion_deg", "knee_angle_deg")


def move_knee(window: RepetitionWindow, across_px: np.ndarray) -> RepetitionWindow:
    """Shift the near knee across the picture, sample by sample."""
    points_px = window.stretch.points_px.copy()
    points_px[NEAR_ROWS["KNEE"], 0] += across_px
    return replace(window, stretch=replace(window.stretch, points_px=points_px), _signals={})


def test_legs_are_read_and_stand_still(make_window: MakeWindow) -> None:
    readings = take_measures(make_window(lifter=SEATED, camera=Camera(noise_deg=0.3)))
    assert readings["leg_line_deg"].value == pytest.approx(SEATED.thigh_deg, abs=0.3)
    assert readings["knee_angle_deg"].value == pytest.approx(SEATED.knee_deg, abs=0.3)
    assert readings["leg_motion_deg"].value < 2.0


def test_legs_that_bend_are_seen_to_move(make_window: MakeWindow) -> None:
    window = make_window()
    times = window.fit.times
    phase = np.clip((window.stretch.time_s - times.start_s) / (times.end_s - times.start_s), 0.0, 1.0)
    bent = move_knee(window, 80.0 * np.sin(np.pi * phase))
    turned_deg = float(np.ptp(bent.signal("thigh_inclination_deg")))
    assert 0.85 * turned_deg < take_measures(bent)["leg_motion_deg"].value < turned_deg


def test_a_knee_that_jumps_about_tells_nothing_of_the_legs(make_window: MakeWindow) -> None:
    window = make_window()
    jumping_px = 60.0 * (-1.0) ** np.arange(len(window.stretch))
    readings = take_measures(move_knee(window, jumping_px))
    assert {readings[name].reason for name in NAMES} == {
        "the track of the legs was unsteady: something may hide the hip or the knee"
    }


def test_legs_that_were_not_seen_are_not_measured(make_window: MakeWindow) -> None:
    readings = take_measures(move_knee(make_window(), np.array(np.nan)))
    assert readings["leg_line_deg"].reason == "the thigh was not seen"
    assert readings["leg_motion_deg"].reason == "the thigh was not seen"
    assert readings["knee_angle_deg"].reason == "the knee was not seen"
