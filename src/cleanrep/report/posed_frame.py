"""Bring frames and poses together for the second pass over a recording.

Both come in order; a frame without a sample of its own shows the last pose for a moment.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from cleanrep.model.samples import Frame, Pose, Sample

MAX_POSE_AGE_S = 0.25

Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True, eq=False)
class PosedFrame:
    """A frame with the pose to be drawn on it.

    Attributes
    ----------
    pose : Pose or None
        None: nobody seen.
    side : "left", "right" or None
        The lifter's side that faces the camera; None unknown.
    """

    frame: Frame
    pose: Pose | None
    side: Side | None


def name_side(side: str | None) -> Side | None:
    """Near side as the drawing wants it; None for anything else."""
    if side == "left":
        return "left"
    return "right" if side == "right" else None


def pair_poses(frames: Iterable[Frame], samples: Iterable[Sample], side: Side | None) -> Iterator[PosedFrame]:
    """Give each frame its pose: that of its sample, else the last one while it is younger than `MAX_POSE_AGE_S`."""
    remaining = iter(samples)
    coming = next(remaining, None)
    last: Sample | None = None
    for frame in frames:
        while coming is not None and coming.frame <= frame.index:
            last, coming = coming, next(remaining, None)
        is_fresh = last is not None and frame.time_s - last.time_s <= MAX_POSE_AGE_S
        yield PosedFrame(frame, last.pose if last is not None and is_fresh else None, side)
