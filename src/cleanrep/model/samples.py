"""What a source delivers: frames of a video, and samples with the pose found in them.

Image coordinates of a `Pose` are in pixels with x to the right and **y up** (flipped once, in ``pose``), the origin at
the lower left corner of the image.
"""

import struct
from dataclasses import dataclass
from typing import Any

import numpy as np

from cleanrep.model.arrays import FloatArray, ImageArray, LandmarkArray
from cleanrep.model.keypoints import N_KEYPOINTS, Keypoint

KEYPOINT_QUANTITIES = ("x_px", "y_px", "visibility", "world_x_m", "world_y_m", "world_z_m")
"""What is told of a keypoint, in the order of the columns of `Pose.values`."""
N_QUANTITIES = len(KEYPOINT_QUANTITIES)
N_CONTOUR_STATIONS = 25
"""Stations of a `DorsalContour`, hip and shoulder included."""


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of the upright image, pixels: x to the right and **y down** from the upper left corner."""

    x_px: int
    y_px: int
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One decoded image of a source.

    Attributes
    ----------
    index : int
        0-based position in the source, counted from the source's first decoded frame.
    time_s : float
        Seconds from the source's first frame, by the source's own clock.
    rgb : ImageArray
        (height, width, 3) uint8, upright (rotation metadata applied). A source may deliver large pictures reduced.
    source_size_px : tuple[int, int] or None
        Width and height of the upright picture in the source, which poses and regions are measured in; None: those of
        `rgb`.
    region : Region or None
        Part of the picture to look for the lifter in, in the source's pixels; None: all of it.
    """

    index: int
    time_s: float
    rgb: ImageArray
    source_size_px: tuple[int, int] | None = None
    region: Region | None = None

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height that poses and regions of this frame are measured in."""
        height_px, width_px = self.rgb.shape[:2]
        return self.source_size_px or (width_px, height_px)


_POSE_DTYPE, _CONTOUR_DTYPE = np.dtype(np.float32), np.dtype(np.float64)


def _expect_numbers(numbers: LandmarkArray | FloatArray, dtype: "np.dtype[Any]", shape: tuple[int, ...]) -> None:
    if numbers.dtype != dtype or numbers.shape != shape or not numbers.flags.c_contiguous:
        raise ValueError(f"expected {dtype} numbers of shape {shape} in C order, got {numbers.dtype} {numbers.shape}")


TrunkPoints = tuple[float, float, float, float, float, float, float, float, float, float, float, float]
"""x, y (pixels, y up) and visibility of the left shoulder, the right one, the left hip and the right one, in a row."""


_TRUNK_KEYPOINTS = {Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER, Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP}
_TRUNK = struct.Struct("=" + "".join("3f12x" if keypoint in _TRUNK_KEYPOINTS else "24x" for keypoint in Keypoint))
"""Where the trunk's points lie in `Pose.values`: a keypoint takes six numbers of four bytes."""


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """Keypoints of one person in one frame.

    Attributes
    ----------
    values : LandmarkArray
        (33, 6) a row for each keypoint, its columns as in `KEYPOINT_QUANTITIES`. One array, because a stream makes and
        stacks a pose for every frame.

    Raises
    ------
    ValueError
        When the numbers have another type, shape or order in memory: readers of their bytes would take them for others.
    """

    values: LandmarkArray

    def __post_init__(self) -> None:
        _expect_numbers(self.values, _POSE_DTYPE, (N_KEYPOINTS, N_QUANTITIES))

    @classmethod
    def join(cls, points_px: FloatArray, visibility: FloatArray, world_m: FloatArray) -> "Pose":
        """Make a pose of its (33, 2), (33,) and (33, 3) parts, which are copied and rounded to float32."""
        return cls(np.column_stack((points_px, visibility, world_m)).astype(np.float32, order="C"))

    @property
    def points_px(self) -> FloatArray:
        """(33, 2) x right, y up, pixels; NaN rows are not seen. These three are copies, to calculate with."""
        return self.values[:, 0:2].astype(np.float64)

    @property
    def visibility(self) -> FloatArray:
        """(33,) 0..1 as the pose model reports it. It does not notice a hip hidden by a machine."""
        return self.values[:, 2].astype(np.float64)

    @property
    def world_m(self) -> FloatArray:
        """(33, 3) metres about the mid-hip: x right, y up, z away from the camera; NaN where the model gives none."""
        return self.values[:, 3:6].astype(np.float64)

    def read_trunk(self) -> TrunkPoints:
        """Shoulders and hips as plain floats, read at once: a stream asks for them with every sample."""
        return _TRUNK.unpack(self.values)  # type: ignore[arg-type] # a buffer, as numpy's types say from Python 3.12 on


@dataclass(frozen=True, slots=True, eq=False)
class DorsalContour:
    """Posterior edge of the silhouette along the near hip-to-shoulder line.

    Attributes
    ----------
    depth : FloatArray
        (N_CONTOUR_STATIONS,) distance from the hip-shoulder line to the posterior edge, in trunk lengths (+ behind
        the line), at stations evenly spaced from the hip (0) to the shoulder (1); NaN where no edge is visible.

    Raises
    ------
    ValueError
        When the numbers have another type, shape or order in memory, as with a `Pose`.
    """

    depth: FloatArray

    def __post_init__(self) -> None:
        _expect_numbers(self.depth, _CONTOUR_DTYPE, (N_CONTOUR_STATIONS,))


@dataclass(frozen=True, slots=True)
class Scene:
    """What the background tells about the camera; measured about once a second, else absent from the sample.

    Attributes
    ----------
    roll_deg : float
        Lean of the picture's vertical edges, + = clockwise; NaN when no vertical edge stands out.
    shift_px : float
        Displacement of the background since the last measurement, pixels; NaN when it cannot be told.
    """

    roll_deg: float
    shift_px: float


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One moment of a recording, ready for the engine.

    Attributes
    ----------
    time_s : float
        Seconds from the first frame, by the source's clock; strictly increasing within a recording.
    frame : int
        0-based index of the frame in its source.
    pose : Pose or None
        None: nobody seen, or the pose model had not settled yet.
    contour : DorsalContour or None
        None: not asked for, or no silhouette.
    scene : Scene or None
        None: not measured in this frame.
    """

    time_s: float
    frame: int
    pose: Pose | None
    contour: DorsalContour | None = None
    scene: Scene | None = None


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """Where samples come from.

    Attributes
    ----------
    kind : str
        ``video``, ``landmarks`` (a landmark log) or ``live``.
    name : str
        File name without its folder, or the name of the camera.
    sha256 : str or None
        Of the original recording's bytes; None for a live source.
    width_px, height_px : int
        Size of the upright image.
    frame_rate_hz : float
        Median frame rate by the time stamps.
    notes : tuple[str, ...]
        What a reader of the report must know: cut short, time stamps rebuilt.
    """

    kind: str
    name: str
    sha256: str | None
    width_px: int
    height_px: int
    frame_rate_hz: float
    duration_s: float
    n_frames: int
    n_frames_with_pose: int
    notes: tuple[str, ...] = ()
