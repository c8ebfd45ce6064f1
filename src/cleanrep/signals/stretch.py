"""A stretch of samples as arrays, with the person mirrored to face +x and one side chosen as near."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cleanrep.model.arrays import FloatArray
from cleanrep.model.keypoints import N_KEYPOINTS, Keypoint
from cleanrep.model.samples import N_CONTOUR_STATIONS, N_QUANTITIES, DorsalContour, Pose, Sample

MIN_VISIBILITY = 0.3
"""Below this the pose model itself says that it did not see the keypoint (rear and blocked views: 0.02 to 0.15)."""

NEAR_PARTS = ("FOOT_INDEX", "HEEL", "ANKLE", "KNEE", "HIP", "SHOULDER", "EAR", "EYE")
"""What is looked at of the near side, in the order of its rows."""
FAR_PARTS = ("KNEE", "HIP", "SHOULDER")
"""What is looked at of the far side; its rows follow the near ones."""
NEAR_ROWS = {part: row for row, part in enumerate(NEAR_PARTS)}
FAR_ROWS = {part: row for row, part in enumerate(FAR_PARTS, start=len(NEAR_PARTS))}
N_ROWS = len(NEAR_ROWS) + len(FAR_ROWS)

_ACROSS = slice(0, 4, 3)
"""``x_px`` and ``world_x_m`` among the quantities of a keypoint."""
_NOBODY = Pose(np.full((N_KEYPOINTS, N_QUANTITIES), np.nan, dtype=np.float32))
_NO_CONTOUR = DorsalContour(np.full(N_CONTOUR_STATIONS, np.nan))


def _find_keypoints(near: str, far: str) -> list[int]:
    """The keypoint of each row."""
    sides = [(near, part) for part in NEAR_PARTS] + [(far, part) for part in FAR_PARTS]
    return [int(Keypoint[f"{side}_{part}"]) for side, part in sides]


_KEYPOINTS = {"LEFT": _find_keypoints("LEFT", "RIGHT"), "RIGHT": _find_keypoints("RIGHT", "LEFT")}


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Samples of one person over a stretch of time.

    Attributes
    ----------
    time_s : FloatArray
        (n,) increasing.
    frame : FloatArray
        (n,) frame numbers as float.
    points_px : FloatArray
        (N_ROWS, 2, n) keypoints that are looked at, by `NEAR_ROWS` and `FAR_ROWS`, mirrored so that the person faces
        +x, y up; NaN where not seen. The numbers of one axis of a keypoint lie side by side: so they are asked for.
    world_m : FloatArray
        (N_ROWS, 3, n) metres, mirrored the same way.
    contour_depth : FloatArray
        (n, N_CONTOUR_STATIONS) posterior edge in trunk lengths; NaN where not seen or not asked for.
    near : str
        ``LEFT`` or ``RIGHT``: side of the body towards the camera.
    """

    time_s: FloatArray
    frame: FloatArray
    points_px: FloatArray
    world_m: FloatArray
    contour_depth: FloatArray
    near: str

    def near_px(self, part: str) -> FloatArray:
        """(n, 2) positions of one of `NEAR_PARTS`, e.g. ``HIP``."""
        return self.points_px[NEAR_ROWS[part], :].T

    def near_m(self, part: str) -> FloatArray:
        """(n, 3) metric positions of one of `NEAR_PARTS`."""
        return self.world_m[NEAR_ROWS[part], :].T

    def far_px(self, part: str) -> FloatArray:
        """(n, 2) positions of one of `FAR_PARTS`."""
        return self.points_px[FAR_ROWS[part], :].T

    def __len__(self) -> int:
        return int(self.time_s.size)


def stack_samples(samples: Sequence[Sample], facing: int) -> Stretch:
    """Stack samples into arrays.

    Parameters
    ----------
    samples : Sequence[Sample]
        n >= 1 samples in order.
    facing : int
        +1 facing right in the picture, -1 left: mirrors x, and names the near side.
    """
    near = "RIGHT" if facing > 0 else "LEFT"
    by_quantity = _stack_poses(samples, _KEYPOINTS[near])
    is_hidden = ~(by_quantity[:, 2] >= MIN_VISIBILITY)
    for place_px in (by_quantity[:, 0], by_quantity[:, 1]):
        np.copyto(place_px, np.nan, where=is_hidden)
    if facing < 0:
        by_quantity[:, _ACROSS] *= -1.0
    return Stretch(
        time_s=np.array([sample.time_s for sample in samples]),
        frame=np.array([sample.frame for sample in samples], dtype=np.float64),
        points_px=by_quantity[:, 0:2],
        world_m=by_quantity[:, 3:6],
        contour_depth=_stack_contours(samples),
        near=near,
    )


def _stack_poses(samples: Sequence[Sample], keypoints: list[int]) -> FloatArray:
    """(k, 6, n) numbers of k keypoints in n poses."""
    joined = _join([(sample.pose or _NOBODY).values for sample in samples])
    poses = np.frombuffer(joined, dtype=np.float32).reshape(-1, N_KEYPOINTS, N_QUANTITIES)
    rows = poses.take(keypoints, axis=1).reshape(len(samples), -1)
    return rows.T.astype(np.float64, order="C").reshape(len(keypoints), N_QUANTITIES, -1)


def _stack_contours(samples: Sequence[Sample]) -> FloatArray:
    """(n, N_CONTOUR_STATIONS) depths."""
    joined = _join([(sample.contour or _NO_CONTOUR).depth for sample in samples])
    return np.frombuffer(joined, dtype=np.float64).reshape(-1, N_CONTOUR_STATIONS)


def _join(arrays: list[Any]) -> bytes:
    """The numbers of many small arrays one after the other, in a quarter of the time of `numpy.concatenate`."""
    return b"".join(arrays)
