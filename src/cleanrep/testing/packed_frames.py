"""Landmark frames as a page of the live coach sends them."""

import numpy as np

from cleanrep.capture.landmark_frames import FRAME, FRAME_VERSION, HAS_POSE
from cleanrep.model.samples import Sample


def pack_frame(sample: Sample) -> bytes:
    """Return the bytes of a sample, the inverse of `parse_frames`, without contour and scene."""
    table = np.zeros(1, FRAME)
    table["version"], table["frame"], table["time_s"] = FRAME_VERSION, sample.frame, sample.time_s
    if sample.pose is not None:
        table["flags"] = HAS_POSE
        table["values"][0] = sample.pose.values
    return table.tobytes()
