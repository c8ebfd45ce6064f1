"""How steady the lift is: spectral arc length and the number of velocity peaks."""

from math import floor

import numpy as np

from cleanrep.measures.registry import UNSTEADY_TRACK, Reading, measure, not_measured
from cleanrep.measures.window import GRID_RATE_HZ, RepetitionWindow
from cleanrep.model.arrays import FloatArray

CUTOFF_HZ = 6.0
AMPLITUDE_THRESHOLD = 0.05
PEAK_PROMINENCE = 0.15
MIN_PROMINENCE_DEG_S = 12.0
"""Half of what a slow lift's stop and restart swings by; the noise of video makes peaks below it in slow lifts."""
NOISE_PROMINENCE_1_S = 40.0
"""Swing of the speed, deg/s, that each degree of the track's noise may make: 1 in 100 smooth lifts has a second peak of
that prominence, on simulated sets of any noise."""
MAX_LIFT_NOISE_DEG = 0.9
"""Above this a lift's own stops drown: three steps in 3 s swing by 37 deg/s, noise up to here by 36."""
N_FFT = 4096
MIN_SAMPLES = 8


def compute_sparc(velocity: FloatArray, rate_hz: float) -> float:
    """Spectral arc length of a velocity profile (Balasubramanian et al. 2015), cut-off 6 Hz, threshold 0.05.

    Parameters
    ----------
    velocity : FloatArray
        (n,) evenly spaced, without NaN, n <= `N_FFT`; longer profiles are cut.

    Returns
    -------
    float
        <= 0; minimum jerk reads about -1.41, more negative is less smooth. Does not see snaps. NaN for a profile
        without motion.
    """
    n_below = floor(CUTOFF_HZ * N_FFT / rate_hz) + 1
    # A lift's spectrum is highest near 0 Hz, so its peak lies among those that count.
    spectrum = np.abs(np.fft.rfft(velocity[:N_FFT], N_FFT)[:n_below])
    peak = float(spectrum.max())
    if peak <= 0:
        return float("nan")
    normalised = spectrum / peak
    above = np.flatnonzero(normalised >= AMPLITUDE_THRESHOLD)
    n_steps = int(above[-1] - above[0])
    if n_steps == 0:
        return float("nan")
    kept = normalised[above[0] : above[-1] + 1]
    return -float(np.hypot(1.0 / n_steps, kept[1:] - kept[:-1]).sum())


def _lift_velocity(window: RepetitionWindow) -> FloatArray:
    times = window.fit.times
    return window.velocity_deg_s[window.slice_grid(times.start_s, times.top_start_s)]


@measure("sparc", unit="1")
def measure_sparc(window: RepetitionWindow) -> Reading:
    """Spectral arc length of the lift's velocity; minimum jerk -1.41, more negative is less steady."""
    if not window.track_noise_deg <= MAX_LIFT_NOISE_DEG:
        return UNSTEADY_TRACK
    velocity = _lift_velocity(window)
    if velocity.size < MIN_SAMPLES or not np.isfinite(velocity).all():
        return not_measured("the lift was not seen whole")
    return Reading(compute_sparc(velocity, GRID_RATE_HZ), window.fit.times.start_s)


@measure("n_velocity_peaks", unit="1")
def measure_n_velocity_peaks(window: RepetitionWindow) -> Reading:
    """Number of velocity peaks in the lift with a prominence past 15 % of the highest, 12 deg/s and the noise's."""
    if not window.track_noise_deg <= MAX_LIFT_NOISE_DEG:
        return UNSTEADY_TRACK
    velocity = _lift_velocity(window)
    if velocity.size < MIN_SAMPLES or not np.isfinite(velocity).all():
        return not_measured("the lift was not seen whole")
    from scipy.signal import find_peaks

    padded = np.concatenate([[0.0], velocity, [0.0]])
    highest = float(velocity.max())
    # The highest peak always counts, however slow the lift.
    least = max(PEAK_PROMINENCE * highest, MIN_PROMINENCE_DEG_S, NOISE_PROMINENCE_1_S * window.track_noise_deg)
    prominence = min(least, 0.9 * highest)
    peaks, _ = find_peaks(padded, prominence=prominence)
    return Reading(float(peaks.size), window.fit.times.start_s)
