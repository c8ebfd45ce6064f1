"""Findings get pictures: the worst ones, few and small."""

import cv2
import numpy as np

from cleanrep.model.samples import Frame, Pose
from cleanrep.report.key_frames import MAX_BYTES, MAX_KEY_FRAMES, MAX_SIDE_PX, plan_key_frames, take_key_frame
from cleanrep.report.posed_frame import PosedFrame
from cleanrep.testing.sample_exercise import make_exercise
from cleanrep.testing.sample_report import SamplePlan, make_set_report

EXERCISE = make_exercise()


def test_faults_and_borderline_findings_are_planned_in_order_of_frames() -> None:
    requests = plan_key_frames(make_set_report(), EXERCISE)
    assert [r.frame for r in requests] == sorted(r.frame for r in requests)
    assert [r.repetition for r in requests if r.finding.rule == "stop-at-neutral"] == [2, 4]


def test_long_recording_keeps_the_worst_findings() -> None:
    report = make_set_report(SamplePlan(tops_deg=(0.0,) * 30 + (-18.0,) * 3))
    requests = plan_key_frames(report, EXERCISE)
    assert len(requests) == MAX_KEY_FRAMES
    assert sum(r.finding.rule == "stop-at-neutral" for r in requests) == 3


def test_report_without_faults_plans_nothing() -> None:
    assert plan_key_frames(make_set_report(SamplePlan(tops_deg=())), EXERCISE) == []


def test_picture_is_cropped_to_the_lifter_and_bounded(pose: Pose) -> None:
    request = plan_key_frames(make_set_report(), EXERCISE)[1]
    noise = np.random.default_rng(1).integers(0, 255, (240, 320, 3), np.uint8)
    key_frame = take_key_frame(request, PosedFrame(Frame(7, 0.3, noise), pose, "left"))
    image = cv2.imdecode(np.frombuffer(key_frame.jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    assert image.shape[:2] == (key_frame.height_px, key_frame.width_px)
    assert key_frame.width_px < 320
    assert len(key_frame.jpeg) <= MAX_BYTES
    assert key_frame.frame == 7


def test_large_picture_is_scaled_down() -> None:
    request = plan_key_frames(make_set_report(), EXERCISE)[0]
    frame = Frame(0, 0.0, np.full((1080, 1920, 3), 90, np.uint8))
    key_frame = take_key_frame(request, PosedFrame(frame, None, None))
    assert (key_frame.width_px, key_frame.height_px) == (MAX_SIDE_PX, 360)


def test_person_outside_the_picture_gives_the_whole_picture(pose: Pose) -> None:
    request = plan_key_frames(make_set_report(), EXERCISE)[0]
    away = Pose.join(pose.points_px + 10_000, pose.visibility, pose.world_m)
    frame = Frame(0, 0.0, np.full((240, 320, 3), 90, np.uint8))
    key_frame = take_key_frame(request, PosedFrame(frame, away, "left"))
    assert (key_frame.width_px, key_frame.height_px) == (320, 240)
