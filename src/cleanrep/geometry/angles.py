"""Angles of body lines in the sagittal plane, from keypoints in pixels with y up."""

import numpy as np

from cleanrep.model.arrays import FloatArray


def compute_inclination_deg(lower_px: FloatArray, upper_px: FloatArray) -> FloatArray:
    """Inclination of the line from a lower to an upper point, from vertical.

    Parameters
    ----------
    lower_px, upper_px : FloatArray
        (..., 2) x and y, y up, person mirrored to face +x.

    Returns
    -------
    FloatArray
        (...) degrees in (-180, 180], 0 upright, + leaning forward (+x); NaN where a point is NaN.
    """
    delta = upper_px - lower_px
    inclination: FloatArray = np.degrees(np.arctan2(delta[..., 0], delta[..., 1]))
    return inclination


def compute_joint_angle_deg(first_px: FloatArray, joint_px: FloatArray, last_px: FloatArray) -> FloatArray:
    """Inner angle at a joint.

    Returns
    -------
    FloatArray
        (...) degrees in [0, 180], 180 straight; NaN where a point is NaN.
    """
    towards_first, towards_last = first_px - joint_px, last_px - joint_px
    cross = towards_first[..., 0] * towards_last[..., 1] - towards_first[..., 1] * towards_last[..., 0]
    dot = (towards_first * towards_last).sum(axis=-1)
    angle: FloatArray = np.degrees(np.abs(np.arctan2(cross, dot)))
    return angle


def unwrap_deg(angle_deg: FloatArray) -> FloatArray:
    """Remove jumps of 360 degrees along the first axis; NaN samples are stepped over.

    Parameters
    ----------
    angle_deg : FloatArray
        (n,) degrees.

    Returns
    -------
    FloatArray
        (n,) degrees; the input itself where nothing jumps.
    """
    # Most stretches never come near half a turn; a NaN makes the extremes NaN.
    if angle_deg.size and angle_deg.item(angle_deg.argmax()) - angle_deg.item(angle_deg.argmin()) <= 180.0:
        return angle_deg
    unwrapped = angle_deg.copy()
    seen = np.isfinite(angle_deg)
    unwrapped[seen] = np.unwrap(angle_deg[seen], period=360.0)
    return unwrapped
