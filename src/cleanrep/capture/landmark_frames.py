"""Landmarks of a live camera as bytes: what a browser sends and a journal keeps.

Decides the layout of a frame and what is believed: every number is held against what a measurement can be before a
sample is made of it. A frame is little-endian and 808 bytes long, so that a message is read without a loop over its
numbers. A change here is a new version.
"""

from collections.abc import Sequence
from itertools import islice

import numpy as np

from cleanrep.errors import SourceError
from cleanrep.model.keypoints import N_KEYPOINTS
from cleanrep.model.samples import N_QUANTITIES, Pose, Sample

FRAME_VERSION = 1
HAS_POSE = 1
"""Bit of ``flags``: somebody was seen; without it the values are zero."""
FRAME = np.dtype(
    [
        ("version", "<u1"),
        ("flags", "<u1"),
        ("reserved", "<u2"),
        ("frame", "<u4"),
        ("time_s", "<f8"),
        ("values", "<f4", (N_KEYPOINTS, N_QUANTITIES)),
    ]
)
"""One frame: its number, its time in seconds from the first, and per keypoint ``x_px, y_px, visibility, world_x_m,
world_y_m, world_z_m`` with y up, as in a landmark log."""
FRAME_BYTES = FRAME.itemsize
MAX_FRAMES = 64
"""Frames in one message: about two seconds, so that a buffer is sent again in few messages."""
MAX_TIME_S = 1e5
_REMEDY = "reload the page"
# Pixels, visibility 0 to 1, metres; for all numbers of a frame in a row, which are compared several times quicker so.
_LOWEST = np.tile(np.array([-1e5, -1e5, 0.0, -100.0, -100.0, -100.0], dtype=np.float32), N_KEYPOINTS)
_HIGHEST = np.tile(np.array([1e5, 1e5, 1.0, 100.0, 100.0, 100.0], dtype=np.float32), N_KEYPOINTS)


def parse_frames(content: bytes) -> list[Sample]:
    """Read the frames of one message.

    Parameters
    ----------
    content : bytes
        1 to `MAX_FRAMES` frames, from anybody.

    Returns
    -------
    list[Sample]
        In the order given; that numbers and times increase is the receiver's to check.

    Raises
    ------
    SourceError
        The length is not that of whole frames, or a number is not finite or cannot be.
    """
    _check_length(content)
    return _read_all(content)


def parse_messages(messages: Sequence[bytes]) -> list[list[Sample] | SourceError]:
    """Read messages of many cameras at once, which costs a fraction of reading each.

    Returns
    -------
    list[list[Sample] | SourceError]
        For each message what `parse_frames` returns or raises.
    """
    try:
        for content in messages:
            _check_length(content)
        samples = iter(_read_all(b"".join(messages)))
    except SourceError:
        return [_try_parse(content) for content in messages]
    return [list(islice(samples, len(content) // FRAME_BYTES)) for content in messages]


def _try_parse(content: bytes) -> list[Sample] | SourceError:
    try:
        return parse_frames(content)
    except SourceError as error:
        return error


def _check_length(content: bytes) -> None:
    n_frames, rest = divmod(len(content), FRAME_BYTES)
    if rest or not 1 <= n_frames <= MAX_FRAMES:
        raise _refuse(f"expected 1 to {MAX_FRAMES} frames of {FRAME_BYTES} bytes, got {len(content)} bytes")


def _read_all(content: bytes) -> list[Sample]:
    table = np.frombuffer(content, FRAME)
    values = table["values"]
    numbers = values.reshape(len(table), _LOWEST.size)
    # NaN compares as false, so it is refused with what is out of range.
    if not ((numbers >= _LOWEST) & (numbers <= _HIGHEST)).all():
        raise _refuse("a landmark is not a number or lies where none can be")
    _check_headers(table)
    rows = zip(table["time_s"].tolist(), table["frame"].tolist(), table["flags"].tolist(), strict=True)
    # Each sample has numbers of its own: a view would keep the frames of everybody else.
    return [
        Sample(time_s, frame, Pose(own.copy()) if flags else None)
        for (time_s, frame, flags), own in zip(rows, values, strict=True)
    ]


def _check_headers(table: np.ndarray) -> None:
    is_known = (table["version"] == FRAME_VERSION) & (table["flags"] <= HAS_POSE) & (table["reserved"] == 0)
    if not is_known.all():
        raise _refuse(f"expected version {FRAME_VERSION} of the frames, got another one")
    times_s = table["time_s"]
    if not ((times_s >= 0.0) & (times_s <= MAX_TIME_S)).all():
        raise _refuse(f"expected a time of 0 to {MAX_TIME_S:g} s")


def _refuse(reason: str) -> SourceError:
    return SourceError("live camera", reason, _REMEDY)
