from __future__ import annotations

import cv2
import numpy as np
import pytest

from cleanrep.geometry.contour_shape import contour_turning_deg
from cleanrep.model.arrays import FloatArray
from cleanrep.model.keypoints import Keypoint
from cleanrep.pose.contour import ContourMeter, compute_facing, measure_depth
from cleanrep.pose.mediapipe_model import Detection, MaskArray

HIP = np.array([200.0, 300.0])
SHOULDER = np.array([200.0, 140.0])


def draw_trunk(half_width: FloatArray) -> MaskArray:
    """Upright trunk around x = 200 from y = 100 to 340; `half_width` px per station from hip to shoulder."""
    rows = np.interp(np.arange(100, 341), np.linspace(140, 300, 25), half_width[::-1])
    mask = np.zeros((400, 400), dtype=np.float32)
    for row, width in zip(range(100, 341), rows, strict=True):
        mask[row, int(200 - round(width)) : int(200 + round(width)) + 1] = 1.0
    return mask


@pytest.mark.parametrize("faces_left", [True, False])
def test_depth_is_the_distance_to_the_edge(faces_left: bool) -> None:
    depth = measure_depth(draw_trunk(np.full(25, 40.0)), hip_px=HIP, shoulder_px=SHOULDER, faces_left=faces_left)
    np.testing.assert_allclose(depth, 40.5 / 160, atol=0.01)


@pytest.mark.parametrize("angle_deg", [-150.0, -60.0, 20.0, 90.0])
def test_leaning_does_not_matter(angle_deg: float) -> None:
    half_width = 40.0 + 15.0 * np.sin(np.linspace(0.0, np.pi, 25))
    mask = draw_trunk(half_width)
    turn = cv2.getRotationMatrix2D((200, 220), angle_deg, 1.0)
    turned = np.asarray(cv2.warpAffine(mask, turn, (400, 400)), dtype=np.float32)
    hip, shoulder = (turn[:, :2] @ point + turn[:, 2] for point in (HIP, SHOULDER))
    depth = measure_depth(turned, hip_px=hip, shoulder_px=shoulder, faces_left=True)
    np.testing.assert_allclose(depth, (half_width + 0.5) / 160, atol=0.015)


def test_round_back_reads_rounder_than_a_hollow_one() -> None:
    bulge = np.sin(np.linspace(0.0, np.pi, 25) / 0.58)
    bulge[15:] = 0.0
    round_back, hollow_back = (
        measure_depth(draw_trunk(45.0 + sign * 10.0 * bulge), hip_px=HIP, shoulder_px=SHOULDER, faces_left=True)
        for sign in (1.0, -1.0)
    )
    assert contour_turning_deg(round_back) > 15.0
    assert contour_turning_deg(hollow_back) < -15.0


def test_arm_behind_the_back_is_not_taken_for_it() -> None:
    half_width = np.full(25, 40.0)
    half_width[10:15] = 80.0
    depth = measure_depth(draw_trunk(half_width), hip_px=HIP, shoulder_px=SHOULDER, faces_left=True)
    assert np.isnan(depth[[9, 15]]).all()


def test_edge_outside_the_picture_is_not_seen() -> None:
    mask = draw_trunk(np.full(25, 40.0))[:, :230]
    depth = measure_depth(np.ascontiguousarray(mask), hip_px=HIP, shoulder_px=SHOULDER, faces_left=True)
    assert np.isnan(depth).all()


def test_empty_silhouette_shows_no_edge() -> None:
    mask = np.zeros((400, 400), dtype=np.float32)
    assert np.isnan(measure_depth(mask, hip_px=HIP, shoulder_px=SHOULDER, faces_left=True)).all()


def make_person(lean_deg: float, *, faces_left: bool) -> tuple[FloatArray, FloatArray]:
    """Points (y down) and world of a person who bends forward by `lean_deg` from upright."""
    sign = -1.0 if faces_left else 1.0
    points = np.full((33, 2), 200.0)
    lean = np.radians(lean_deg)
    along = np.array([sign * np.sin(lean), -np.cos(lean)])
    ahead = np.array([sign * np.cos(lean), np.sin(lean)])
    hip = np.array([200.0, 250.0])
    points[[Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]] = hip
    points[[Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER]] = hip + 100 * along
    points[[Keypoint.LEFT_EAR, Keypoint.RIGHT_EAR]] = hip + 130 * along
    points[Keypoint.NOSE] = hip + 130 * along + 15 * ahead
    points[[Keypoint.LEFT_KNEE, Keypoint.RIGHT_KNEE]] = (200.0, 320.0)
    points[[Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE, Keypoint.LEFT_HEEL, Keypoint.RIGHT_HEEL]] = (200.0, 400.0)
    points[[Keypoint.LEFT_FOOT_INDEX, Keypoint.RIGHT_FOOT_INDEX]] = (200.0 + sign * 30.0, 400.0)
    world = np.zeros((33, 3))
    left, right = [Keypoint.LEFT_SHOULDER, Keypoint.LEFT_HIP], [Keypoint.RIGHT_SHOULDER, Keypoint.RIGHT_HIP]
    world[left if faces_left else right, 2] = -0.1
    world[right if faces_left else left, 2] = 0.1
    return points, world


@pytest.mark.parametrize("faces_left", [True, False])
@pytest.mark.parametrize("lean_deg", [-20.0, 0.0, 60.0, 120.0, 160.0])
def test_facing_does_not_depend_on_how_far_the_trunk_is_bent(lean_deg: float, faces_left: bool) -> None:
    assert compute_facing(*make_person(lean_deg, faces_left=faces_left)) == pytest.approx(1.0 if faces_left else -1.0)


def test_near_side_is_kept_through_a_few_odd_frames() -> None:
    meter = ContourMeter()
    mask = draw_trunk(np.full(25, 40.0))
    visibility = np.ones(33)
    points, world = make_person(0.0, faces_left=True)
    before = meter.measure(Detection(points, visibility, world, mask))
    for _ in range(20):
        meter.measure(Detection(points, visibility, world, mask))
    odd = make_person(0.0, faces_left=False)
    for _ in range(5):
        meter.measure(Detection(odd[0], visibility, odd[1], mask))
    after = meter.measure(Detection(points, visibility, world, mask))
    assert before is not None
    assert after is not None
    np.testing.assert_array_equal(before.depth, after.depth)


def test_without_a_silhouette_there_is_no_contour() -> None:
    points, world = make_person(0.0, faces_left=True)
    assert ContourMeter().measure(Detection(points, np.ones(33), world, None)) is None
