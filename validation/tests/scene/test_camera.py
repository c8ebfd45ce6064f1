import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.scene.camera import Camera

SIZE = (640, 480)


@given(st.floats(-90.0, 90.0), st.floats(0.4, 2.0), st.floats(2.0, 6.0), st.floats(-10.0, 10.0))
def test_what_the_lens_looks_at_is_in_the_middle(yaw: float, height: float, distance: float, roll: float) -> None:
    camera = Camera(yaw_deg=yaw, height_m=height, distance_m=distance, roll_deg=roll)
    (middle,) = camera.project_px(np.array([[0.0, camera.target_m, 0.0]]), *SIZE)
    assert middle == pytest.approx((320.0, 240.0), abs=1e-6)


@pytest.mark.parametrize(("near_side", "sign"), [(1.0, -1.0), (-1.0, 1.0)])
def test_who_shows_the_left_side_faces_left(near_side: float, sign: float) -> None:
    ahead, behind = Camera(near_side=near_side).project_px(np.array([[0.0, 1.0, 0.5], [0.0, 1.0, -0.5]]), *SIZE)
    assert np.sign(ahead[0] - behind[0]) == sign


def test_a_picture_leans_clockwise_by_the_roll() -> None:
    up, down = Camera(roll_deg=10.0).project_px(np.array([[0.0, 1.5, 0.0], [0.0, 0.5, 0.0]]), *SIZE)
    assert np.degrees(np.arctan2(up[0] - down[0], down[1] - up[1])) == pytest.approx(10.0)
