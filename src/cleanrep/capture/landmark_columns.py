"""The table of a landmark log: its columns, and a sample as a row of them.

Decides names, types and order; files are left to ``landmark_log``. A change here is a new schema id.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cleanrep.model.arrays import FloatArray, LandmarkArray
from cleanrep.model.keypoints import N_KEYPOINTS, Keypoint
from cleanrep.model.samples import (
    KEYPOINT_QUANTITIES,
    N_CONTOUR_STATIONS,
    N_QUANTITIES,
    DorsalContour,
    Pose,
    Sample,
    Scene,
)

SCHEMA_ID = "cleanrep.landmark-log/1"

MOMENT_FIELDS = (
    pa.field("frame", pa.int64(), nullable=False),
    pa.field("time_s", pa.float64(), nullable=False),
    pa.field("has_pose", pa.bool_(), nullable=False),
    pa.field("has_contour", pa.bool_(), nullable=False),
    pa.field("has_scene", pa.bool_(), nullable=False),
)
VALUE_NAMES = (
    *(f"{keypoint.name.lower()}_{quantity}" for keypoint in Keypoint for quantity in KEYPOINT_QUANTITIES),
    *(f"contour_depth_{station:02d}" for station in range(N_CONTOUR_STATIONS)),
    "scene_roll_deg",
    "scene_shift_px",
)
SCHEMA = pa.schema([*MOMENT_FIELDS, *(pa.field(name, pa.float32(), nullable=False) for name in VALUE_NAMES)])

N_VALUES = len(VALUE_NAMES)
_CONTOUR = N_KEYPOINTS * N_QUANTITIES
_SCENE = _CONTOUR + N_CONTOUR_STATIONS


def pack_samples(samples: Sequence[Sample]) -> LandmarkArray:
    """Return the values of n >= 1 samples, (n, N_VALUES) in the order of `VALUE_NAMES`; NaN where a sample has none.

    The values of a column lie side by side.
    """
    values = np.full((len(samples), N_VALUES), np.nan, dtype=np.float32, order="F")
    poses, contours, scenes = zip(*((sample.pose, sample.contour, sample.scene) for sample in samples), strict=True)
    _fill(values[:, :_CONTOUR], [None if pose is None else pose.values for pose in poses])
    _fill(values[:, _CONTOUR:_SCENE], [None if contour is None else contour.depth for contour in contours])
    _fill(values[:, _SCENE:], [None if scene is None else (scene.roll_deg, scene.shift_px) for scene in scenes])
    return values


def _fill(columns: LandmarkArray, rows: Sequence[npt.ArrayLike | None]) -> None:
    there = [row for row in rows if row is not None]
    if there:
        # Joined so, many small arrays are stacked in a fraction of the time that `numpy.stack` takes.
        columns[[row is not None for row in rows]] = np.concatenate(there).reshape(len(there), -1)


def unpack_pose(values: FloatArray) -> Pose:
    """Return the pose of a row, the inverse of `pack_samples`."""
    return Pose(values[:_CONTOUR].reshape(N_KEYPOINTS, N_QUANTITIES).astype(np.float32))


def unpack_contour(values: FloatArray) -> DorsalContour:
    """Return the dorsal contour of a row, the inverse of `pack_samples`."""
    return DorsalContour(values[_CONTOUR:_SCENE].copy())


def unpack_scene(values: FloatArray) -> Scene:
    """Return the scene of a row, the inverse of `pack_samples`."""
    return Scene(float(values[_SCENE]), float(values[_SCENE + 1]))


def find_bad_value(values: FloatArray) -> str | None:
    """Name the first column of ``(n, N_VALUES)`` `values` that holds what no measurement can be; None when all may be.

    NaN is allowed everywhere. Pixels are bounded by 1e6, metres by 100, visibilities by 0..1, depths by 10 trunk
    lengths, degrees by 180.
    """
    with np.errstate(invalid="ignore"):
        bad = (values < _LOWEST) | (values > _HIGHEST)
    columns = np.flatnonzero(bad.any(axis=0))
    return VALUE_NAMES[columns[0]] if columns.size else None


def _list_limits() -> tuple[FloatArray, FloatArray]:
    by_unit = {"_px": (-1e6, 1e6), "_m": (-100.0, 100.0), "_visibility": (0.0, 1.0), "_deg": (-180.0, 180.0)}
    limits = np.full((2, N_VALUES), 10.0)
    limits[0] = -10.0
    for column, name in enumerate(VALUE_NAMES):
        for ending, limit in by_unit.items():
            if name.endswith(ending):
                limits[:, column] = limit
    return limits[0], limits[1]


_LOWEST, _HIGHEST = _list_limits()
