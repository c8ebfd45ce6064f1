"""A rendered lift of 2.8 s, 640x480 at 25 frames a second: the trunk goes from 52 deg to 8.8 deg past upright."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanrep.capture.video import open_video
from cleanrep.model.samples import Frame

LIFT = Path(__file__).parents[1] / "data" / "lift.mp4"


@pytest.fixture(scope="session")
def lift_path() -> Path:
    return LIFT


@pytest.fixture(scope="session")
def lift_frames() -> list[Frame]:
    with open_video(LIFT) as source:
        return list(source)
