"""Zero-phase low-pass filter for evenly spaced series with gaps."""

from functools import lru_cache

import numpy as np
from scipy.signal import butter, sosfiltfilt

from cleanrep.model.arrays import FloatArray

ORDER = 2


@lru_cache(maxsize=16)
def _design(cutoff_hz: float, rate_hz: float) -> FloatArray:
    sections: FloatArray = butter(ORDER, cutoff_hz, fs=rate_hz, output="sos")
    return sections


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
    seen = np.isfinite(value)
    if int(seen.sum()) < 2:
        return np.full_like(value, np.nan)
    index = np.arange(value.size)
    bridged = np.interp(index, index[seen], value[seen])
    pad = min(int(rate_hz), value.size - 1)
    smoothed: FloatArray = sosfiltfilt(_design(cutoff_hz, rate_hz), bridged, padtype="odd", padlen=pad)
    smoothed[~seen] = np.nan
    return smoothed
