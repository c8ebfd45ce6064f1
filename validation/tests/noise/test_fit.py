"""A profile that was applied is found again."""

from dataclasses import replace

import numpy as np
import pytest

from cleanrep.model.arrays import FloatArray
from cleanrep.testing.body import Lifter
from validation.fast.body import place_course
from validation.noise.apply import Colouring, TrueCourse, add_noise
from validation.noise.fit import fit_noise
from validation.noise.joints import SeenJoints
from validation.noise.profile import N_CHANNELS, NoiseProfile
from validation.noise.true_joints import TrueJoints

TRUNK_PX = 100.0
PROFILE = NoiseProfile(
    name="made up",
    variant="standing",
    strata=(),
    yaw_deg=0.0,
    trunk_deg=(-10.0, 60.0),
    bias=((0.03, 0.01, -0.005),) * (N_CHANNELS - 4) + ((0.0, 0.0, 0.0),) * 4,
    slow_sd=(0.006,) * N_CHANNELS,
    slow_s=1.0,
    quick_sd=(0.003,) * N_CHANNELS,
    quick_s=0.04,
    outlier_share=0.0,
    outlier_size=0.0,
    lag_s=0.0,
    unseen_share=0.1,
    unseen_run_s=0.2,
    head_bias=(290.0, -2.0, 0.0),
    head_sd_deg=2.0,
    head_s=0.2,
)
PLAIN = Colouring(np.eye(N_CHANNELS), np.eye(N_CHANNELS))


def make_course(duration_s: float = 60.0, rate_hz: float = 25.0) -> TrueCourse:
    time_s: FloatArray = np.arange(0.0, duration_s, 1.0 / rate_hz)
    trunk_deg = 25.0 - 30.0 * np.cos(2.0 * np.pi * time_s / 5.0)
    neck_deg = np.zeros_like(time_s)
    return TrueCourse(time_s, trunk_deg, neck_deg, place_course(Lifter(), trunk_deg, neck_deg, yaw_deg=0.0))


def fit_again(profile: NoiseProfile, *, walk_s: float = 0.0) -> NoiseProfile:
    """The profile found; in a walk at the start the pose model is a trunk length off."""
    course = make_course()
    points, seen = add_noise(course, profile, PLAIN, rng=np.random.default_rng(3))
    points[~seen] = np.nan
    is_walking = course.time_s < walk_s
    points[is_walking] += np.random.default_rng(4).normal(size=points[is_walking].shape)
    mirrored = points * (-1.0, 1.0) * TRUNK_PX
    truth = TrueJoints(
        name="made up",
        variant="standing",
        strata=(),
        near="left",
        yaw_deg=0.0,
        time_s=course.time_s,
        trunk_deg=course.trunk_deg,
        neck_deg=course.neck_deg,
        points_px=course.points * (-1.0, 1.0) * TRUNK_PX,
        is_walking=is_walking,
    )
    visibility = np.ones(points.shape[:2]) * seen[:, None]
    found = fit_noise(SeenJoints(course.time_s, mirrored * (-1.0, 1.0), visibility), truth)
    assert found is not None
    return found.profile


def test_bias_spread_and_gaps_are_found_again() -> None:
    found = fit_again(PROFILE)
    assert np.array(found.bias)[:12] == pytest.approx(np.array(PROFILE.bias)[:12], abs=0.006)
    assert found.quick_sd[0] == pytest.approx(0.003, rel=0.35)
    assert found.slow_sd[0] == pytest.approx(0.006, rel=0.4)
    assert found.unseen_share == pytest.approx(0.1, abs=0.05)
    assert found.head_bias[0] == pytest.approx(290.0, abs=1.5)


def test_a_quiet_model_leaves_nothing_to_fit() -> None:
    still = replace_spreads(PROFILE)
    found = fit_again(still)
    assert max(found.quick_sd) < 1e-6
    assert found.unseen_share == 0.0
    assert found.outlier_share == 0.0


def test_a_walk_is_no_noise() -> None:
    still, walked = (fit_again(replace_spreads(PROFILE), walk_s=walk_s) for walk_s in (0.0, 10.0))
    assert max(walked.quick_sd) < 1e-6
    assert walked.outlier_share == 0.0
    assert walked.bias == still.bias


def test_gaps_in_a_walk_are_none_of_the_set() -> None:
    course = make_course(20.0)
    is_walking = course.time_s < 5.0
    points = np.where(is_walking[:, None, None], np.nan, course.points)
    truth = TrueJoints(
        "t", "standing", (), "right", 0.0, course.time_s, course.trunk_deg, course.neck_deg, course.points, is_walking
    )
    found = fit_noise(SeenJoints(course.time_s, points, np.ones(points.shape[:2])), truth)
    assert found is not None
    assert found.profile.unseen_share == 0.0


def replace_spreads(profile: NoiseProfile) -> NoiseProfile:
    nothing = (0.0,) * N_CHANNELS
    return profile.model_copy(update={"slow_sd": nothing, "quick_sd": nothing, "unseen_share": 0.0, "head_sd_deg": 0.0})


def test_a_recording_in_which_nobody_is_seen_has_no_profile() -> None:
    course = make_course(4.0)
    never = np.zeros(course.time_s.size, dtype=np.bool_)
    truth = TrueJoints(
        "t", "standing", (), "left", 0.0, course.time_s, course.trunk_deg, course.neck_deg, course.points, never
    )
    seen = SeenJoints(course.time_s, np.full_like(course.points, np.nan), np.zeros(course.points.shape[:2]))
    assert fit_noise(seen, replace(truth, name="unseen")) is None
