"""Samples of a made-up set with known truth, as a camera and a pose model would deliver them.

Nothing here is random unless noise or uneven frames are asked for, and then the seed decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import radians, sqrt
from typing import Literal

import numpy as np

from cleanrep.model.arrays import FloatArray
from cleanrep.model.samples import Pose, Sample
from cleanrep.testing.body import TRUNK_M, Lifter, place_keypoints, project, swap_sides
from cleanrep.testing.motion import Motion, Movement, Pause, PlannedRepetition, TrueRepetition

HIP_HEIGHT = 0.5
"""Height of the hip in the picture, as a share of it."""


@dataclass(frozen=True, slots=True)
class Camera:
    """How the set is filmed.

    Attributes
    ----------
    side : str
        Side of the lifter that faces the camera.
    yaw_deg : float
        0 from the side; + when the near shoulder stands ahead of the far one in the picture.
    frame_rate_hz : float
        Mean rate.
    unevenness : float
        0..0.9: how far a frame's time strays, as a share of half the step (variable frame rate).
    noise_deg : float
        Standard deviation of the trunk's inclination through the scatter of hip and shoulder.
    gaps_s : tuple[tuple[float, float], ...]
        Spans ``[start, end)`` without a pose.
    seed : int
        Of noise and unevenness.
    """

    side: Literal["left", "right"] = "left"
    yaw_deg: float = 0.0
    frame_rate_hz: float = 25.0
    unevenness: float = 0.0
    noise_deg: float = 0.0
    gaps_s: tuple[tuple[float, float], ...] = ()
    width_px: int = 640
    height_px: int = 480
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class SyntheticSet:
    """A recording with its truth.

    Attributes
    ----------
    samples : list[Sample]
        In order of time, from 0 s.
    repetitions : tuple[TrueRepetition, ...]
        What a perfect observer would count.
    trunk_deg : FloatArray
        (n,) inclination of the trunk from vertical at each sample, as a pose model without noise reads it from the
        side.
    """

    samples: list[Sample]
    repetitions: tuple[TrueRepetition, ...]
    trunk_deg: FloatArray

    @property
    def time_s(self) -> FloatArray:
        """(n,) times of the samples."""
        return np.array([sample.time_s for sample in self.samples])


def make_samples(
    n_repetitions: int = 3,
    *,
    repetition: PlannedRepetition | None = None,
    lifter: Lifter | None = None,
    camera: Camera | None = None,
) -> list[Sample]:
    """Samples of a set of equal repetitions, clean by default.

    Examples
    --------
    >>> samples = make_samples(n_repetitions=1)
    >>> len(samples), round(samples[-1].time_s, 2)
    (218, 8.68)
    """
    planned = repetition or PlannedRepetition()
    return make_set([planned] * n_repetitions, lifter=lifter, camera=camera).samples


def make_set(
    movements: Sequence[Movement],
    *,
    lifter: Lifter | None = None,
    camera: Camera | None = None,
    start_place: float = 0.0,
    start_deg: float | None = None,
) -> SyntheticSet:
    """Film a course of movements, with a moment of rest before and after.

    Parameters
    ----------
    start_place : float
        Where the hip is at first, trunk lengths ahead of its place on the machine.
    start_deg : float or None
        Trunk against the straight line at first; None: the bottom of the first planned repetition.

    Examples
    --------
    >>> from cleanrep.testing import Fidgets, PlannedRepetition, make_set
    >>> made = make_set([Fidgets(), PlannedRepetition(), PlannedRepetition(lower_s=0.7)])
    >>> [round(item.times.eccentric_s, 2) for item in made.repetitions]
    [2.6, 0.7]
    """
    lifter, camera = lifter or Lifter(), camera or Camera()
    if start_deg is None:
        start_deg = next((item.bottom_deg for item in movements if isinstance(item, PlannedRepetition)), 58.0)
    motion = Motion([Pause(1.0), *movements, Pause(1.5)], start_deg=start_deg, start_place=start_place)
    time_s = make_times(motion.duration_s, camera)
    trunk_deg = motion.compute_trunk_deg(time_s) + lifter.straight_deg
    places = motion.compute_place(time_s)
    rng = np.random.default_rng(camera.seed)
    samples = [
        Sample(float(moment_s), frame, _film(lifter, camera, trunk_deg=float(angle_deg), place=float(place), rng=rng))
        for frame, (moment_s, angle_deg, place) in enumerate(zip(time_s, trunk_deg, places, strict=True))
    ]
    return SyntheticSet(_leave_gaps(samples, camera.gaps_s), motion.repetitions, trunk_deg)


def make_times(duration_s: float, camera: Camera) -> FloatArray:
    """(n,) strictly increasing times of the frames, from 0."""
    step_s = 1.0 / camera.frame_rate_hz
    time_s = np.arange(0.0, duration_s, step_s)
    stray = np.random.default_rng(camera.seed + 1).uniform(-0.5, 0.5, time_s.size) * camera.unevenness * step_s
    stray[0] = 0.0
    return time_s + stray


def _film(lifter: Lifter, camera: Camera, *, trunk_deg: float, place: float, rng: np.random.Generator) -> Pose | None:
    seen = project(place_keypoints(lifter, trunk_deg), camera.yaw_deg)
    # Two ends scatter independently, so each takes its share of the angle's noise.
    noise_px = radians(camera.noise_deg) * lifter.trunk_px / sqrt(2.0)
    scatter_px = rng.normal(0.0, 1.0, (seen.shape[0], 2)) * noise_px
    facing = -1.0 if camera.side == "left" else 1.0
    seen = seen if camera.side == "left" else swap_sides(seen)
    hip_px = np.array([camera.width_px / 2 + facing * place * lifter.trunk_px, HIP_HEIGHT * camera.height_px])
    if not 0 <= hip_px[0] < camera.width_px:
        return None
    points_px = hip_px + seen[:, :2] * (facing * lifter.trunk_px, lifter.trunk_px) + scatter_px
    return Pose.join(points_px, np.ones(seen.shape[0]), seen * TRUNK_M * (facing, 1.0, 1.0))


def _leave_gaps(samples: list[Sample], gaps_s: tuple[tuple[float, float], ...]) -> list[Sample]:
    return [
        Sample(sample.time_s, sample.frame, None)
        if any(start_s <= sample.time_s < end_s for start_s, end_s in gaps_s)
        else sample
        for sample in samples
    ]
