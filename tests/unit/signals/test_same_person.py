from dataclasses import replace

import numpy as np
import pytest

from cleanrep.model.keypoints import Keypoint
from cleanrep.model.samples import Pose, Sample, TrunkPoints
from cleanrep.signals.same_person import BELIEVE_AFTER_S, SamePerson
from cleanrep.testing import make_samples

STEP_S = 0.04


def stand_at(time_s: float, *, x_px: float, size: float = 1.0) -> Sample:
    """The lifter's pose moved across the picture, and larger or smaller about the middle of it."""
    sample = make_samples(1)[0]
    assert sample.pose is not None
    points_px = sample.pose.points_px
    middle_px = np.nanmean(points_px, axis=0)
    moved_px = middle_px + size * (points_px - middle_px) + (x_px, 0.0)
    return replace(sample, time_s=time_s, pose=Pose.join(moved_px, sample.pose.visibility, sample.pose.world_m))


def watch(person: SamePerson, samples: list[Sample]) -> list[bool]:
    return [_is_believed(*person.screen(sample)) for sample in samples]


def _is_believed(screened: Sample, trunk: TrunkPoints | None) -> bool:
    assert (trunk is None) == (screened.pose is None)
    return trunk is not None


@pytest.fixture
def person() -> SamePerson:
    watched = SamePerson()
    assert all(watch(watched, [stand_at(STEP_S * frame, x_px=0.0) for frame in range(10)]))
    return watched


def test_who_jumps_across_the_picture_is_somebody_else_until_the_lifter_is_back(person: SamePerson) -> None:
    others = [stand_at(0.4 + STEP_S * frame, x_px=200.0) for frame in range(20)]
    assert not any(watch(person, others))
    assert watch(person, [stand_at(1.4, x_px=2.0)]) == [True]


def test_who_stays_away_for_long_is_believed_to_have_moved(person: SamePerson) -> None:
    n_frames = int((BELIEVE_AFTER_S + 1.0) / STEP_S)
    seen = watch(person, [stand_at(0.4 + STEP_S * frame, x_px=200.0) for frame in range(n_frames)])
    assert not seen[0]
    assert seen[-1]


def test_a_walk_is_no_jump(person: SamePerson) -> None:
    assert all(watch(person, [stand_at(0.4 + STEP_S * frame, x_px=10.0 * frame) for frame in range(30)]))


def test_a_lifter_out_of_sight_for_a_moment_may_come_back_elsewhere(person: SamePerson) -> None:
    assert watch(person, [stand_at(0.8, x_px=130.0)]) == [True]


@pytest.mark.parametrize("size", [0.7, 1.45])
def test_but_not_of_another_size(person: SamePerson, size: float) -> None:
    assert watch(person, [stand_at(0.8, x_px=130.0, size=size)]) == [False]


def test_hips_that_were_not_seen_tell_nothing_about_the_person(person: SamePerson) -> None:
    sample = stand_at(0.4, x_px=0.0)
    assert sample.pose is not None
    points_px = sample.pose.points_px
    points_px[Keypoint.LEFT_HIP] = np.nan
    hidden = replace(sample, pose=Pose.join(points_px, sample.pose.visibility, sample.pose.world_m))
    assert watch(person, [hidden, stand_at(0.44, x_px=0.0)]) == [True, True]
