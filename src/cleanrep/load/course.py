"""The trunk's course over a measured repetition, and the smoothest lift in its place.

Both go through the filter of the repetition's measures (zero-phase Butterworth, 3 Hz), so that a difference between
them is one of the lift and not of the filter. What the filter takes off a quick lift is taken off both: a snap of less
than a third of a second is told too small.
"""

from dataclasses import dataclass, replace
from math import pi, sqrt

import numpy as np

from cleanrep.geometry.resampling import resample_evenly
from cleanrep.geometry.smoothing import smooth_zero_phase
from cleanrep.load.movement import Movement
from cleanrep.measures.window import CUTOFF_HZ, GRID_RATE_HZ, MAX_GAP_S
from cleanrep.model.arrays import BoolArray, FloatArray
from cleanrep.model.repetition import PhaseTimes
from cleanrep.model.report import Trace

MARGIN_S = 1.0
"""Read on either side of the repetition, so that the filter has settled."""
MIN_SAMPLES = 8


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """Smoothed inclination of the trunk on an even grid, a margin on either side of the repetition included.

    Attributes
    ----------
    time_s, angle_deg : FloatArray
        (m,) source clock; inclination from upright, + forward, NaN in gaps.
    noise_deg : float
        Root mean square of what the filter took off over the repetition.
    rate_hz : float
        Median frame rate of the recording there.
    """

    times: PhaseTimes
    time_s: FloatArray
    angle_deg: FloatArray
    noise_deg: float
    rate_hz: float

    @property
    def is_inside(self) -> BoolArray:
        """(m,) grid points from the start of the lift to the end of the lowering."""
        return (self.time_s >= self.times.start_s) & (self.time_s <= self.times.end_s)

    @property
    def is_lift(self) -> BoolArray:
        """(m,) grid points of the lift."""
        return (self.time_s >= self.times.start_s) & (self.time_s <= self.times.top_start_s)

    @property
    def acceleration_noise_rad_s2(self) -> float:
        """Standard deviation of the acceleration through noise that the filter lets pass.

        White noise of the frames, whose part above the cut-off was seen and taken off; below it the second derivative
        of noise of power density S has the variance S (2 pi)^4 f^5 / 5.
        """
        taken_hz = max(self.rate_hz / 2 - CUTOFF_HZ, CUTOFF_HZ)
        density = np.radians(self.noise_deg) ** 2 / taken_hz
        return float(sqrt(density * (2 * pi) ** 4 * CUTOFF_HZ**5 / 5))


def cut_course(trace: Trace, times: PhaseTimes) -> Course | None:
    """Course of a repetition; None when the trunk was not seen in all of it (gaps of `MAX_GAP_S` are bridged)."""
    is_near = (trace.time_s >= times.start_s - MARGIN_S) & (trace.time_s <= times.end_s + MARGIN_S)
    time_s, raw_deg = trace.time_s[is_near], trace.angle_deg[is_near]
    if int(np.isfinite(raw_deg).sum()) < MIN_SAMPLES:
        return None
    grid_s, even_deg = resample_evenly(time_s, raw_deg, rate_hz=GRID_RATE_HZ, max_gap_s=MAX_GAP_S)
    angle_deg = smooth_zero_phase(even_deg, cutoff_hz=CUTOFF_HZ, rate_hz=GRID_RATE_HZ)
    is_own = (time_s >= times.start_s) & (time_s <= times.end_s)
    removed_deg = (raw_deg - np.interp(time_s, grid_s, angle_deg))[is_own]
    noise_deg = float(np.sqrt(np.nanmean(removed_deg**2))) if np.isfinite(removed_deg).any() else float("nan")
    course = Course(times, grid_s, angle_deg, noise_deg, 1.0 / float(np.median(np.diff(time_s))))
    return course if np.isfinite(angle_deg[course.is_inside]).all() and course.is_lift.sum() > 2 else None


def smooth_lift(course: Course, lift_s: float) -> Course:
    """The course with its lift replaced by a minimum-jerk one over the same angles, at rest before and after.

    Parameters
    ----------
    lift_s : float
        Duration of that lift, > 0; its times hold what follows at the top until the end at least.
    """
    bottom_deg, top_deg = course.angle_deg[course.is_lift][[0, -1]]
    start_s = course.times.start_s
    s = np.clip((course.time_s - start_s) / lift_s, 0.0, 1.0)
    ideal_deg = bottom_deg + (top_deg - bottom_deg) * (10 * s**3 - 15 * s**4 + 6 * s**5)
    end_s = max(course.times.end_s, start_s + lift_s)
    return replace(
        course,
        times=PhaseTimes(start_s, start_s + lift_s, end_s, end_s),
        angle_deg=smooth_zero_phase(ideal_deg, cutoff_hz=CUTOFF_HZ, rate_hz=GRID_RATE_HZ),
    )


def move_along(course: Course, is_chosen: BoolArray) -> Movement:
    """Movement over the chosen grid points, derivatives by central differences."""
    angle_rad = np.radians(course.angle_deg)
    velocity_rad_s = np.gradient(angle_rad, 1.0 / GRID_RATE_HZ)
    acceleration_rad_s2 = np.gradient(velocity_rad_s, 1.0 / GRID_RATE_HZ)
    times = course.times
    is_up = (course.time_s >= times.start_s) & (course.time_s < times.top_start_s)
    is_down = (course.time_s >= times.top_end_s) & (course.time_s < times.end_s)
    direction = is_up.astype(np.float64) - is_down.astype(np.float64)
    return Movement(
        *(values[is_chosen] for values in (course.time_s, angle_rad, velocity_rad_s, acceleration_rad_s2, direction))
    )
