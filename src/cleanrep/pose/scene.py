"""What the background tells about the camera: how it is rolled, and whether it moves.

Decides both from a small grey copy of a picture, about once a second, away from the lifter. What a rolled or moving
camera means is left to the view.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cleanrep.model.arrays import FloatArray, ImageArray
from cleanrep.model.samples import Frame, Scene

INTERVAL_S = 1.0
SIDE_PX = 320
"""Longer side of the grey copy."""

MAX_ROLL_DEG = 15.0
BIN_DEG = 0.5
MIN_COHERENCE = 0.9
MIN_EDGE_SHARE = 0.004
"""Share of the picture's pixels that must lie on upright edges of one lean."""

MIN_PEAK = 0.35
"""Share of all upright edges that must lie within 1 deg of the commonest lean."""

EDGE_LENGTH_PX = 31
"""Edges are averaged over so many rows of the grey copy: short ones cancel out."""

MIN_GRADIENT = 12.0
PERSON_MARGIN = 0.2
MIN_RESPONSE = 0.1
MIN_TEXTURE = 2.0

Grey = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """A grey copy, and where in it there is background (1) or the lifter (0)."""

    grey: Grey
    background: Grey


class SceneMeter:
    """Measures the scene about once a second; remembers the picture of the last measurement."""

    def __init__(self) -> None:
        self._next_s = -np.inf
        self._last: _Look | None = None

    def measure(self, frame: Frame, points_px: FloatArray | None) -> Scene | None:
        """Return roll and shift, or None between two measurements.

        Parameters
        ----------
        frame : Frame
        points_px : FloatArray or None
            (33, 2) keypoints of the lifter in the delivered image, y down; None when not seen.
        """
        if frame.time_s < self._next_s:
            return None
        self._next_s = frame.time_s + INTERVAL_S
        look = _take_look(frame.rgb, points_px)
        shift_px = np.nan if self._last is None else measure_shift_px(self._last, look)
        self._last = look
        scale = frame.size_px[0] / look.grey.shape[1]
        return Scene(
            roll_deg=float(np.float32(measure_roll_deg(look.grey, look.background))),
            shift_px=float(np.float32(shift_px * scale)),
        )


def _take_look(rgb: ImageArray, points_px: FloatArray | None) -> _Look:
    height_px, width_px = rgb.shape[:2]
    scale = SIDE_PX / max(height_px, width_px)
    size = (max(round(width_px * scale), 8), max(round(height_px * scale), 8))
    # Reduced first, as colour: the conversion then costs next to nothing.
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_LINEAR if scale > 0.5 else cv2.INTER_AREA)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), dtype=np.float32)
    background = np.ones(grey.shape, dtype=np.float32)
    if points_px is not None:
        (left, top), (right, bottom) = points_px.min(axis=0) * scale, points_px.max(axis=0) * scale
        margin = PERSON_MARGIN * max(right - left, bottom - top)
        rows = slice(max(int(top - margin), 0), max(int(bottom + margin), 0))
        columns = slice(max(int(left - margin), 0), max(int(right + margin), 0))
        background[rows, columns] = 0.0
    return _Look(grey, background)


def measure_roll_deg(grey: Grey, background: Grey) -> float:
    """Return the commonest lean of long upright edges, degrees, + = clockwise; NaN when none stands out.

    Notes
    -----
    Structure tensor of the gradient, averaged along the edge; a histogram of its orientation within 15 deg of
    upright, weighted with its strength; the mean within 1 deg of the peak.
    """
    smooth = cv2.GaussianBlur(grey, (0, 0), 1.0)
    dx = cv2.Scharr(smooth, cv2.CV_32F, 1, 0) / 32.0
    dy = cv2.Scharr(smooth, cv2.CV_32F, 0, 1) / 32.0
    along = (3, EDGE_LENGTH_PX)
    products = np.asarray((dx * dx, dy * dy, dx * dy), dtype=np.float32)
    xx, yy, xy = (np.asarray(cv2.boxFilter(product, cv2.CV_32F, along)) for product in products)
    difference, twice = xx - yy, 2.0 * xy
    strength = np.sqrt(difference**2 + twice**2)
    is_edge = (strength > MIN_COHERENCE * (xx + yy)) & (np.hypot(dx, dy) > MIN_GRADIENT) & (background > 0.0)
    lean_deg = np.degrees(0.5 * np.arctan2(twice[is_edge], difference[is_edge]))
    return _find_peak_deg(lean_deg[np.abs(lean_deg) < MAX_ROLL_DEG], n_pixels=grey.size)


def _find_peak_deg(lean_deg: NDArray[np.float32], *, n_pixels: int) -> float:
    if lean_deg.size < MIN_EDGE_SHARE * n_pixels:
        return float("nan")
    counts, edges = np.histogram(lean_deg, bins=round(2 * MAX_ROLL_DEG / BIN_DEG), range=(-MAX_ROLL_DEG, MAX_ROLL_DEG))
    spread = np.convolve(counts, np.ones(3), mode="same")
    peak_deg = edges[int(spread.argmax())] + BIN_DEG / 2
    near_deg = lean_deg[np.abs(lean_deg - peak_deg) <= 1.0]
    if near_deg.size < MIN_PEAK * lean_deg.size or near_deg.size < MIN_EDGE_SHARE * n_pixels:
        return float("nan")
    return float(near_deg.mean(dtype=np.float64))


def measure_shift_px(before: _Look, after: _Look) -> float:
    """Return how far the background moved, pixels of the grey copy; NaN when it cannot be told.

    Notes
    -----
    Phase correlation of both copies, freed of slow shading and with the lifter's surroundings of both moments faded
    out.
    """
    if before.grey.shape != after.grey.shape:
        return float("nan")
    common = cv2.GaussianBlur(before.background * after.background, (0, 0), 3.0)
    first, second = (_remove_shading(look.grey) * common for look in (before, after))
    texture = min(float(image.std()) for image in (first, second))
    if texture < MIN_TEXTURE:
        return float("nan")
    window = cv2.createHanningWindow(first.shape[::-1], cv2.CV_32F)
    (dx, dy), response = cv2.phaseCorrelate(first, second, window)
    return float(np.hypot(dx, dy)) if response >= MIN_RESPONSE else float("nan")


def _remove_shading(grey: Grey) -> Grey:
    return np.asarray(grey - cv2.boxFilter(grey, cv2.CV_32F, (25, 25)), dtype=np.float32)
