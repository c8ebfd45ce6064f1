"""Zero-phase low-pass filter for evenly spaced series with gaps.

Written out rather than taken from ``scipy.signal``: importing that takes longer than analysing a short set.
"""

from math import pi, sqrt, tan

import numpy as np
from scipy.linalg.blas import dtbsv

from cleanrep.model.arrays import FloatArray


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

    Notes
    -----
    The filter's coefficients by the bilinear transform with the cut-off prewarped (Oppenheim and Schafer,
    *Discrete-Time Signal Processing*); each end is continued by its mirror image through the end point for up to a
    second.
    """
    seen = np.isfinite(value)
    if int(seen.sum()) < 2:
        return np.full_like(value, np.nan)
    index = np.arange(value.size)
    bridged = np.interp(index, index[seen], value[seen])
    pad = min(int(rate_hz), value.size - 1)
    before = 2.0 * bridged[0] - bridged[pad:0:-1]
    after = 2.0 * bridged[-1] - bridged[-2 : -pad - 2 : -1]
    slowness = tan(pi * cutoff_hz / rate_hz)
    forwards = _low_pass(np.concatenate([before, bridged, after]), slowness)
    smoothed = _low_pass(forwards[::-1], slowness)[::-1][pad : pad + value.size].copy()
    smoothed[~seen] = np.nan
    return smoothed


def _low_pass(value: FloatArray, slowness: float) -> FloatArray:
    """One pass over (n,) values, at rest on the first one before they begin."""
    square = slowness * slowness
    scale = 1.0 + sqrt(2.0) * slowness + square
    offset = value - value[0]
    weighted = offset.copy()
    weighted[1:] += 2.0 * offset[:-1]
    weighted[2:] += offset[:-2]
    # The recursion y[i] + a1 y[i-1] + a2 y[i-2] = w[i] is a triangular system with two bands below its diagonal.
    bands = np.ones((3, value.size))
    bands[1] = 2.0 * (square - 1.0) / scale
    bands[2] = (1.0 - sqrt(2.0) * slowness + square) / scale
    passed: FloatArray = dtbsv(2, bands, weighted * (square / scale), lower=1, diag=1)
    passed += value[0]
    return passed
