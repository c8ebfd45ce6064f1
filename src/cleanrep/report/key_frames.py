"""Pictures of the moments behind findings: the frame, cropped to the lifter, with skeleton and angle drawn.

Decides which findings get a picture, how many, and how large: at most 24 JPEGs of about 40 kB and 640 px.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from cleanrep.exercises.schema import Exercise, Rule
from cleanrep.model.arrays import ImageArray
from cleanrep.model.repetition import Finding, Verdict
from cleanrep.model.report import SetReport
from cleanrep.model.samples import Pose
from cleanrep.report.drawing import AMBER, NO_MARKS, RED, Canvas, Color, Part, draw_skeleton, draw_trunk_angle
from cleanrep.report.phrases import phrase_for
from cleanrep.report.posed_frame import PosedFrame, Side
from cleanrep.report.ranking import find_faults, index_rules, rank_findings

MAX_KEY_FRAMES = 24
MAX_SIDE_PX = 640
MAX_BYTES = 40_000
_QUALITIES = (82, 70, 55, 40)
_CROP_MARGIN = 0.25


@dataclass(frozen=True, slots=True)
class KeyFrame:
    """A picture of one finding.

    Attributes
    ----------
    repetition : int
        Index of the repetition.
    rule : str
        Rule id.
    frame : int
        Frame that it shows.
    jpeg : bytes
        At most about `MAX_BYTES`.
    width_px, height_px : int
        Size of the picture.
    """

    repetition: int
    rule: str
    frame: int
    jpeg: bytes
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class KeyFrameRequest:
    """A picture still to be taken."""

    repetition: int
    finding: Finding
    frame: int
    color: Color


def plan_key_frames(report: SetReport, exercise: Exercise) -> list[KeyFrameRequest]:
    """Choose the findings to be shown, worst first until `MAX_KEY_FRAMES`, then put them in order of frames."""
    rules = index_rules(exercise)
    owners = {id(f): r.index for r in report.repetitions for f in r.findings}
    faults = [f for r in report.repetitions for f in find_faults(r, rules) if f.frame is not None]
    chosen = rank_findings(faults, rules)[:MAX_KEY_FRAMES]
    requests = [
        KeyFrameRequest(owners[id(f)], f, f.frame, _choose_color(f, rules)) for f in chosen if f.frame is not None
    ]
    return sorted(requests, key=lambda request: request.frame)


def _choose_color(finding: Finding, rules: Mapping[str, Rule]) -> Color:
    rule = rules.get(finding.rule)
    is_critical = rule is not None and rule.importance == "critical" and finding.verdict is Verdict.NOT_MET
    return RED if is_critical else AMBER


def take_key_frame(request: KeyFrameRequest, posed: PosedFrame) -> KeyFrame:
    """Draw and encode one picture.

    Parameters
    ----------
    request : KeyFrameRequest
        The finding to show.
    posed : PosedFrame
        Its frame, which is not drawn on; without a pose the picture stays plain.
    """
    canvas = _crop(posed)
    if posed.pose is not None:
        _draw_finding(canvas, request, posed.pose, side=posed.side)
    height_px, width_px = canvas.image.shape[:2]
    return KeyFrame(
        request.repetition, request.finding.rule, posed.frame.index, _encode(canvas.image), width_px, height_px
    )


def _draw_finding(canvas: Canvas, request: KeyFrameRequest, pose: Pose, *, side: Side | None) -> None:
    phrase = phrase_for(request.finding.measure)
    shows = None if phrase is None else phrase.shows
    angle_deg = request.finding.value
    if shows == "trunk-angle" and side is not None and angle_deg is not None:
        draw_skeleton(canvas, pose, side)
        draw_trunk_angle(canvas, pose, side, angle_deg=angle_deg, color=request.color)
        return
    part: Part = "head" if shows == "head" else "trunk"
    draw_skeleton(canvas, pose, side, marks=NO_MARKS if shows is None else {part: request.color})


def _crop(posed: PosedFrame) -> Canvas:
    frame, pose = posed.frame, posed.pose
    height_px, width_px = frame.rgb.shape[:2]
    left, top, right, bottom = 0, 0, width_px, height_px
    seen = np.empty((0, 2)) if pose is None else pose.points_px[np.isfinite(pose.points_px).all(axis=1)]
    if len(seen) > 1:
        x_min, y_min = seen.min(axis=0)
        x_max, y_max = seen.max(axis=0)
        margin = _CROP_MARGIN * max(x_max - x_min, y_max - y_min)
        left, right = _clip_span(x_min - margin, x_max + margin, width_px)
        top, bottom = _clip_span(height_px - y_max - margin, height_px - y_min + margin, height_px)
    scale = min(1.0, MAX_SIDE_PX / max(right - left, bottom - top))
    size = (max(round((right - left) * scale), 1), max(round((bottom - top) * scale), 1))
    image: ImageArray = cv2.resize(frame.rgb[top:bottom, left:right], size, interpolation=cv2.INTER_AREA).astype(
        np.uint8
    )
    return Canvas(image, scale, height_px, float(left), float(top))


def _clip_span(start: float, end: float, limit_px: int) -> tuple[int, int]:
    low, high = max(math.floor(start), 0), min(math.ceil(end), limit_px)
    # Keypoints outside the picture leave nothing to crop to.
    return (low, high) if high - low >= limit_px // 8 else (0, limit_px)


def _encode(image: ImageArray) -> bytes:
    bgr = cv2.cvtColor(image, cv2.COLOR_RGB2BGR)
    jpeg = b""
    for quality in _QUALITIES:
        _, buffer = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])
        jpeg = buffer.tobytes()
        if len(jpeg) <= MAX_BYTES:
            break
    return jpeg
