from dataclasses import replace

import numpy as np

from cleanrep.model.keypoints import Keypoint
from cleanrep.model.samples import N_CONTOUR_STATIONS, DorsalContour, Pose, Sample
from cleanrep.signals.stretch import FAR_PARTS, NEAR_PARTS, stack_samples
from cleanrep.testing import Camera, make_samples


def test_both_sides_of_a_body_look_alike_once_mirrored() -> None:
    left = stack_samples(make_samples(1, camera=Camera(side="left")), -1)
    right = stack_samples(make_samples(1, camera=Camera(side="right")), 1)
    assert (left.near, right.near) == ("LEFT", "RIGHT")
    for part in NEAR_PARTS:
        trunk = [stretch.near_px(part) - stretch.near_px("HIP") for stretch in (left, right)]
        assert np.allclose(trunk[0], trunk[1])
    for part in FAR_PARTS:
        far = [stretch.far_px(part) - stretch.far_px("HIP") for stretch in (left, right)]
        assert np.allclose(far[0], far[1])


def test_a_keypoint_that_the_model_did_not_see_is_nan() -> None:
    sample = make_samples(1)[0]
    assert sample.pose is not None
    visibility = sample.pose.visibility.copy()
    visibility[Keypoint.LEFT_HIP] = 0.1
    pose = Pose.join(sample.pose.points_px, visibility, sample.pose.world_m)
    stretch = stack_samples([replace(sample, pose=pose)], -1)
    assert np.isnan(stretch.near_px("HIP")).all()
    assert np.isfinite(stretch.near_px("SHOULDER")).all()


def test_a_moment_without_anybody_keeps_its_place() -> None:
    samples = [*make_samples(1)[:2], Sample(5.0, 125, None)]
    stretch = stack_samples(samples, -1)
    assert len(stretch) == 3
    assert stretch.frame.tolist() == [0.0, 1.0, 125.0]
    assert np.isnan(stretch.points_px[..., 2]).all()
    assert np.isnan(stretch.contour_depth).all()


def test_a_contour_is_taken_over() -> None:
    depth = np.linspace(0.1, 0.2, N_CONTOUR_STATIONS)
    sample = replace(make_samples(1)[0], contour=DorsalContour(depth))
    assert np.array_equal(stack_samples([sample], -1).contour_depth[0], depth)
