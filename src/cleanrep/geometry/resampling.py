"""Thin out or resample series whose steps vary."""

import numpy as np

from cleanrep.model.arrays import FloatArray


def average_in_bins(time_s: FloatArray, value: FloatArray, *, max_points: int) -> tuple[FloatArray, FloatArray]:
    """Average neighbouring samples so that at most `max_points` remain.

    Parameters
    ----------
    time_s, value : FloatArray
        (n,) without NaN.

    Returns
    -------
    tuple[FloatArray, FloatArray]
        (m,) mean times and mean values, m <= max_points; the input itself when it is short enough.
    """
    if time_s.size <= max_points:
        return time_s, value
    edges = np.linspace(0, time_s.size, max_points + 1).astype(np.intp)[:-1]
    counts = np.diff(np.append(edges, time_s.size))
    return np.add.reduceat(time_s, edges) / counts, np.add.reduceat(value, edges) / counts


def resample_evenly(
    time_s: FloatArray, value: FloatArray, *, rate_hz: float, max_gap_s: float
) -> tuple[FloatArray, FloatArray]:
    """Interpolate linearly onto an even grid.

    Parameters
    ----------
    time_s : FloatArray
        (n,) increasing, n >= 2.
    value : FloatArray
        (n,) NaN = not seen.
    max_gap_s : float
        Grid points inside a gap between seen samples longer than this become NaN: a gap does not invent motion.

    Returns
    -------
    tuple[FloatArray, FloatArray]
        (m,) grid and values.
    """
    # A little past the last sample, for steps that add up to a hair less: not by so much that nothing is known there.
    grid = np.arange(time_s[0], time_s[-1] + 1e-6 / rate_hz, 1.0 / rate_hz)
    seen = np.isfinite(value)
    known = time_s[seen]
    if known.size < 2:
        return grid, np.full_like(grid, np.nan)
    resampled = np.interp(grid, known, value[seen], left=np.nan, right=np.nan)
    for before in (known[1:] - known[:-1] > max_gap_s).nonzero()[0]:
        resampled[(grid >= known[before]) & (grid < known[before + 1])] = np.nan
    return grid, resampled
