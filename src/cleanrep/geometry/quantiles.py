"""Order statistics of short series, as numpy's but several times quicker: a repetition asks for dozens."""

from math import isfinite, isnan, nan

import numpy as np

from cleanrep.model.arrays import FloatArray


def sort_seen(value: FloatArray) -> FloatArray:
    """The values of (n,) that are not NaN, in ascending order."""
    # As `numpy.sort`, whose wrapping takes as long as the sorting of a short series.
    ordered = value.copy()
    ordered.sort()
    return _leave_out_nan(ordered)


def _leave_out_nan(ordered: FloatArray) -> FloatArray:
    # Numpy sorts NaN behind all numbers.
    if ordered.size and isnan(ordered.item(-1)):
        return ordered[: ordered.searchsorted(nan)]
    return ordered


def compute_median(value: FloatArray) -> float:
    """Median of (n,) values, NaN left out; NaN when there are no others."""
    return take_median(sort_seen(value))


def compute_row_medians(value: FloatArray) -> list[float]:
    """Median of each row of (k, n) values, as `compute_median`: one sorting for all."""
    ordered = value.copy()
    ordered.sort()
    return [take_median(_leave_out_nan(row)) for row in ordered]


def take_median(ordered: FloatArray) -> float:
    """Median of (n,) values that `sort_seen` put in order; NaN of none."""
    n = ordered.size
    if n == 0:
        return nan
    upper: float = ordered.item(n // 2)
    return upper if n % 2 else (ordered.item(n // 2 - 1) + upper) / 2.0


def compute_percentiles(value: FloatArray, *percents: float) -> tuple[float, ...]:
    """Percentiles 0..100 of (n,) values, of which at least one is not NaN; linear between neighbours, NaN left out."""
    ordered = sort_seen(value)
    return tuple([take_percentile(ordered, percent) for percent in percents])


def take_percentile(ordered: FloatArray, percent: float) -> float:
    """Percentile 0..100 of (n >= 1,) values that `sort_seen` put in order, linear between neighbours."""
    before, share = _find_place(ordered.size, percent)
    low, high = ordered.item(before), ordered.item(min(before + 1, ordered.size - 1))
    step = high - low
    # From the nearer neighbour, as numpy does, so that the results agree to the last digit.
    return float(low + step * share if share < 0.5 else high - step * (1.0 - share))


def compute_row_percentiles(value: FloatArray, *percents: float) -> tuple[FloatArray, ...]:
    """Percentiles 0..100 of each row of (k, n >= 1) values without NaN, as (k,) arrays."""
    ordered = value.copy()
    ordered.sort()
    return tuple([_interpolate_rows(ordered, percent) for percent in percents])


def find_highest(value: FloatArray) -> int | None:
    """Index of the highest of (n,) values, NaN left out; None when there is none."""
    if value.size == 0:
        return None
    # Numpy takes NaN for the highest, so a finite one is the highest of all.
    highest = int(value.argmax())
    if isnan(value.item(highest)):
        highest = int(np.where(np.isnan(value), -np.inf, value).argmax())
    return None if isnan(value.item(highest)) else highest


def compute_seen_share(value: FloatArray) -> float:
    """Share of (n >= 1,) values that are finite."""
    return 1.0 if is_whole(value) else int(np.count_nonzero(np.isfinite(value))) / value.size


def is_whole(value: FloatArray) -> bool:
    """Whether none of (n,) values is NaN or infinite."""
    # One that is makes the sum so; `dot` is the soonest of numpy's sums.
    return isfinite(value.dot(value))


def _interpolate_rows(ordered: FloatArray, percent: float) -> FloatArray:
    n = ordered.shape[1]
    before, share = _find_place(n, percent)
    low = ordered[:, before]
    between: FloatArray = low + (ordered[:, min(before + 1, n - 1)] - low) * share
    return between


def _find_place(n: int, percent: float) -> tuple[int, float]:
    """Index before a percentile in n ordered values, and the share of the way to the next."""
    position = percent / 100.0 * (n - 1)
    before = min(int(position), n - 1)
    return before, position - before
