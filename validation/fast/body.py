"""True keypoints of a scripted set, for all of its frames at once."""

import numpy as np

from cleanrep.model.arrays import FloatArray
from cleanrep.model.keypoints import Keypoint
from cleanrep.testing.body import Lifter, place_keypoints, project

_FACE = [keypoint for keypoint in Keypoint if keypoint <= Keypoint.MOUTH_RIGHT]
_EAR_OF_FACE = [Keypoint.RIGHT_EAR if "RIGHT" in keypoint.name else Keypoint.LEFT_EAR for keypoint in _FACE]


def place_course(lifter: Lifter, trunk_deg: FloatArray, head_deg: FloatArray, *, yaw_deg: float) -> FloatArray:
    """Place a lifter's keypoints as a camera sees them.

    Parameters
    ----------
    trunk_deg, head_deg : FloatArray
        (n,) trunk from vertical, + forward; head against the trunk, + chin up, degrees.
    yaw_deg : float
        + when the near shoulder stands ahead of the far one.

    Returns
    -------
    FloatArray
        (n, 33, 2) trunk lengths from the mid-hip, facing +x, near side as LEFT, y up.
    """
    upright, forward, down = (place_keypoints(lifter, angle_deg) for angle_deg in (0.0, 90.0, 180.0))
    # Each keypoint goes round a circle or stands still, so three angles give all of them.
    still, cosine = (upright + down) / 2.0, (upright - down) / 2.0
    angle = np.radians(trunk_deg)[:, None, None]
    points = still + np.cos(angle) * cosine + np.sin(angle) * (forward - still)
    _nod(points, np.radians(head_deg))
    seen = project(points.reshape(-1, 3), yaw_deg)
    return np.asarray(seen.reshape(points.shape)[:, :, :2])


def _nod(points: FloatArray, head_rad: FloatArray) -> None:
    """Turn the face about the ears, + chin up."""
    ears = points[:, _EAR_OF_FACE, :2].copy()
    middle = (points[:, Keypoint.LEFT_EAR, :2] + points[:, Keypoint.RIGHT_EAR, :2]) / 2.0
    ears[:, [_FACE.index(Keypoint.NOSE)]] = middle[:, None]
    ahead, up = np.moveaxis(points[:, _FACE, :2] - ears, 2, 0)
    cosine, sine = np.cos(head_rad)[:, None], np.sin(head_rad)[:, None]
    points[:, _FACE, :2] = ears + np.stack([ahead * cosine - up * sine, up * cosine + ahead * sine], axis=2)
