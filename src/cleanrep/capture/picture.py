"""From a decoded picture to the upright RGB image that is handed on.

Decides size and orientation: rotation metadata applied, pixels made square, large pictures reduced.
"""

from dataclasses import dataclass
from typing import Self

import cv2
import numpy as np
from av.video.frame import VideoFrame

from cleanrep.capture.container import check_size
from cleanrep.errors import UsageError
from cleanrep.model.arrays import ImageArray
from cleanrep.model.samples import Region

MAX_DELIVERED_SIDE_PX = 1920
"""The pose model looks at 256x256 pixels: more detail than this costs time and memory and changes nothing."""

MIN_REGION_SIDE_PX = 32

_TURNS = {1: cv2.ROTATE_90_COUNTERCLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_CLOCKWISE}


@dataclass(frozen=True, slots=True)
class PictureFormat:
    """How the pictures of one video become images; fixed by its first picture.

    Attributes
    ----------
    n_turns : int
        Quarter turns counter-clockwise that make a picture upright, 0..3.
    source_size_px, delivered_size_px : tuple[int, int]
        Width and height, upright, of the original with square pixels and of the images handed on.
    """

    n_turns: int
    source_size_px: tuple[int, int]
    delivered_size_px: tuple[int, int]

    @classmethod
    def of(cls, name: str, picture: VideoFrame, *, pixel_aspect: float = 1.0) -> Self:
        """Derive the format from the first picture of the video called `name`.

        `pixel_aspect` is the width of a pixel over its height.

        Raises
        ------
        SourceError
            The picture's size cannot be meant.
        """
        width_px = round(picture.width * pixel_aspect)
        size_px = (width_px, picture.height)
        check_size(name, *size_px)
        n_turns = round(picture.rotation / 90) % 4
        if n_turns % 2:
            size_px = (size_px[1], size_px[0])
        scale = min(1.0, MAX_DELIVERED_SIDE_PX / max(size_px))
        delivered_px = (max(round(size_px[0] * scale), 1), max(round(size_px[1] * scale), 1))
        return cls(n_turns, size_px, delivered_px)

    @property
    def is_reduced(self) -> bool:
        """Whether the images are smaller than the original."""
        return self.delivered_size_px != self.source_size_px

    def convert(self, picture: VideoFrame) -> ImageArray:
        """Return the upright image, (height, width, 3) uint8 RGB, contiguous.

        A picture of another size than the first is stretched to it.
        """
        width_px, height_px = self.delivered_size_px
        if self.n_turns % 2:
            width_px, height_px = height_px, width_px
        rgb = np.asarray(picture.to_ndarray(format="rgb24", width=width_px, height=height_px), dtype=np.uint8)
        if self.n_turns:
            rgb = np.asarray(cv2.rotate(rgb, _TURNS[self.n_turns]), dtype=np.uint8)
        return np.ascontiguousarray(rgb)


def check_region(region: Region, size_px: tuple[int, int]) -> Region:
    """Return `region` when it lies within an upright picture of `size_px` (width, height).

    Raises
    ------
    UsageError
        It is smaller than 32 pixels a side or not within the picture.
    """
    width_px, height_px = size_px
    got = f"{region.x_px},{region.y_px},{region.width_px},{region.height_px}"
    if min(region.width_px, region.height_px) < MIN_REGION_SIDE_PX:
        raise UsageError(f"a region of {MIN_REGION_SIDE_PX} pixels a side or more", got, "give x,y,width,height")
    fits_x = 0 <= region.x_px <= width_px - region.width_px
    fits_y = 0 <= region.y_px <= height_px - region.height_px
    if not (fits_x and fits_y):
        raise UsageError(
            f"a region within the upright picture of {width_px}x{height_px} pixels", got, "give x,y,width,height"
        )
    return region
