"""Courses from one angle to another: smooth, skewed, in steps, and the elastic turn.

The smooth course is the quintic of least jerk for given ends (Flash and Hogan, J Neurosci 1985, 5:1688-1703); with
both ends at rest its speed peaks at 1.875 times the mean.
"""

import numpy as np
from scipy.interpolate import BPoly
from scipy.special import beta, betainc

from cleanrep.model.arrays import FloatArray


def move(time_s: FloatArray, duration_s: float, *, start: tuple[float, float], end: tuple[float, float]) -> FloatArray:
    """Quintic between (angle, velocity) pairs, without acceleration at the ends; times (n,) from its start."""
    ends = [[*start, 0.0], [*end, 0.0]]
    return np.asarray(BPoly.from_derivatives([0.0, duration_s], ends)(np.clip(time_s, 0.0, duration_s)))


def skew(share: FloatArray, peak: float, exponent: float = 3.0) -> FloatArray:
    """Course 0..1 of the regularised incomplete beta function, fastest at `peak`; 0.5 and 3 is least jerk."""
    total = 2.0 * (exponent - 1.0)
    return np.asarray(betainc(1.0 + peak * total, 1.0 + (1.0 - peak) * total, np.clip(share, 0.0, 1.0)))


def find_peak_speed(exponent: float) -> float:
    """Peak over mean speed of `skew` at 0.5: the beta density at its middle, 1.875 for least jerk."""
    return float(0.5 ** (2.0 * (exponent - 1.0)) / beta(exponent, exponent))


def climb(share: FloatArray, n_steps: int) -> FloatArray:
    """Course 0..1 in equal steps with a stop between them."""
    place = np.clip(share, 0.0, 1.0) * n_steps
    done = np.minimum(np.floor(place), n_steps - 1)
    return np.asarray((done + skew(place - done, 0.5)) / n_steps)


def rebound(acceleration_deg_s2: float, duration_s: float) -> tuple[float, float]:
    """Depth (deg) and speed at the ends (deg/s) of an elastic half-sine turn of that peak acceleration."""
    rate = np.pi / duration_s
    return acceleration_deg_s2 / rate**2, acceleration_deg_s2 / rate
