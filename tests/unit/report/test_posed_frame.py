"""Frames and poses find each other."""

import numpy as np

from cleanrep.model.samples import Frame, Pose, Sample
from cleanrep.report.posed_frame import name_side, pair_poses

IMAGE = np.zeros((2, 2, 3), np.uint8)


def frames(*indices: int, rate_hz: float = 10.0) -> list[Frame]:
    return [Frame(i, i / rate_hz, IMAGE) for i in indices]


def test_each_frame_gets_the_pose_of_its_sample(pose: Pose) -> None:
    samples = [Sample(0.0, 0, None), Sample(0.1, 1, pose)]
    assert [p.pose for p in pair_poses(frames(0, 1), samples, "left")] == [None, pose]


def test_pose_is_shown_for_a_moment_where_samples_are_sparse(pose: Pose) -> None:
    posed = list(pair_poses(frames(0, 1, 2, 3, 4), [Sample(0.0, 0, pose)], None))
    assert [p.pose is pose for p in posed] == [True, True, True, False, False]


def test_frames_that_start_later_skip_earlier_samples(pose: Pose) -> None:
    samples = [Sample(0.0, 0, None), Sample(0.1, 1, None), Sample(0.2, 2, pose)]
    assert next(pair_poses(frames(2), samples, None)).pose is pose


def test_frames_without_samples_have_no_pose() -> None:
    assert [p.pose for p in pair_poses(frames(0, 1), [], None)] == [None, None]


def test_unknown_side_is_none() -> None:
    assert [name_side(side) for side in ("left", "right", None, "front")] == ["left", "right", None, None]
