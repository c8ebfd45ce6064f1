"""The shape of the back's edge as one number.

Decides how much the edge turns between the seat and the middle of the back; how much is too much stands in the rules.
"""

import numpy as np

from cleanrep.model.arrays import FloatArray

START = 0.0
END = 14.0 / 24.0
WINDOW = 0.25
"""Share of the hip-shoulder line over which each of the two tangents is fitted."""

MIN_SEEN = 0.7


def contour_turning_deg(
    depth: FloatArray, *, start: float = START, end: float = END, window: float = WINDOW
) -> FloatArray:
    """Return how far the tangent of a dorsal contour turns from the lower to the upper end of a part of it.

    Parameters
    ----------
    depth : FloatArray
        (..., n) depths behind the hip-shoulder line in trunk lengths, at n stations evenly spaced from the hip (0) to
        the shoulder (1); NaN where not seen.
    start, end : float
        Ends of the part, shares of the line.
    window : float
        Share of the line, inwards from each end, over which the tangent is fitted by least squares.

    Returns
    -------
    FloatArray
        (...) degrees, + = rounded (the edge bulges backwards), - = hollow. NaN where less than 70 % of a window's
        stations are seen.

    Notes
    -----
    Does not depend on the person's size, nor on where the line lies parallel to itself or how it is tilted, apart from
    which part of the back is looked at: both tangents are measured against the same line.

    On rendered sets of six bodies, spine flexed 10 deg at the bottom and 0 at the top: -18.7 +- 5.5 and -23.8 +- 4.6
    deg between sets, 1.3 within a set. Flexed 37 and 32 deg: -6.7 and -7.3, where the same body reads -18.4 and -25.3
    with a long spine. Between bodies it can tell a rounded back from a long one only by two standard deviations:
    compare with the person's own.
    """
    stations = np.linspace(0.0, 1.0, depth.shape[-1])
    tolerance = 1e-9
    lower = (stations >= start - tolerance) & (stations <= start + window + tolerance)
    upper = (stations >= end - window - tolerance) & (stations <= end + tolerance)
    lower_rad = np.arctan(_fit_slope(stations[lower], depth[..., lower]))
    upper_rad = np.arctan(_fit_slope(stations[upper], depth[..., upper]))
    return np.asarray(np.degrees(lower_rad - upper_rad), dtype=np.float64)


def _fit_slope(stations: FloatArray, depth: FloatArray) -> FloatArray:
    """Least-squares slope along the last axis over the stations that are seen."""
    is_seen = np.isfinite(depth)
    n_seen = is_seen.sum(axis=-1)
    is_enough = n_seen >= max(MIN_SEEN * stations.size, 2.0)
    n_safe = np.where(is_enough, n_seen, 1)
    values = np.where(is_seen, depth, 0.0)
    x_mean = (stations * is_seen).sum(axis=-1) / n_safe
    offset = (stations - x_mean[..., None]) * is_seen
    spread = (offset * offset).sum(axis=-1)
    slope = (offset * values).sum(axis=-1) / np.where(is_enough, spread, 1.0)
    return np.asarray(np.where(is_enough, slope, np.nan), dtype=np.float64)
