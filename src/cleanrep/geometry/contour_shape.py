"""The shape of the back's edge as one number.

Decides how much the edge turns between the seat and the middle of the back; how much is too much stands in the rules.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cleanrep.geometry.quantiles import is_whole
from cleanrep.model.arrays import BoolArray, FloatArray

START = 0.0
END = 14.0 / 24.0
WINDOW = 0.25
"""Share of the hip-shoulder line over which each of the two tangents is fitted."""

MIN_SEEN = 0.7

MAX_ROUGHNESS = 0.0125
"""Trunk lengths. Backs stay within 0.005..0.01 of a cubic; where a lever, a pad or an arm behind the back is taken for
its edge it was 0.014 and more."""


def contour_turning_deg(depth: FloatArray) -> FloatArray:
    """Return how far the tangent of a dorsal contour turns from the seat (`START`) to the middle of the back (`END`).

    Parameters
    ----------
    depth : FloatArray
        (n,) or (m, n) depths behind the hip-shoulder line in trunk lengths, at n stations evenly spaced from the hip
        (0) to the shoulder (1); NaN where not seen.

    Returns
    -------
    FloatArray
        () or (m,) degrees, + = rounded (the edge bulges backwards), - = hollow. NaN where less than 70 % of a window's
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
    lower, upper, part = _find_parts(depth.shape[-1])
    edge = depth[..., part]
    # Weights serve all whole edges at once, and give NaN for those with gaps, which need sums of their own.
    turning = _turn(edge @ lower.weights, edge @ upper.weights)
    is_gappy = _find_gappy(turning, edge, n_least=1)
    if is_gappy is not None:
        gappy = edge[is_gappy]
        turning[is_gappy] = _turn(_fit_slope(gappy, lower), _fit_slope(gappy, upper))
    return np.where(compute_roughness(edge) <= MAX_ROUGHNESS, turning, np.nan)


def _turn(lower_slope: FloatArray, upper_slope: FloatArray) -> FloatArray:
    return np.asarray(np.degrees(np.arctan(lower_slope) - np.arctan(upper_slope)), dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class _Tangent:
    """Stations of the looked-at part on which a tangent is fitted.

    Attributes
    ----------
    stations : FloatArray
        (k,) shares of the hip-shoulder line.
    inside : slice
        Where they lie in the part.
    weights : FloatArray
        (part,) weights whose sum with whole depths is the least-squares slope.
    """

    stations: FloatArray
    inside: slice
    weights: FloatArray


@lru_cache(maxsize=16)
def _find_parts(n: int) -> tuple[_Tangent, _Tangent, slice]:
    """Lower and upper tangent, and the part of n stations that they lie in."""
    stations = np.linspace(0.0, 1.0, n)
    tolerance = 1e-9
    first, last = np.searchsorted(stations, (START - tolerance, END + tolerance)).tolist()
    part = slice(first, last)
    ends = ((START, START + WINDOW), (END - WINDOW, END))
    lower, upper = (_make_tangent(stations[part], low - tolerance, high + tolerance) for low, high in ends)
    return lower, upper, part


def _make_tangent(stations: FloatArray, low: float, high: float) -> _Tangent:
    first, last = np.searchsorted(stations, (low, high)).tolist()
    fitted = stations[first:last]
    offset = fitted - fitted.mean()
    weights = np.zeros(stations.size)
    weights[first:last] = offset / (offset @ offset)
    return _Tangent(fitted, slice(first, last), weights)


def compute_roughness(depth: FloatArray) -> FloatArray:
    """Return the rms distance of (n,) or (m, n) evenly spaced depths from their own cubic, in the depths' unit.

    NaN depths are left out; NaN where fewer than six are left.
    """
    n = depth.shape[-1]
    basis, away = _make_cubics(n)
    # A projection serves all whole edges at once, and gives NaN for those with gaps, which need equations of their own.
    rest = away @ depth.T
    roughness = np.asarray(np.sqrt((rest * rest).sum(axis=0) / n), dtype=np.float64)
    is_gappy = _find_gappy(roughness, depth, n_least=6)
    if is_gappy is not None:
        roughness[is_gappy] = _compute_roughness_with_gaps(depth[is_gappy], basis)
    return roughness


def _find_gappy(value: FloatArray, depth: FloatArray, *, n_least: int) -> BoolArray | None:
    """Which of (m,) values are NaN for gaps in their (m, n) depths, of which at least some are seen; None for none."""
    if is_whole(value):
        return None
    is_gappy: BoolArray = np.isnan(value) & (np.isfinite(depth).sum(axis=-1) >= n_least)
    return is_gappy if is_gappy.any() else None


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


def _fit_slope(edge: FloatArray, tangent: _Tangent) -> FloatArray:
    """Least-squares slope of (m, part) depths over the stations of a tangent that are seen."""
    depth, stations = edge[:, tangent.inside], tangent.stations
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
