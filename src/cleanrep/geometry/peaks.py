"""Count the peaks of a series that stand out from their surroundings."""

import numpy as np

from cleanrep.model.arrays import FloatArray


def count_peaks(value: FloatArray, *, min_prominence: float) -> int:
    """Count local maxima by their prominence.

    Parameters
    ----------
    value : FloatArray
        (n,) without NaN. Its ends are no peaks; a plateau is one.
    min_prominence : float
        How far the series must fall on both sides before it rises above the peak, or ends.

    Returns
    -------
    int
        Peaks whose prominence is at least `min_prominence`.
    """
    level = value[np.concatenate([[True], np.diff(value) != 0.0])]
    is_peak = (level[1:-1] > level[:-2]) & (level[1:-1] > level[2:])
    return sum(_compute_prominence(level, int(peak)) >= min_prominence for peak in np.flatnonzero(is_peak) + 1)


def _compute_prominence(value: FloatArray, peak: int) -> float:
    higher = np.flatnonzero(value > value[peak])
    left, right = higher[higher < peak], higher[higher > peak]
    start = int(left[-1]) + 1 if left.size else 0
    end = int(right[0]) if right.size else value.size
    return float(value[peak] - max(value[start : peak + 1].min(), value[peak:end].min()))
