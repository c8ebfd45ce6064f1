"""The joints on which measured and true landmarks are compared, in a frame that is the same for every set.

The lifter is mirrored to face +x with the near side as the LEFT one; y points up; lengths are in trunk lengths.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from cleanrep.model.arrays import FloatArray
from cleanrep.model.keypoints import N_KEYPOINTS, Keypoint
from cleanrep.model.samples import Sample
from cleanrep.testing.body import swap_sides

TRUE_PARTS = {
    "near_shoulder": Keypoint.LEFT_SHOULDER,
    "near_hip": Keypoint.LEFT_HIP,
    "near_knee": Keypoint.LEFT_KNEE,
    "near_ankle": Keypoint.LEFT_ANKLE,
    "far_shoulder": Keypoint.RIGHT_SHOULDER,
    "far_hip": Keypoint.RIGHT_HIP,
    "far_knee": Keypoint.RIGHT_KNEE,
}
"""Parts whose true joint centre is known."""
STILL_PARTS = {"near_heel": Keypoint.LEFT_HEEL, "near_toe": Keypoint.LEFT_FOOT_INDEX}
"""Parts without a true centre, which stand still on the platform."""
PARTS = TRUE_PARTS | STILL_PARTS


@dataclass(frozen=True, slots=True, eq=False)
class SeenJoints:
    """Measured keypoints of a recording.

    Attributes
    ----------
    time_s : FloatArray
        (n,).
    points_px : FloatArray
        (n, 33, 2) mirrored to face +x, near side as LEFT, y up; NaN where there is no pose.
    visibility : FloatArray
        (n, 33); 0 where there is no pose.
    """

    time_s: FloatArray
    points_px: FloatArray
    visibility: FloatArray


def gather_joints(samples: Iterable[Sample], near: str) -> SeenJoints:
    """Stack the samples of a recording whose near side is known.

    Parameters
    ----------
    near : str
        ``left`` or ``right``: the side of the body towards the camera.
    """
    listed = list(samples)
    points = np.full((len(listed), N_KEYPOINTS, 2), np.nan)
    visibility = np.zeros((len(listed), N_KEYPOINTS))
    for row, sample in enumerate(listed):
        if sample.pose is not None:
            points[row], visibility[row] = sample.pose.points_px, sample.pose.visibility
    times = np.array([sample.time_s for sample in listed])
    return SeenJoints(times, mirror(points, near), _swap(visibility[:, :, None], near)[:, :, 0])


def mirror(points: FloatArray, near: str) -> FloatArray:
    """(n, 33, k) points of a lifter whose near side is given, facing +x with the near side as LEFT; its own inverse."""
    mirrored = _swap(points, near).copy()
    if near == "left":
        mirrored[:, :, 0] *= -1.0
    return mirrored


def _swap(points: FloatArray, near: str) -> FloatArray:
    return points if near == "left" else np.swapaxes(swap_sides(np.swapaxes(points, 0, 1)), 0, 1)
