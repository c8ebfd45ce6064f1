"""Draw the skeleton, lines and angles on images.

Decides colours and strokes. Points come in a pose's own pixels (y up) with the image's scale; images are RGB and drawn
on in place. What is said in words is decided elsewhere.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import cv2
import numpy as np

from cleanrep.model.arrays import FloatArray, ImageArray
from cleanrep.model.keypoints import SKELETON, Keypoint
from cleanrep.model.samples import Pose
from cleanrep.report.posed_frame import Side

Color = tuple[int, int, int]
Part = Literal["trunk", "head"]
NO_MARKS: Mapping[Part, Color] = {}
NEAR: Color = (72, 224, 202)
FAR: Color = (190, 196, 198)
INK: Color = (18, 22, 24)
PAPER: Color = (246, 248, 248)
QUIET: Color = (168, 176, 178)
AMBER: Color = (255, 190, 70)
RED: Color = (255, 96, 84)

MIN_VISIBILITY = 0.3
_SHIFT = 4
_FONT = cv2.FONT_HERSHEY_DUPLEX


@dataclass(frozen=True, slots=True)
class Canvas:
    """An image with the way from a pose's pixels to its own.

    Attributes
    ----------
    image : ImageArray
        (height, width, 3), drawn on in place.
    scale : float
        Pixels of the image per pixel of the pose.
    left_px, top_px : float
        Corner of the image in the upright source image, in the source's pixels, y down.
    source_height_px : int
        Height of the source image, which turns y up into y down.
    """

    image: ImageArray
    scale: float
    source_height_px: int
    left_px: float = 0.0
    top_px: float = 0.0

    def place(self, points_px: FloatArray) -> FloatArray:
        """Points (n, 2) of a pose in pixels of the image, y down."""
        x = (points_px[:, 0] - self.left_px) * self.scale
        y = (self.source_height_px - points_px[:, 1] - self.top_px) * self.scale
        return np.stack([x, y], axis=1)

    @property
    def stroke_px(self) -> int:
        """Width of a strong line: about a hundred-and-fiftieth of the image's mean side."""
        height, width = self.image.shape[:2]
        return max(2, round(math.sqrt(height * width) / 150))


