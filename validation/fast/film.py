"""From the plan of a simulated set to its samples and its truth."""

from dataclasses import dataclass

import numpy as np

from cleanrep.model.arrays import BoolArray, FloatArray
from cleanrep.model.keypoints import N_KEYPOINTS, Keypoint
from cleanrep.model.samples import Pose, Sample
from cleanrep.testing.body import TRUNK_M, Lifter
from cleanrep.testing.synthetic_set import Camera, make_times
from validation.fast.body import place_course
from validation.fast.plan import GOAL, SimulatedPlan
from validation.motion.measures import measure_set
from validation.motion.script import Marks, play
from validation.motion.timeline import Timeline
from validation.noise.apply import Colouring, TrueCourse, add_noise
from validation.noise.joints import mirror
from validation.truth import SetTruth, build_repetitions

TRUNK_PX = 110.0
WIDTH_PX, HEIGHT_PX = 640, 480
_LEGS = {Keypoint[f"{side}_{part}"] for side in ("LEFT", "RIGHT") for part in ("KNEE", "ANKLE", "HEEL", "FOOT_INDEX")}
_ABOVE_LEGS = [keypoint for keypoint in Keypoint if keypoint not in _LEGS]
_HEELS = [Keypoint.LEFT_HEEL, Keypoint.RIGHT_HEEL]


@dataclass(frozen=True, slots=True, eq=False)
class Filmed:
    """A simulated set.

    Attributes
    ----------
    samples : list[Sample]
        As the pose model delivers them, or from the true joints.
    """

    truth: SetTruth
    samples: list[Sample]


def film(plan: SimulatedPlan, colouring: Colouring | None) -> Filmed:
    """Play the script of a plan and look at it through the pose model's noise; from the true joints without it."""
    timeline, marks = play(plan.script)
    time_s = make_times(
        timeline.duration_s, Camera(frame_rate_hz=plan.rate_hz, unevenness=plan.unevenness, seed=plan.seed)
    )
    truth = _tell_truth(plan, timeline, marks, n_frames=time_s.size)
    if colouring is None:
        points, seen = _look(plan, timeline, time_s).points, np.ones(time_s.size, dtype=np.bool_)
    else:
        late = _look(plan, timeline, np.clip(time_s - plan.profile.lag_s, 0.0, None))
        late = TrueCourse(time_s, late.trunk_deg, late.neck_deg, late.points)
        points, seen = add_noise(late, plan.profile, colouring, rng=np.random.default_rng(plan.seed))
    return Filmed(truth, _to_samples(plan, time_s, points, seen=seen))


def _look(plan: SimulatedPlan, timeline: Timeline, time_s: FloatArray) -> TrueCourse:
    def read(values: FloatArray) -> FloatArray:
        return np.asarray(np.interp(time_s, timeline.time_s, values))

    trunk_deg, neck_deg = plan.neutral_deg + read(timeline.trunk_deg), read(timeline.neck_deg)
    lifter = Lifter(thigh_deg=plan.thigh_deg, knee_deg=plan.knee_deg)
    points = place_course(lifter, trunk_deg, -neck_deg, yaw_deg=plan.profile.yaw_deg)
    points[:, _ABOVE_LEGS, 0] -= read(timeline.hip_slide_m)[:, None] / TRUNK_M
    points[:, _HEELS, 1] += read(timeline.heel_lift_m)[:, None] / TRUNK_M
    points[:, :, 0] -= read(timeline.aside_m)[:, None] / TRUNK_M
    return TrueCourse(time_s, trunk_deg, neck_deg, points)


def _to_samples(plan: SimulatedPlan, time_s: FloatArray, points: FloatArray, *, seen: BoolArray) -> list[Sample]:
    points_px = mirror(points, plan.near) * TRUNK_PX + (WIDTH_PX / 2.0, HEIGHT_PX / 2.0)
    visibility, world_m = np.ones(N_KEYPOINTS), np.full((N_KEYPOINTS, 3), np.nan)
    return [
        Sample(float(moment_s), frame, Pose.join(points_px[frame], visibility, world_m) if seen[frame] else None)
        for frame, moment_s in enumerate(time_s)
    ]


def _tell_truth(plan: SimulatedPlan, timeline: Timeline, marks: tuple[Marks, ...], *, n_frames: int) -> SetTruth:
    return SetTruth(
        body=plan.profile.name,
        outfit="none",
        gym="none",
        geometry=plan.variant,
        fault="see repetitions",
        yaw=-plan.profile.yaw_deg,
        fps=plan.rate_hz,
        w=WIDTH_PX,
        h=HEIGHT_PX,
        near="L" if plan.near == "left" else "R",
        arms="crossed",
        lever="far",
        frames=n_frames,
        variant=plan.variant,
        goal=GOAL,
        is_judgeable=True,
        in_sample=False,
        strata=dict(plan.strata),
        repetitions=build_repetitions(plan.faults, marks, measure_set(timeline, marks), neutral_deg=plan.neutral_deg),
        key=plan.name,
        files={},
    )
