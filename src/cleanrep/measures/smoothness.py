"""How steady the lift is: spectral arc length and the number of velocity peaks."""

from math import floor, nan

import numpy as np

from cleanrep.measures.registry import UNSTEADY_TRACK, Reading, measure
from cleanrep.measures.sight import LIFT_UNSEEN, is_lift_seen
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
    peak: float = spectrum.item(spectrum.argmax())
    if peak <= 0:
        return nan
    normalised = spectrum / peak
    above = (normalised >= AMPLITUDE_THRESHOLD).nonzero()[0]
    first, last = above.item(0), above.item(-1)
    n_steps = last - first
    if n_steps == 0:
        return nan
    kept = normalised[first : last + 1]
    return -float(np.hypot(1.0 / n_steps, kept[1:] - kept[:-1]).sum())


def count_peaks(velocity: FloatArray, prominence: float) -> int:
    """Number of peaks of a movement from rest to rest with at least some prominence.

    Parameters
    ----------
    velocity : FloatArray
        (n,) without NaN, between rests that are not among them.
    prominence : float
        > 0; how far the velocity rises to a peak, and falls from it, between two that count.
    """
    n_peaks = 0
    is_rising, turn = False, 0.0
    for speed in (*velocity.tolist(), 0.0):
        if is_rising == (speed > turn):
            turn = speed
        elif abs(speed - turn) >= prominence:
            n_peaks += is_rising
            is_rising, turn = not is_rising, speed
    return n_peaks


@measure("sparc", unit="1")
def measure_sparc(window: RepetitionWindow) -> Reading:
    """Spectral arc length of the lift's velocity; minimum jerk -1.41, more negative is less steady."""
    if not window.track_noise_deg <= MAX_LIFT_NOISE_DEG:
        return UNSTEADY_TRACK
    velocity = window.velocity_deg_s[window.lift]
    if velocity.size < MIN_SAMPLES or not is_lift_seen(window):
        return LIFT_UNSEEN
    return Reading(compute_sparc(velocity, GRID_RATE_HZ), window.fit.times.start_s)


@measure("n_velocity_peaks", unit="1")
def measure_n_velocity_peaks(window: RepetitionWindow) -> Reading:
    """Number of velocity peaks in the lift with a prominence past 15 % of the highest, 12 deg/s and the noise's."""
    if not window.track_noise_deg <= MAX_LIFT_NOISE_DEG:
        return UNSTEADY_TRACK
    velocity = window.velocity_deg_s[window.lift]
    if velocity.size < MIN_SAMPLES or not is_lift_seen(window):
        return LIFT_UNSEEN
    highest: float = velocity.item(velocity.argmax())
    # The highest peak always counts, however slow the lift.
    least = max(PEAK_PROMINENCE * highest, MIN_PROMINENCE_DEG_S, NOISE_PROMINENCE_1_S * window.track_noise_deg)
    n_peaks = count_peaks(velocity, min(least, 0.9 * highest))
    return Reading(float(n_peaks), window.fit.times.start_s)
