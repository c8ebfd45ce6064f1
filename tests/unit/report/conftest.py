"""A person made of points, standing in a grey picture."""

import numpy as np
import pytest

from cleanrep.model.keypoints import N_KEYPOINTS, Keypoint
from cleanrep.model.samples import Frame, Pose, Sample


def make_pose(height_px: int = 240, x_px: float = 160.0) -> Pose:
    """Upright person seen from the side: ankles at a tenth, ears at nine tenths of the height, y up."""
    points = np.full((N_KEYPOINTS, 2), np.nan)
    heights = {"EAR": 0.9, "SHOULDER": 0.75, "ELBOW": 0.6, "WRIST": 0.5, "HIP": 0.5, "KNEE": 0.3, "ANKLE": 0.1}
    for part, share in heights.items():
        for side in ("LEFT", "RIGHT"):
            points[Keypoint[f"{side}_{part}"]] = x_px + (4.0 if side == "RIGHT" else 0.0), share * height_px
    return Pose.join(points, np.ones(N_KEYPOINTS), np.full((N_KEYPOINTS, 3), np.nan))


def make_frame(index: int, time_s: float, *, width_px: int = 320, height_px: int = 240) -> Frame:
    """Grey picture."""
    return Frame(index, time_s, np.full((height_px, width_px, 3), 90, np.uint8))


@pytest.fixture
def pose() -> Pose:
    """A person."""
    return make_pose()


@pytest.fixture
def recording() -> tuple[list[Frame], list[Sample]]:
    """The default sample report's 33 s at 25 frames a second, a person in each frame."""
    times_s = [i / 25 for i in range(820)]
    standing = make_pose()
    frames = [make_frame(i, t) for i, t in enumerate(times_s)]
    return frames, [Sample(t, i, standing) for i, t in enumerate(times_s)]
