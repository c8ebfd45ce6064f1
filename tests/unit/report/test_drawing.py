"""Lines land where the points are, on the side that is seen."""

import numpy as np
import pytest

from cleanrep.model.keypoints import Keypoint
from cleanrep.model.samples import Pose
from cleanrep.report.drawing import AMBER, NEAR, RED, Canvas, Color, draw_skeleton, draw_trunk_angle
from cleanrep.report.posed_frame import Side


def make_canvas(scale: float = 1.0) -> Canvas:
    return Canvas(np.full((round(240 * scale), round(320 * scale), 3), 90, np.uint8), scale, 240)


def has_color(canvas: Canvas, color: Color) -> bool:
    return bool((canvas.image == np.array(color)).all(axis=2).any())


def find_color(canvas: Canvas, color: Color) -> np.ndarray:
    return np.argwhere((canvas.image == np.array(color)).all(axis=2))


def test_y_up_becomes_y_down() -> None:
    canvas = Canvas(np.zeros((100, 100, 3), np.uint8), 0.5, 200, left_px=20, top_px=40)
    assert canvas.place(np.array([[20.0, 160.0], [30.0, 150.0]])).tolist() == [[0.0, 0.0], [5.0, 5.0]]


@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_near_leg_is_drawn_between_hip_and_ankle(pose: Pose, scale: float) -> None:
    canvas = make_canvas(scale)
    draw_skeleton(canvas, pose, "left")
    rows = find_color(canvas, NEAR)[:, 0] / scale
    assert rows.min() == pytest.approx(240 * 0.1, abs=8)
    assert rows.max() == pytest.approx(240 * 0.9, abs=8)


def test_keypoints_not_seen_are_not_drawn(pose: Pose) -> None:
    points = pose.points_px.copy()
    points[:] = np.nan
    canvas = make_canvas()
    draw_skeleton(canvas, Pose.join(points, pose.visibility, pose.world_m), "left")
    assert (canvas.image == 90).all()


def test_keypoints_of_low_visibility_are_not_drawn(pose: Pose) -> None:
    canvas = make_canvas()
    draw_skeleton(canvas, Pose.join(pose.points_px, np.full(33, 0.1), pose.world_m), "left")
    assert (canvas.image == 90).all()


def test_points_far_outside_the_picture_do_no_harm(pose: Pose) -> None:
    points = pose.points_px.copy()
    points[Keypoint.LEFT_EAR] = 1e12, -1e12
    draw_skeleton(make_canvas(), Pose.join(points, pose.visibility, pose.world_m), "left")


def test_marked_part_has_its_color(pose: Pose) -> None:
    canvas = make_canvas()
    draw_skeleton(canvas, pose, "left", marks={"trunk": RED})
    assert has_color(canvas, RED)
    assert not has_color(canvas, AMBER)


@pytest.mark.parametrize(("side", "is_neutral_left"), [("left", True), ("right", False)])
def test_neutral_lies_in_front_of_a_trunk_that_leans_back(pose: Pose, *, side: Side, is_neutral_left: bool) -> None:
    # A lifter whose left side is seen faces left, so that forward is to the left.
    canvas = make_canvas()
    draw_trunk_angle(canvas, pose, side, angle_deg=-20.0, color=RED)
    hip_x = pose.points_px[Keypoint.LEFT_HIP if side == "left" else Keypoint.RIGHT_HIP, 0]
    dashes = np.argwhere((canvas.image > 160).all(axis=2))
    mean_x = float(dashes[:, 1].mean())
    assert (mean_x < hip_x - 3) == is_neutral_left
    assert (mean_x > hip_x + 3) != is_neutral_left


def test_angle_without_a_hip_is_not_drawn(pose: Pose) -> None:
    points = pose.points_px.copy()
    points[Keypoint.LEFT_HIP] = np.nan
    canvas = make_canvas()
    draw_trunk_angle(canvas, Pose.join(points, pose.visibility, pose.world_m), "left", angle_deg=-20.0, color=RED)
    assert (canvas.image == 90).all()
