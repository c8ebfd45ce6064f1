"""The shape of the back's edge as one number.

Decides how much the edge turns between the seat and the middle of the back; how much is too much stands in the rules.
"""

from functools import lru_cache

import numpy as np

from cleanrep.model.arrays import FloatArray

START = 0.0
END = 14.0 / 24.0
WINDOW = 0.25
"""Share of the hip-shoulder line over which each of the two tangents is fitted."""

MIN_SEEN = 0.7

MAX_ROUGHNESS = 0.0125
"""Trunk lengths. Backs stay within 0.005..0.01 of a cubic; where a lever, a pad or an arm behind the back is taken for
its edge it was 0.014 and more."""


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
        stations are seen, or where the edge is too rough to be a back's.

    Notes
    -----
    Does not depend on the person's size, nor on where the line lies parallel to itself or how it is tilted, apart from
    which part of the back is looked at: both tangents are measured against the same line.

    Measured on rendered sets with the default pose model's silhouette (side views within 10 deg, spine flexed 10 deg
    at the bottom and 0 at the top): -16.7 +- 8.0 at the bottom and -24.5 +- 9.4 at the top between 14 sets with a long
    spine, 1.5 within a set; bottom minus top of one set 4.9 +- 2.8. One body read -18.8 and -25.7 with a long spine and
    -6.4 and -7.3 with it flexed 37 and 32 deg: about 0.5 deg per degree of the spine. Differences between bodies,
    shirts and levers behind the back are as large as rounding, so only a comparison with the person's own neutral, in
    the same recording, says something. Beyond 10 deg of camera yaw it is not usable.
    """
    if not np.isfinite(depth).any():
        return np.full(depth.shape[:-1], np.nan)
    stations = np.linspace(0.0, 1.0, depth.shape[-1])
    tolerance = 1e-9
    lower = (stations >= start - tolerance) & (stations <= start + window + tolerance)
    upper = (stations >= end - window - tolerance) & (stations <= end + tolerance)
    lower_rad = np.arctan(_fit_slope(stations[lower], depth[..., lower]))
    upper_rad = np.arctan(_fit_slope(stations[upper], depth[..., upper]))
    roughness = compute_roughness(depth[..., (stations >= start - tolerance) & (stations <= end + tolerance)])
    return np.where(roughness <= MAX_ROUGHNESS, np.degrees(lower_rad - upper_rad), np.nan)


def compute_roughness(depth: FloatArray) -> FloatArray:
    """Return the rms distance of (..., n) evenly spaced depths from their own cubic, in the depths' unit.

    NaN depths are left out; NaN where fewer than six are left.
    """
    basis, away = _make_cubics(depth.shape[-1])
    is_seen = np.isfinite(depth)
    n_seen = is_seen.sum(axis=-1)
    is_whole = n_seen == depth.shape[-1]
    is_partly = (n_seen >= 6) & ~is_whole
    roughness = np.full(depth.shape[:-1], np.nan)
    # A projection serves all whole edges at once; those with gaps need equations of their own.
    roughness[is_whole] = np.sqrt(np.mean((depth[is_whole] @ away) ** 2, axis=-1))
    roughness[is_partly] = _compute_roughness_with_gaps(depth[is_partly], basis)
    return roughness


@lru_cache(maxsize=16)
def _make_cubics(n: int) -> tuple[FloatArray, FloatArray]:
    """Basis (n, 4) of the cubics over n even stations, and the (n, n) projection onto what is none."""
    basis = np.asarray(np.polynomial.legendre.legvander(np.linspace(-1.0, 1.0, n), 3), dtype=np.float64)
    return basis, np.eye(n) - basis @ np.linalg.pinv(basis)


def _compute_roughness_with_gaps(depth: FloatArray, basis: FloatArray) -> FloatArray:
    """Roughness of (m, n) depths of which at least six a row are seen."""
    is_seen = np.isfinite(depth)
    values = np.where(is_seen, depth, 0.0)
    weighted = np.swapaxes(is_seen[..., None] * basis, -1, -2)
    cubic = np.linalg.solve(weighted @ basis, weighted @ values[..., None])
    rest = np.where(is_seen, values - (basis @ cubic)[..., 0], 0.0)
    return np.asarray(np.sqrt((rest**2).sum(axis=-1) / is_seen.sum(axis=-1)), dtype=np.float64)


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
