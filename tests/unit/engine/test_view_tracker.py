from dataclasses import replace
from math import isnan, nan

import pytest

from cleanrep.engine.view_tracker import ViewTracker
from cleanrep.model.samples import Sample, Scene
from cleanrep.model.view import View
from cleanrep.testing import Camera, Lean, Lifter, Pause, make_set


def watch(*, camera: Camera | None = None, lifter: Lifter | None = None, scene: Scene | None = None) -> View:
    made = make_set([Lean(5.0), Pause(3.0)], start_deg=20.0, camera=camera, lifter=lifter)
    tracker = ViewTracker(480)
    for index, sample in enumerate(made.samples):
        dressed = replace(sample, scene=scene) if index % 25 == 0 else sample
        tracker.push(dressed, is_trunk_seen=sample.pose is not None)
    return tracker.describe(-1)


def test_a_good_view_has_nothing_against_it() -> None:
    view = watch(scene=Scene(1.0, 0.5))
    assert view.is_suitable
    assert view.reasons == ()
    assert view.side == "left"
    assert view.frame_rate_hz == pytest.approx(25.0, rel=0.01)
    assert view.coverage == 1.0
    assert view.roll_deg == pytest.approx(1.0, abs=0.3)
    assert not view.is_camera_moving


@pytest.mark.parametrize("yaw_deg", [-50.0, -24.0, 0.0, 20.0, 28.0, 35.0])
def test_yaw_is_told_without_its_sign(yaw_deg: float) -> None:
    view = watch(camera=Camera(yaw_deg=yaw_deg))
    assert view.yaw_deg == pytest.approx(abs(yaw_deg), abs=3.0)
    # The yaw is read small: what reads 28 may be more than the 30 that angles bear.
    assert view.is_suitable == (abs(yaw_deg) <= 26)


def test_a_small_person_cannot_be_judged() -> None:
    view = watch(lifter=Lifter(trunk_px=25.0))
    assert view.person_height < 0.2
    assert view.reasons == ("the lifter is too small in the picture: move the camera closer",)


def test_a_slow_camera_cannot_be_judged() -> None:
    view = watch(camera=Camera(frame_rate_hz=4.0))
    assert "4.0 frames a second are too few" in view.reasons[0]


def test_a_lifter_who_is_hidden_half_of_the_time_cannot_be_judged() -> None:
    view = watch(camera=Camera(gaps_s=((1.0, 5.5),)))
    assert view.coverage < 0.5
    assert any("clear the view" in reason for reason in view.reasons)


def test_a_leaning_picture_and_a_moving_camera_are_hints_and_no_obstacles() -> None:
    view = watch(scene=Scene(-8.0, 40.0))
    assert view.is_suitable
    assert view.is_camera_moving
    assert [reason.split(":")[0] for reason in view.reasons] == ["the camera moved", "the picture leans by about 8°"]


def test_what_the_background_does_not_tell_is_unknown() -> None:
    view = watch(scene=Scene(nan, nan))
    assert isnan(view.roll_deg)
    assert not view.is_camera_moving


def test_before_the_first_sample_nothing_is_known() -> None:
    tracker = ViewTracker(480)
    assert isnan(tracker.frame_rate_hz)
    assert tracker.describe(0).side is None
    assert tracker.find_footage_reason() is not None
    tracker.push(Sample(0.0, 0, None), is_trunk_seen=False)
    assert "nobody was seen" in (tracker.find_footage_reason() or "")
