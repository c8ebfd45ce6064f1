from math import isnan, nan
from typing import Literal

import numpy as np
import pytest

from cleanrep.model.samples import Pose
from cleanrep.signals.facing import FacingTracker, compute_facing_evidence
from cleanrep.testing import SEATED, Camera, Lifter, make_samples


def get_pose(side: Literal["left", "right"], lifter: Lifter | None = None) -> Pose:
    pose = make_samples(1, lifter=lifter, camera=Camera(side=side))[0].pose
    assert pose is not None
    return pose


@pytest.mark.parametrize("lifter", [Lifter(), SEATED])
def test_a_lifter_who_shows_the_right_side_faces_right(lifter: Lifter) -> None:
    assert compute_facing_evidence(get_pose("right", lifter)) > 0.5
    assert compute_facing_evidence(get_pose("left", lifter)) < -0.5


def test_a_body_that_was_not_seen_tells_nothing() -> None:
    pose = get_pose("left")
    unseen_px = np.full_like(pose.points_px, nan)
    assert isnan(compute_facing_evidence(Pose.join(unseen_px, pose.visibility, pose.world_m)))


def test_direction_is_known_after_a_moment() -> None:
    tracker = FacingTracker()
    became_known_s = [index / 25 for index in range(25) if tracker.push(index / 25, 1.0)]
    assert became_known_s == [pytest.approx(0.4, abs=0.05)]
    assert tracker.direction == 1


def test_poses_far_apart_tell_no_more_than_any_others() -> None:
    tracker = FacingTracker()
    known = [tracker.push(time_s, 1.0) for time_s in (0.0, 30.0, 60.0)]
    assert known == [False, False, True]


def test_single_frames_do_not_turn_the_lifter_round() -> None:
    tracker = FacingTracker()
    changes = [tracker.push(index / 25, -3.0 if index % 10 == 9 else 1.0) for index in range(500)]
    assert sum(changes) == 1
    assert tracker.direction == 1


def test_a_third_of_a_second_of_wrong_poses_does_not_turn_the_lifter_round() -> None:
    tracker = FacingTracker()
    evidence = [1.0] * 40 + [-5.0] * 8 + [5.0] * 40
    assert sum(tracker.push(index / 25, value) for index, value in enumerate(evidence)) == 1
    assert tracker.direction == 1


def test_a_lifter_who_turns_round_is_followed() -> None:
    tracker = FacingTracker()
    for index in range(100):
        tracker.push(index / 25, 1.0)
    turned_s = [index / 25 for index in range(100, 300) if tracker.push(index / 25, -1.0)]
    assert len(turned_s) == 1
    assert turned_s[0] - 4.0 < 4.0
    assert tracker.direction == -1


def test_frames_without_evidence_change_nothing() -> None:
    tracker = FacingTracker()
    assert not any(tracker.push(index / 25, nan) for index in range(100))
    assert tracker.direction == 0
