from collections.abc import Callable
from typing import Literal

import pytest

from cleanrep.measures.registry import take_measures
from cleanrep.measures.window import RepetitionWindow
from cleanrep.testing import Camera

MakeWindow = Callable[..., RepetitionWindow]


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("yaw_deg", [-25.0, 0.0, 12.0, 40.0])
def test_yaw_is_positive_when_the_near_shoulder_stands_ahead(
    make_window: MakeWindow, side: Literal["left", "right"], yaw_deg: float
) -> None:
    reading = take_measures(make_window(camera=Camera(side=side, yaw_deg=yaw_deg)))["camera_yaw_deg"]
    assert reading.value == pytest.approx(yaw_deg, abs=3.0)


def test_yaw_of_a_top_that_was_not_seen_is_not_measured(make_window: MakeWindow) -> None:
    reading = take_measures(make_window(camera=Camera(gaps_s=((2.5, 4.2),))))["camera_yaw_deg"]
    assert reading.reason is not None
