from __future__ import annotations

import cv2
import numpy as np
import pytest

from cleanrep.model.arrays import FloatArray, ImageArray
from cleanrep.model.samples import Frame, Scene
from cleanrep.pose.scene import SceneMeter


def make_room(roll_deg: float = 0.0, shift_px: float = 0.0) -> ImageArray:
    """A wall with door frames and small marks, leaning clockwise by `roll_deg`, moved to the right by `shift_px`."""
    room = np.full((960, 1280, 3), 150, dtype=np.uint8)
    for x in (350, 420, 800, 950):
        cv2.rectangle(room, (x, 0), (x + 30, 959), (60, 70, 80), -1)
    marks = np.random.default_rng(5).integers(0, 960, (400, 2))
    for x, y in marks:
        cv2.circle(room, (int(x * 1.3), int(y)), 6, (220, 210, 200), -1)
    lean = cv2.getRotationMatrix2D((640, 480), -roll_deg, 1.0)
    lean[0, 2] += shift_px - 320
    lean[1, 2] -= 240
    return np.asarray(cv2.warpAffine(room, lean, (640, 480), flags=cv2.INTER_AREA), dtype=np.uint8)


def measure(pictures: list[ImageArray], points_px: FloatArray | None = None) -> list[Scene]:
    meter = SceneMeter()
    scenes = [meter.measure(Frame(index, float(index), rgb), points_px) for index, rgb in enumerate(pictures)]
    return [scene for scene in scenes if scene is not None]


@pytest.mark.parametrize("roll_deg", [-10.0, -4.0, 0.0, 2.5, 8.0])
def test_roll_is_that_of_the_door_frames(roll_deg: float) -> None:
    assert measure([make_room(roll_deg)])[0].roll_deg == pytest.approx(roll_deg, abs=0.6)


def test_picture_without_edges_has_no_roll_and_no_shift() -> None:
    blank = np.full((480, 640, 3), 128, dtype=np.uint8)
    scenes = measure([blank, blank])
    assert np.isnan([scenes[0].roll_deg, scenes[1].roll_deg, scenes[1].shift_px]).all()


def test_level_edges_tell_no_roll() -> None:
    rgb = np.full((480, 640, 3), 150, dtype=np.uint8)
    rgb[100:130] = 40
    assert np.isnan(measure([rgb])[0].roll_deg)


@pytest.mark.parametrize("shift_px", [0.0, 6.0, 30.0])
def test_shift_is_that_of_the_background(shift_px: float) -> None:
    scenes = measure([make_room(), make_room(shift_px=shift_px)])
    assert np.isnan(scenes[0].shift_px)
    assert scenes[1].shift_px == pytest.approx(shift_px, abs=1.5)


def test_moving_lifter_is_no_moving_camera() -> None:
    before, after = make_room(), make_room()
    before[150:400, 250:330] = 20
    after[150:400, 300:380] = 20
    points = np.array([[250.0, 150.0], [380.0, 400.0]] * 17)[:33]
    assert measure([before, after], points)[1].shift_px == pytest.approx(0.0, abs=0.5)


def test_positions_are_in_source_pixels() -> None:
    meter = SceneMeter()
    meter.measure(Frame(0, 0.0, make_room(), (1280, 960)), None)
    scene = meter.measure(Frame(1, 1.0, make_room(shift_px=6.0), (1280, 960)), None)
    assert scene is not None
    assert scene.shift_px == pytest.approx(12.0, abs=3.0)


def test_measured_about_once_a_second() -> None:
    meter = SceneMeter()
    room = make_room()
    measured = [index for index in range(60) if meter.measure(Frame(index, index / 25, room), None)]
    assert measured == [0, 25, 50]
