"""Where the fit of a repetition's phases begins: its movements' middles and durations from the levels they cross."""

from math import log

import numpy as np

from cleanrep.geometry.quantiles import compute_percentiles
from cleanrep.model.arrays import FloatArray
from cleanrep.phases.motion_model import MIN_JERK_EXPONENT

HALF_TO_15_PERCENT = 0.2036
"""Share of a minimum-jerk movement's duration between 15 % and 50 % of its amplitude."""
MIN_HOLD_S = 0.02


def guess_parameters(time_s: FloatArray, value_deg: FloatArray) -> FloatArray | None:
    """Guess the parameters of `cleanrep.phases.motion_model`, with exponents of minimum jerk.

    Parameters
    ----------
    time_s, value_deg : FloatArray
        (n,) increasing times from 0, and finite values.

    Returns
    -------
    FloatArray or None
        None where the signal is flat.
    """
    low, high = compute_percentiles(value_deg, 3.0, 97.0)
    is_up = value_deg > low + 0.5 * (high - low)
    if high - low <= 0 or not is_up.any():
        return None
    first, last = int(np.argmax(is_up)), int(is_up.size - 1 - np.argmax(is_up[::-1]))
    # Each side from its own bottom: a shallow rise before a deep fall never goes below half of the fall.
    top = (first + last) // 2
    lift, rise = _guess_side(time_s[: top + 1][::-1], value_deg[: top + 1][::-1], high)
    lowering, fall = _guess_side(time_s[top:], value_deg[top:], high)
    start_s, lift_s = lift[0] - lift[1] / 2, lift[1]
    hold_s = max(lowering[0] - lowering[1] / 2 - start_s - lift_s, MIN_HOLD_S)
    shape = [log(MIN_JERK_EXPONENT)] * 4
    return np.array([start_s, lift_s, hold_s, lowering[1], high - rise, rise, fall, *shape])


def _guess_side(time_s: FloatArray, value_deg: FloatArray, high_deg: float) -> tuple[tuple[float, float], float]:
    """Middle and duration of a movement, s, and its size, from samples that run outwards from the top."""
    (low_deg,) = compute_percentiles(value_deg, 3.0)
    size_deg = max(high_deg - low_deg, 1e-3)
    is_up = value_deg > low_deg + 0.5 * size_deg
    middle = int(is_up.size - 1 - np.argmax(is_up[::-1])) if is_up.any() else 0
    levels = (low_deg + 0.15 * size_deg, low_deg + 0.85 * size_deg)
    return (float(time_s[middle]), _duration(time_s, value_deg, middle=middle, levels=levels)), size_deg


def _duration(time_s: FloatArray, value_deg: FloatArray, *, middle: int, levels: tuple[float, float]) -> float:
    """Duration of a minimum-jerk movement from the time between 15 and 85 % about its middle sample."""
    outer = middle
    while outer < value_deg.size - 1 and value_deg[outer] > levels[0]:
        outer += 1
    inner = middle
    while inner > 0 and value_deg[inner] < levels[1]:
        inner -= 1
    return max(abs(float(time_s[outer] - time_s[inner])) / (2 * HALF_TO_15_PERCENT), 0.2)
