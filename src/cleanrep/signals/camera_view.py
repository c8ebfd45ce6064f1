"""How the camera stands to the lifter: yaw off the side view, and the person's size in the picture."""

import numpy as np

from cleanrep.model.arrays import FloatArray
from cleanrep.model.keypoints import Keypoint
from cleanrep.model.samples import Pose


def compute_yaw_deg(world_m: FloatArray) -> FloatArray:
    """Turn of the camera off the exact side view, from the metric skeleton's shoulder line.

    Parameters
    ----------
    world_m : FloatArray
        (..., 33, 3) metres, z away from the camera.

    Returns
    -------
    FloatArray
        (...) degrees 0..90, 0 from the side, 90 from the front or the rear; NaN where not seen.
    """
    across = world_m[..., Keypoint.LEFT_SHOULDER, :] - world_m[..., Keypoint.RIGHT_SHOULDER, :]
    return np.degrees(np.arctan2(np.abs(across[..., 0]), np.abs(across[..., 2])))


def compute_person_height_px(pose: Pose) -> float:
    """Extent of the keypoints along the picture's vertical, pixels; NaN when nothing is seen."""
    heights = pose.points_px[:, 1]
    seen = heights[np.isfinite(heights)]
    return float(seen.max() - seen.min()) if seen.size else float("nan")
