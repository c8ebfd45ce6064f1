"""The part of a picture that the pose model is shown, and the way back from what it saw.

Decides how a part is cut out, turned and reduced; which part is looked at is decided in ``search``.
"""

from dataclasses import dataclass, replace
from typing import Self

import cv2
import numpy as np

from cleanrep.model.arrays import FloatArray, ImageArray
from cleanrep.model.samples import Frame

MAX_SHOWN_SIDE_PX = 960
"""Larger images cost time (with the silhouette 36 instead of 16 ms at 1920) and move landmarks by under 0.2 % of the
picture's width."""

_TURN = {1: cv2.ROTATE_90_COUNTERCLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_CLOCKWISE}


@dataclass(frozen=True, slots=True)
class Viewport:
    """A rectangle of a picture, pixels of the delivered image, y down; shown after `n_turns` counter-clockwise."""

    x_px: int
    y_px: int
    width_px: int
    height_px: int
    n_turns: int = 0

    @classmethod
    def of(cls, frame: Frame) -> Self:
        """Return the part of `frame` that may be looked at: its region, or all of it."""
        height_px, width_px = frame.rgb.shape[:2]
        if frame.region is None:
            return cls(0, 0, width_px, height_px)
        scale = width_px / frame.size_px[0]
        left, top = int(frame.region.x_px * scale), int(frame.region.y_px * scale)
        right = min(round((frame.region.x_px + frame.region.width_px) * scale), width_px)
        bottom = min(round((frame.region.y_px + frame.region.height_px) * scale), height_px)
        return cls(left, top, max(right - left, 1), max(bottom - top, 1))

    def turned(self, n_turns: int) -> "Viewport":
        """Return the same rectangle, shown after `n_turns` quarter turns counter-clockwise in all."""
        return replace(self, n_turns=n_turns % 4)

    def show(self, rgb: ImageArray) -> ImageArray:
        """Return the image for the pose model: cut out, reduced when large, turned; contiguous."""
        part = rgb[self.y_px : self.y_px + self.height_px, self.x_px : self.x_px + self.width_px]
        scale = self.scale
        if scale < 1.0:
            # Averaging over areas is slow for factors under 2 and brings nothing there.
            how = cv2.INTER_AREA if scale <= 0.5 else cv2.INTER_LINEAR
            part = np.asarray(cv2.resize(part, self.shown_size_px, interpolation=how), dtype=np.uint8)
        if self.n_turns:
            part = np.asarray(cv2.rotate(part, _TURN[self.n_turns]), dtype=np.uint8)
        return np.ascontiguousarray(part)

    @property
    def scale(self) -> float:
        """Pixels shown per pixel of the delivered image, at most 1."""
        return min(1.0, MAX_SHOWN_SIDE_PX / max(self.width_px, self.height_px))

    @property
    def shown_size_px(self) -> tuple[int, int]:
        """Width and height of the shown image before it is turned."""
        return max(round(self.width_px * self.scale), 1), max(round(self.height_px * self.scale), 1)

    def map_back(self, points_px: FloatArray) -> FloatArray:
        """Map (n, 2) positions in the shown image to the delivered image; both y down."""
        shown_width, shown_height = self.shown_size_px
        x, y = turn_back(points_px, self.n_turns, self.shown_size_px).T
        return np.column_stack(
            (x * self.width_px / shown_width + self.x_px, y * self.height_px / shown_height + self.y_px)
        )


def turn_back(points_px: FloatArray, n_turns: int, size_px: tuple[int, int]) -> FloatArray:
    """Undo `n_turns` quarter turns counter-clockwise of an image of `size_px` (width, height) for (n, 2) positions."""
    x, y = points_px.T
    width_px, height_px = size_px
    by_turns = {
        0: (x, y),
        1: (width_px - y, x),
        2: (width_px - x, height_px - y),
        3: (y, height_px - x),
    }
    return np.column_stack(by_turns[n_turns])


def turn_back_vectors(vectors: FloatArray, n_turns: int) -> FloatArray:
    """Undo `n_turns` quarter turns counter-clockwise for (n, 2) directions, y down."""
    return turn_back(vectors, n_turns, (0, 0))
