"""Zero-phase low-pass filter and derivative of evenly spaced series with gaps.

`scipy.signal` is imported where it is used: it takes longer to load than most commands take.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from cleanrep.model.arrays import FloatArray

ORDER = 2


@lru_cache(maxsize=16)
def _make_filter(cutoff_hz: float, rate_hz: float) -> Callable[[FloatArray], FloatArray]:
    """The filter, run forwards from rest on a series' first value; designed and imported once."""
    from scipy.signal import butter, lfilter, lfilter_zi

    numerator, denominator = butter(ORDER, cutoff_hz, fs=rate_hz)
    at_rest = lfilter_zi(numerator, denominator)

    def run(value: FloatArray) -> FloatArray:
        filtered: FloatArray = lfilter(numerator, denominator, value, zi=at_rest * value[0])[0]
        return filtered

    return run


def smooth_zero_phase(value: FloatArray, *, cutoff_hz: float, rate_hz: float) -> FloatArray:
    """Second-order Butterworth low pass, run forwards and backwards.

    Parameters
    ----------
    value : FloatArray
        (n,) evenly spaced; gaps (NaN) are bridged by straight lines for the filter and are NaN again in the result.
    cutoff_hz : float
        3 Hz for angles from video, 6 to 8 Hz for motion sensors. Must be below half the rate.

    Returns
    -------
    FloatArray
        (n,) smoothed, without delay. All NaN when fewer than two values are seen.
    """
    seen = np.isfinite(value).nonzero()[0]
    if seen.size < 2:
        return np.full_like(value, np.nan)
    is_gappy = seen.size < value.size
    bridged = np.interp(np.arange(value.size), seen, value[seen]) if is_gappy else value
    pad = min(int(rate_hz), value.size - 1)
    # As scipy.signal.filtfilt with odd padding, which designs the state at rest anew for every call.
    before = 2.0 * bridged[0] - bridged[pad:0:-1]
    after = 2.0 * bridged[-1] - bridged[-2 : -pad - 2 : -1]
    run = _make_filter(cutoff_hz, rate_hz)
    forwards = run(np.concatenate([before, bridged, after]))
    smoothed = run(forwards[::-1])[::-1][pad : pad + value.size].copy()
    return np.where(np.isfinite(value), smoothed, np.nan) if is_gappy else smoothed


def differentiate(value: FloatArray, *, rate_hz: float) -> FloatArray:
    """Rate of change of (n >= 2,) evenly spaced values per second: central differences, one-sided at the ends.

    As `numpy.gradient`, several times quicker. NaN values make their neighbours' rates NaN.
    """
    rate = np.empty_like(value)
    rate[1:-1] = 0.5 * rate_hz * (value[2:] - value[:-2])
    rate[0] = rate_hz * (value[1] - value[0])
    rate[-1] = rate_hz * (value[-1] - value[-2])
    return rate
