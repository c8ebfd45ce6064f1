from __future__ import annotations

import numpy as np
import pytest

from cleanrep.model.arrays import FloatArray
from cleanrep.model.keypoints import Keypoint
from cleanrep.pose.plausibility import do_agree, has_jumped, is_upside_down


def make_person(trunk_deg: float, leg_deg: float) -> FloatArray:
    """Positions, y down: trunk leans `trunk_deg` from upright, legs `leg_deg` from straight down."""
    hip = np.array([300.0, 300.0])
    trunk = 100 * np.array([np.sin(np.radians(trunk_deg)), -np.cos(np.radians(trunk_deg))])
    leg = 80 * np.array([np.sin(np.radians(leg_deg)), np.cos(np.radians(leg_deg))])
    points = np.tile(hip, (33, 1))
    points[[Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER]] += trunk
    points[[Keypoint.LEFT_EAR, Keypoint.RIGHT_EAR]] += 1.3 * trunk
    points[[Keypoint.LEFT_KNEE, Keypoint.RIGHT_KNEE]] += leg
    points[[Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE]] += 2 * leg
    return points


@pytest.mark.parametrize(("trunk_deg", "leg_deg"), [(180.0, 180.0), (128.0, 175.0), (-130.0, 150.0)])
def test_person_on_the_head_is_noticed(trunk_deg: float, leg_deg: float) -> None:
    assert is_upside_down(make_person(trunk_deg, leg_deg))


@pytest.mark.parametrize(
    ("trunk_deg", "leg_deg"),
    [(0.0, 0.0), (160.0, -45.0), (160.0, -90.0), (160.0, -120.0), (90.0, 0.0), (-90.0, 90.0), (60.0, -135.0)],
    ids=["standing", "roman chair 45", "roman chair level", "legs a little up", "bent over", "lying", "legs raised"],
)
def test_positions_that_exercises_ask_for_are_kept(trunk_deg: float, leg_deg: float) -> None:
    assert not is_upside_down(make_person(trunk_deg, leg_deg))


def test_answers_agree_within_a_degree() -> None:
    assert do_agree(make_person(40.0, 0.0), make_person(40.5, 0.2))
    assert not do_agree(make_person(40.0, 0.0), make_person(44.0, 3.0))


def test_one_wrong_knee_is_no_agreement() -> None:
    other = make_person(40.0, 0.0)
    other[Keypoint.LEFT_KNEE, 0] += 20.0
    assert not do_agree(make_person(40.0, 0.0), other)


def test_hips_that_leap_are_a_jump_and_a_fast_trunk_is_none() -> None:
    assert has_jumped(make_person(0.0, 0.0), make_person(0.0, 0.0) + 100.0)
    assert not has_jumped(make_person(0.0, 0.0), make_person(25.0, 0.0) + 10.0)
