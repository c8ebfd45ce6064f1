"""How the camera stands to the lifter: yaw off the side view, and the person's size in the picture.

From the exact side both shoulders cover each other, and both hips; the further the camera stands off the side, the
further they come apart across the picture. The metric skeleton of the pose model knows less about it: its shoulder
line turned by 0 to 27 degrees while the same rendered lifter leaned forward.
"""

import numpy as np

from cleanrep.model.arrays import FloatArray
from cleanrep.model.keypoints import Keypoint
from cleanrep.model.samples import Pose

SHOULDERS_PER_TRUNK = 0.75
"""Distance of the shoulder keypoints over the hip-to-shoulder length, from the front (rendered bodies)."""
HIPS_PER_TRUNK = 0.45
"""Distance of the hip keypoints over the hip-to-shoulder length, from the front (rendered bodies)."""


def compute_yaw_deg(points_px: FloatArray) -> float:
    """Turn of the camera off the exact side view.

    Parameters
    ----------
    points_px : FloatArray
        (n, 33, 2) positions over a moment in which the trunk is as upright as it gets; NaN = not seen.

    Returns
    -------
    float
        Degrees -90..90, 0 from the side; + when the left shoulder lies to the right of the right one in the given
        coordinates. About 5 deg standard uncertainty. NaN when not seen.
    """
    shoulders = points_px[:, Keypoint.LEFT_SHOULDER] - points_px[:, Keypoint.RIGHT_SHOULDER]
    hips = points_px[:, Keypoint.LEFT_HIP] - points_px[:, Keypoint.RIGHT_HIP]
    trunk = points_px[:, [Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER]].mean(axis=1)
    trunk = trunk - points_px[:, [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]].mean(axis=1)
    length = np.hypot(trunk[:, 0], trunk[:, 1])
    share = (shoulders[:, 0] / SHOULDERS_PER_TRUNK + hips[:, 0] / HIPS_PER_TRUNK) / (2.0 * length)
    seen = share[np.isfinite(share)]
    if seen.size == 0:
        return float("nan")
    return float(np.degrees(np.arcsin(np.clip(np.median(seen), -1.0, 1.0))))


def compute_person_height_px(pose: Pose) -> float:
    """Extent of the keypoints along the picture's vertical, pixels; NaN when nothing is seen."""
    heights = pose.points_px[:, 1]
    seen = heights[np.isfinite(heights)]
    return float(seen.max() - seen.min()) if seen.size else float("nan")
