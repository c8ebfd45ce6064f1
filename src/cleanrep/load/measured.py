"""The moment about L5/S1 over a measured repetition: peak, mean, and what the way of lifting added.

Decides nothing about the view: whoever asks leaves out what the camera did not show well enough. 95 % intervals take
in body and machine (see `uncertainty`) and the trunk's inclination as the pose model reads it; for what a lift added,
the noise of the track.
"""

from dataclasses import replace

import numpy as np

from cleanrep.load.body import build_upper_body
from cleanrep.load.course import Course, move_along, smooth_lift
from cleanrep.load.curve import Setup
from cleanrep.load.moment import compute_moments
from cleanrep.load.movement import Movement
from cleanrep.load.uncertainty import WIDTHS_PER_SIGMA, draw_variations
from cleanrep.measures.window import MAX_TRACK_NOISE_DEG
from cleanrep.model.arrays import FloatArray
from cleanrep.model.back_load import Estimate, RepetitionMoment

ANGLE_DEG = 5.0
"""Standard uncertainty of the trunk's inclination from upright, one for the whole repetition: landmarks and camera."""
N_DRAWS = 400
DRAW_EVERY = 3
"""Grid points from one to the next in the draws: 20 a second."""


def measure_repetition(
    setup: Setup, course: Course, *, index: int, smooth_lift_s: float | None = None, seed: int = 0
) -> RepetitionMoment:
    """Moment of one repetition.

    Parameters
    ----------
    setup : Setup
        Who, on what, with how much.
    course : Course
        As `cut_course` gives it: seen throughout.
    index : int
        Of the repetition.
    smooth_lift_s : float or None
        Duration of the smooth lift that it is held against, as prescribed; None: as long as the lift took.
    seed : int
        Of the draws behind the intervals: the same one gives the same figures.
    """
    movement = move_along(course, course.is_inside)
    moment = _compute(setup, movement)
    lift_s = smooth_lift_s or course.times.concentric_s
    ideal = smooth_lift(course, lift_s)
    smooth = np.where(ideal.is_lift, _compute(setup, move_along(ideal, np.full(ideal.time_s.shape, True))), np.nan)
    at = int(np.argmax(moment))
    peaks, means = _draw(setup, movement, seed=seed)
    lift_peak, smooth_peak = float(moment[course.is_lift[course.is_inside]].max()), float(np.nanmax(smooth))
    return RepetitionMoment(
        index=index,
        peak_n_m=_enclose(float(moment[at]), peaks),
        mean_n_m=_enclose(float(moment.mean()), means),
        peak_time_s=float(movement.time_s[at]),
        peak_angle_deg=float(np.degrees(movement.angle_rad[at])),
        time_under_load_s=course.times.end_s - course.times.start_s,
        lift_peak_n_m=lift_peak,
        smooth_lift_s=lift_s,
        smooth_peak_n_m=smooth_peak,
        added_n_m=_tell_added(setup, course, lift_peak - smooth_peak),
        time_s=movement.time_s,
        moment_n_m=moment,
        smooth_n_m=smooth[course.is_inside],
    )


def _compute(setup: Setup, movement: Movement) -> FloatArray:
    body, load_kg = build_upper_body(setup.lifter), np.asarray(setup.load_kg)
    return compute_moments(body, setup.machine, movement, load_kg=load_kg, plate_at=setup.plate_at).l5s1_n_m


def _draw(setup: Setup, movement: Movement, *, seed: int) -> tuple[FloatArray, FloatArray]:
    """Peaks and means of `N_DRAWS` other bodies, machines and inclinations."""
    generator = np.random.default_rng(seed)
    body, pad_scale = draw_variations(setup, generator, N_DRAWS)
    tilt_rad = np.radians(ANGLE_DEG) * generator.standard_normal((N_DRAWS, 1))
    tilted = Movement(
        movement.time_s[::DRAW_EVERY],
        movement.angle_rad[::DRAW_EVERY] + tilt_rad,
        movement.velocity_rad_s[::DRAW_EVERY],
        movement.acceleration_rad_s2[::DRAW_EVERY],
        movement.direction[::DRAW_EVERY],
    )
    load_kg = np.asarray(setup.load_kg)
    moments = compute_moments(body, setup.machine, tilted, load_kg=load_kg, plate_at=setup.plate_at)
    drawn = moments.body_n_m + moments.machine_n_m * pad_scale
    return drawn.max(axis=1), drawn.mean(axis=1)


def _enclose(value: float, drawn: FloatArray) -> Estimate:
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Estimate(value, min(float(low), value), max(float(high), value))


def _tell_added(setup: Setup, course: Course, added_n_m: float) -> Estimate | None:
    """The difference with the noise of the track; None for a track that is too unsteady."""
    if not course.noise_deg <= MAX_TRACK_NOISE_DEG:
        return None
    half = WIDTHS_PER_SIGMA * _find_inertia(setup, course) * course.acceleration_noise_rad_s2
    return Estimate(added_n_m, added_n_m - half, added_n_m + half)


def _find_inertia(setup: Setup, course: Course) -> float:
    """Moment about L5/S1 that one rad/s2 of lift costs, kg m2; the largest over the lift."""
    movement = move_along(course, course.is_lift)
    lifted = replace(movement, acceleration_rad_s2=movement.acceleration_rad_s2 - 1.0)
    return float((_compute(setup, lifted) - _compute(setup, movement)).max())
