"""Repetitions with known phase times: minimum-jerk movements with noise, as a phase signal in degrees."""

from dataclasses import dataclass

import numpy as np

from cleanrep.model.arrays import FloatArray
from cleanrep.model.repetition import PhaseTimes

RATE_HZ = 25.0
RANGE_DEG = 60.0
BOUNCE_SHARE = 0.75
"""Share of a minimum-jerk lowering after which the trunk bounces off: it is still moving fast."""


@dataclass(frozen=True, slots=True)
class Truth:
    """A noisy repetition and its times.

    Attributes
    ----------
    may_end_after_s : float
        How far the end may lie past the last sample; 0 where the next lift cuts the window off.
    """

    time_s: FloatArray
    rising_deg: FloatArray
    times: PhaseTimes
    may_end_after_s: float


def make_repetition(kind: str, noise_deg: float, rng: np.random.Generator) -> Truth:
    """Make a repetition of a kind: ``paused``, ``no pause`` or ``bounce``."""
    lead_s, lift_s = rng.uniform(0.6, 1.2), rng.uniform(1.2, 2.4)
    hold_s = 0.0 if kind == "no pause" else rng.uniform(0.4, 1.5)
    lower_s = rng.uniform(0.8, 1.2) if kind == "bounce" else rng.uniform(1.6, 3.0)
    reach = BOUNCE_SHARE if kind == "bounce" else 1.0
    tail_s = 0.0 if kind == "bounce" else 0.6
    top_start_s = lead_s + lift_s
    top_end_s = top_start_s + hold_s
    end_s = top_end_s + reach * lower_s
    time_s = np.arange(0.0, end_s + tail_s, 1.0 / RATE_HZ)
    rise = minimum_jerk((time_s - lead_s) / lift_s)
    # A bounce covers the whole range in its share of the movement.
    fall = minimum_jerk((time_s - top_end_s) / lower_s) / float(minimum_jerk(np.array([reach]))[0])
    rising = RANGE_DEG * (rise - np.minimum(fall, 1.0)) + rng.normal(0.0, noise_deg, time_s.size)
    times = PhaseTimes(lead_s, top_start_s, top_end_s, end_s)
    return Truth(time_s, rising, times, 0.0 if kind == "bounce" else 0.3)


def minimum_jerk(share: FloatArray) -> FloatArray:
    """Share of the way at a share of the time (Flash and Hogan 1985)."""
    s = np.clip(share, 0.0, 1.0)
    position: FloatArray = s**3 * (10.0 - 15.0 * s + 6.0 * s**2)
    return position