def draw_skeleton(canvas: Canvas, pose: Pose, side: Side | None, *, marks: Mapping[Part, Color] = NO_MARKS) -> None:
    """Draw the bones: strong on the side that faces the camera, thin on the other.

    Parameters
    ----------
    canvas : Canvas
        Drawn on in place.
    pose : Pose
        Keypoints not seen, or with a visibility below `MIN_VISIBILITY`, are left out.
    side : "left", "right" or None
        Near side; None draws both alike.
    marks : Mapping[Part, Color]
        Colours of the near parts that a finding is about.
    """
    points = canvas.place(pose.points_px)
    is_seen = np.isfinite(points).all(axis=1) & (np.nan_to_num(pose.visibility) >= MIN_VISIBILITY)
    stroke_px = canvas.stroke_px
    near_bones = []
    for bone in SKELETON:
        a, b = bone
        if not (is_seen[a] and is_seen[b]):
            continue
        if _is_near(a, side) and _is_near(b, side):
            near_bones.append(bone)
        else:
            _draw_line(canvas.image, points[a], points[b], color=FAR, stroke_px=max(1, stroke_px // 3))
    for a, b in near_bones:
        _draw_line(canvas.image, points[a], points[b], color=INK, stroke_px=stroke_px + 2)
    for a, b in near_bones:
        part = _PARTS.get(frozenset({a, b}))
        color = NEAR if part is None else marks.get(part, NEAR)
        _draw_line(canvas.image, points[a], points[b], color=color, stroke_px=stroke_px)
    for joint in {joint for bone in near_bones for joint in bone}:
        _draw_dot(canvas.image, points[joint], stroke_px)


_PARTS: Mapping[frozenset[Keypoint], Part] = {
    frozenset({Keypoint.LEFT_SHOULDER, Keypoint.LEFT_HIP}): "trunk",
    frozenset({Keypoint.RIGHT_SHOULDER, Keypoint.RIGHT_HIP}): "trunk",
    frozenset({Keypoint.LEFT_EAR, Keypoint.LEFT_SHOULDER}): "head",
    frozenset({Keypoint.RIGHT_EAR, Keypoint.RIGHT_SHOULDER}): "head",
}


def _is_near(joint: Keypoint, side: Side | None) -> bool:
    return side is None or joint.name.startswith(side.upper())


_HIP_AND_SHOULDER: Mapping[Side, tuple[Keypoint, Keypoint]] = {
    "left": (Keypoint.LEFT_HIP, Keypoint.LEFT_SHOULDER),
    "right": (Keypoint.RIGHT_HIP, Keypoint.RIGHT_SHOULDER),
}


def draw_trunk_angle(canvas: Canvas, pose: Pose, side: Side, *, angle_deg: float, color: Color) -> None:
    """Draw the trunk's line, the neutral line that it is measured from, and the angle between them.

    Parameters
    ----------
    canvas : Canvas
        Drawn on in place.
    pose : Pose
        Nothing is drawn when the near hip or shoulder is not seen.
    side : "left" or "right"
        Near side; a lifter whose left side faces the camera faces to the left of the image.
    angle_deg : float
        Trunk relative to neutral, + = forward of it.
    color : Color
        Of the trunk's line and the arc.
    """
    origin, end = canvas.place(pose.points_px[list(_HIP_AND_SHOULDER[side])])
    if not np.isfinite([*origin, *end]).all():
        return
    length = float(np.hypot(*(end - origin)))
    trunk_deg = math.degrees(math.atan2(end[1] - origin[1], end[0] - origin[0]))
    # Image angles grow clockwise: forward is clockwise for a lifter who faces right.
    neutral_deg = trunk_deg - angle_deg if side == "right" else trunk_deg + angle_deg
    stroke_px = canvas.stroke_px
    reach = length * 1.25
    _draw_dashes(canvas.image, origin, origin + reach * _unit(neutral_deg), stroke_px=stroke_px)
    _draw_line(canvas.image, origin, origin + reach * _unit(trunk_deg), color=color, stroke_px=stroke_px)
    arc = [origin + length * 1.1 * _unit(a) for a in np.linspace(neutral_deg, trunk_deg, 16)]
    for a, b in pairwise(arc):
        _draw_line(canvas.image, a, b, color=color, stroke_px=max(1, stroke_px // 2))
    _draw_degrees(canvas, origin + reach * _unit(neutral_deg), angle_deg=abs(angle_deg), color=color)


def _unit(angle_deg: float) -> FloatArray:
    angle_rad = math.radians(angle_deg)
    return np.array([math.cos(angle_rad), math.sin(angle_rad)])


def _draw_degrees(canvas: Canvas, center: FloatArray, *, angle_deg: float, color: Color) -> None:
    height_px = canvas.stroke_px * 6
    pad_px = height_px // 3
    text = f"{angle_deg:.0f}"
    text_px = measure_text(text, height_px)
    width_px = round(text_px + height_px * 0.5)
    image_height_px, image_width_px = canvas.image.shape[:2]
    left = round(min(max(center[0] - width_px / 2, pad_px), image_width_px - width_px - pad_px))
    base = round(min(max(center[1], height_px + pad_px), image_height_px - pad_px))
    corners = (left - pad_px, base - height_px - pad_px), (left + width_px + pad_px, base + pad_px)
    cv2.rectangle(canvas.image, *corners, INK, -1)
    draw_text(canvas.image, text, (left, base), height_px=height_px, color=color)
    # The fonts hold no degree sign.
    sign = (round(left + text_px + height_px * 0.25), round(base - height_px * 0.85))
    cv2.circle(canvas.image, sign, max(2, round(height_px * 0.15)), color, max(1, round(height_px / 14)), cv2.LINE_AA)


def measure_text(text: str, height_px: float) -> float:
    """Width in pixels of a line of text whose capitals are `height_px` high."""
    (width, _), _ = cv2.getTextSize(text, _FONT, _font_scale(height_px), _font_stroke(height_px))
    return float(width)


def draw_text(image: ImageArray, text: str, corner: tuple[float, float], *, height_px: float, color: Color) -> None:
    """Write ASCII text with its lower left corner at `corner` (x, y down), on a plain ground."""
    place = (round(corner[0]), round(corner[1]))
    cv2.putText(image, text, place, _FONT, _font_scale(height_px), color, _font_stroke(height_px), cv2.LINE_AA)


def _font_scale(height_px: float) -> float:
    return height_px / 22.0  # capitals of the font are 22 px high at scale 1


def _font_stroke(height_px: float) -> int:
    return max(1, round(height_px / 14))


def _draw_line(image: ImageArray, a: FloatArray, b: FloatArray, *, color: Color, stroke_px: int) -> None:
    cv2.line(image, _fixed_point(a), _fixed_point(b), color, stroke_px, cv2.LINE_AA, _SHIFT)


def _draw_dot(image: ImageArray, center: FloatArray, radius_px: int) -> None:
    cv2.circle(image, _fixed_point(center), radius_px << _SHIFT, INK, -1, cv2.LINE_AA, _SHIFT)
    cv2.circle(image, _fixed_point(center), (radius_px << _SHIFT) * 2 // 3, PAPER, -1, cv2.LINE_AA, _SHIFT)


def _draw_dashes(image: ImageArray, a: FloatArray, b: FloatArray, *, stroke_px: int) -> None:
    n_dashes = max(3, int(np.hypot(*(b - a)) / (stroke_px * 5)))
    for i in range(n_dashes):
        start, end = a + (b - a) * (i / n_dashes), a + (b - a) * ((i + 0.6) / n_dashes)
        _draw_line(image, start, end, color=INK, stroke_px=stroke_px + 2)
        _draw_line(image, start, end, color=PAPER, stroke_px=max(1, stroke_px * 2 // 3))


def _fixed_point(point: FloatArray) -> tuple[int, int]:
    # Far outside is as good as at the edge of what OpenCV's fixed-point coordinates hold.
    x, y = np.clip(point, -10_000, 20_000)
    return round(float(x) * (1 << _SHIFT)), round(float(y) * (1 << _SHIFT))
