import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.scene.machine import ROLLER_M, find_lever_angle_deg


@given(st.floats(-30.0, 80.0), st.floats(0.06, 0.16))
def test_the_roller_touches_the_back_and_does_not_sink_in(trunk_deg: float, depth_m: float) -> None:
    lean = np.radians(trunk_deg)
    along = np.linspace(0.3, 0.6, 400)
    up = along * np.cos(lean) + depth_m * np.sin(lean)
    ahead = along * np.sin(lean) - depth_m * np.cos(lean)
    back = np.stack([np.zeros_like(along), up, ahead], axis=1)
    angle = np.radians(find_lever_angle_deg(back, np.zeros(3), 0.47))
    roller = 0.47 * np.array([0.0, np.cos(angle), np.sin(angle)])
    assert np.linalg.norm(back - roller, axis=1).min() == pytest.approx(ROLLER_M, abs=1e-3)
