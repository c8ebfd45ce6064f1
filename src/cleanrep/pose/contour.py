"""The back's edge in the silhouette, as depths behind the line from the near hip to the near shoulder.

Decides which side is near, where the edge is and where it cannot be told; what its shape means is left to
``geometry.contour_shape`` and the rules.
"""

import cv2
import numpy as np

from cleanrep.model.arrays import FloatArray
from cleanrep.model.keypoints import Keypoint
from cleanrep.model.samples import N_CONTOUR_STATIONS, DorsalContour
from cleanrep.pose.mediapipe_model import Detection, MaskArray
from cleanrep.pose.plausibility import compute_trunk_px

REACH = (-0.15, 0.75)
"""Depths that are looked at, trunk lengths behind the line. A back lies within; farther out it is a pad or an arm."""

N_DEPTHS = 91
EDGE = 0.5
MAX_STEP = 0.08
"""Neighbouring stations of a back differ by less, trunk lengths; an arm or the edge of a pad jumps."""

MIN_TRUNK_PX = 30.0
_FACING_MEMORY = 0.98


class ContourMeter:
    """Measures the contour in frame after frame; remembers which way the lifter faces."""

    def __init__(self) -> None:
        self._facing = 0.0

    def measure(self, detection: Detection) -> DorsalContour | None:
        """Return the contour, or None without a silhouette or when the person is too small for one."""
        self._facing = _FACING_MEMORY * self._facing + compute_facing(detection.points_px, detection.world_m)
        if detection.mask is None or compute_trunk_px(detection.points_px) < MIN_TRUNK_PX:
            return None
        faces_left = self._facing > 0.0
        hip, shoulder = (
            (Keypoint.LEFT_HIP, Keypoint.LEFT_SHOULDER) if faces_left else (Keypoint.RIGHT_HIP, Keypoint.RIGHT_SHOULDER)
        )
        depth = measure_depth(
            detection.mask,
            hip_px=detection.points_px[hip],
            shoulder_px=detection.points_px[shoulder],
            faces_left=faces_left,
        )
        return DorsalContour(depth.astype(np.float32).astype(np.float64))


def compute_facing(points_px: FloatArray, world_m: FloatArray) -> float:
    """Return which way the lifter faces when stood upright: towards 1 for left, towards -1 for right.

    Feet, face and the order in depth of the two sides vote; each is measured against the trunk or the shank, so that
    leaning does not matter. Positions have y down.
    """
    trunk = _between(
        points_px, (Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP), (Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER)
    )
    shank = _between(points_px, (Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE), (Keypoint.LEFT_KNEE, Keypoint.RIGHT_KNEE))
    face = _between(points_px, (Keypoint.LEFT_EAR, Keypoint.RIGHT_EAR), (Keypoint.NOSE,))
    feet = _between(
        points_px, (Keypoint.LEFT_HEEL, Keypoint.RIGHT_HEEL), (Keypoint.LEFT_FOOT_INDEX, Keypoint.RIGHT_FOOT_INDEX)
    )
    sides = (Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER), (Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP)
    # The near side has the smaller z; someone who faces left shows the left side.
    order = sum(np.sign(world_m[right, 2] - world_m[left, 2]) for left, right in sides)
    votes = np.sign(_cross(face, trunk)) + np.sign(_cross(feet, shank)) + 0.5 * order
    return float(votes / 3.0)


def _between(points: FloatArray, start: tuple[int, ...], end: tuple[int, ...]) -> FloatArray:
    return np.asarray(points[end, :].mean(axis=0) - points[start, :].mean(axis=0), dtype=np.float64)


def _cross(first: FloatArray, second: FloatArray) -> float:
    return float(first[0] * second[1] - first[1] * second[0])


def measure_depth(mask: MaskArray, *, hip_px: FloatArray, shoulder_px: FloatArray, faces_left: bool) -> FloatArray:
    """Return the depth of the silhouette's edge behind the hip-shoulder line, (N_CONTOUR_STATIONS,) trunk lengths.

    Parameters
    ----------
    mask : MaskArray
        (height, width) probability of the person.
    hip_px, shoulder_px : FloatArray
        (2,) near side, x right, y down.
    faces_left : bool
        Which way the lifter faces when stood upright.

    Notes
    -----
    The mask is sampled along the line's normal at each station; the edge is where it first falls through one half on
    the way out, interpolated. NaN where the body does not reach the line, where no edge lies within `REACH`, outside
    the picture, and where the edge jumps.
    """
    along = shoulder_px - hip_px
    # y is down: a quarter turn from the trunk's direction to its back.
    behind = np.array([-along[1], along[0]]) * (1.0 if faces_left else -1.0)
    depths = np.linspace(*REACH, N_DEPTHS)
    stations = np.linspace(0.0, 1.0, N_CONTOUR_STATIONS)
    grid = hip_px + stations[:, None, None] * along + depths[None, :, None] * behind
    inside = np.asarray(
        cv2.remap(
            mask,
            grid[..., 0].astype(np.float32),
            grid[..., 1].astype(np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=float("nan"),
        ),
        dtype=np.float64,
    )
    return _drop_jumps(_find_edges(inside, depths))


def _find_edges(inside: FloatArray, depths: FloatArray) -> FloatArray:
    """Return, per row of (stations, depths) probabilities, the depth at which they fall through `EDGE`."""
    is_in = inside >= EDGE
    first_in = is_in.argmax(axis=1)
    rows = np.arange(inside.shape[0])
    leaves = ~is_in & (np.arange(depths.size) > first_in[:, None])
    out = leaves.argmax(axis=1)
    before, after = inside[rows, out - 1], inside[rows, out]
    step = depths[1] - depths[0]
    edges = depths[out - 1] + step * (before - EDGE) / np.maximum(before - after, 1e-9)
    # The body must begin in front of the line or a little behind it, and end within reach and picture.
    is_seen = is_in.any(axis=1) & leaves.any(axis=1) & (depths[first_in] <= 0.1) & np.isfinite(after)
    return np.where(is_seen, edges, np.nan)


def _drop_jumps(depth: FloatArray) -> FloatArray:
    """Set to NaN the stations on both sides of a jump."""
    is_jump = np.abs(np.diff(depth)) > MAX_STEP
    is_bad = np.concatenate((is_jump, [False])) | np.concatenate(([False], is_jump))
    return np.where(is_bad, np.nan, depth)
