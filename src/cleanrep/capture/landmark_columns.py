"""The table of a landmark log: its columns, and a sample as a row of them.

Decides names, types and order; files are left to ``landmark_log``. A change here is a new schema id.
"""

import numpy as np
import pyarrow as pa

from cleanrep.model.arrays import FloatArray
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


def pack_sample(sample: Sample) -> FloatArray:
    """Return a sample's values, (N_VALUES,) in the order of `VALUE_NAMES`; NaN where it has none."""
    values = np.full(N_VALUES, np.nan)
    if sample.pose is not None:
        values[:_CONTOUR] = sample.pose.values.ravel()
    if sample.contour is not None:
        values[_CONTOUR:_SCENE] = sample.contour.depth
    if sample.scene is not None:
        values[_SCENE:] = (sample.scene.roll_deg, sample.scene.shift_px)
    return values


def unpack_pose(values: FloatArray) -> Pose:
    """Return the pose of a row, the inverse of `pack_sample`."""
    return Pose(values[:_CONTOUR].reshape(N_KEYPOINTS, N_QUANTITIES).astype(np.float32))


def unpack_contour(values: FloatArray) -> DorsalContour:
    """Return the dorsal contour of a row, the inverse of `pack_sample`."""
    return DorsalContour(values[_CONTOUR:_SCENE].copy())


def unpack_scene(values: FloatArray) -> Scene:
    """Return the scene of a row, the inverse of `pack_sample`."""
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
