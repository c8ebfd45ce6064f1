"""Accuracy of the phase fit beside two simpler ways, on synthetic repetitions with known times.

The ways: the fit as it is; the same fit with exponents left free; and velocity thresholds, a tenth of each movement's
peak velocity after the 3 Hz filter. The motion is minimum jerk, which the fit assumes: bodies move less ideally.
"""

from collections.abc import Callable
from statistics import fmean
from unittest.mock import patch

import numpy as np

from benchmarks.figure import Figure, Options
from benchmarks.synthetic import RATE_HZ, Truth, make_repetition
from cleanrep.geometry.smoothing import smooth_zero_phase
from cleanrep.model.arrays import FloatArray
from cleanrep.model.repetition import PhaseTimes
from cleanrep.phases import phase_fit

KINDS = ("paused", "no pause", "bounce")
NOISES_DEG = (0.5, 1.0)
N_REPETITIONS = 60
QUICK_N_REPETITIONS = 15
THRESHOLD_SHARE = 0.1
CUTOFF_HZ = 3.0
NO_PRIOR_LOG_SD = 1e6
SEED = 7

Way = Callable[[Truth], PhaseTimes]


def run(options: Options) -> list[Figure]:
    """Compare the ways on the same repetitions."""
    n_repetitions = QUICK_N_REPETITIONS if options.is_quick else N_REPETITIONS
    figures = []
    for kind in KINDS:
        for noise_deg in NOISES_DEG:
            rng = np.random.default_rng(SEED)
            truths = [make_repetition(kind, noise_deg, rng) for _ in range(n_repetitions)]
            for name, way in WAYS.items():
                figures += _compare(f"{kind}, noise {noise_deg:g} deg: {name}", truths, [way(t) for t in truths])
    return figures


def _compare(name: str, truths: list[Truth], found: list[PhaseTimes]) -> list[Figure]:
    pairs = [(truth.times, times) for truth, times in zip(truths, found, strict=True)]
    boundaries = ("start_s", "top_start_s", "top_end_s", "end_s")
    errors = {
        "boundary": [abs(getattr(got, key) - getattr(true, key)) for true, got in pairs for key in boundaries],
        "top hold": [abs(got.top_hold_s - true.top_hold_s) for true, got in pairs],
        "eccentric": [abs(got.eccentric_s - true.eccentric_s) for true, got in pairs],
    }
    return [Figure(f"{name}, {what} error, mean", fmean(values), "s") for what, values in errors.items()]


def fit(truth: Truth) -> PhaseTimes:
    """The phase fit as it is."""
    return phase_fit.fit_phases(truth.time_s, truth.rising_deg, may_end_after_s=truth.may_end_after_s).times


def fit_free(truth: Truth) -> PhaseTimes:
    """The phase fit without its prior on the exponents."""
    with patch.object(phase_fit, "EXPONENT_LOG_SD", NO_PRIOR_LOG_SD):
        return fit(truth)


def find_by_velocity(truth: Truth) -> PhaseTimes:
    """A movement lasts while it is faster than a tenth of its peak."""
    smooth = smooth_zero_phase(truth.rising_deg, cutoff_hz=CUTOFF_HZ, rate_hz=RATE_HZ)
    velocity = np.gradient(smooth, 1.0 / RATE_HZ)
    up_s = _find_movement(truth, velocity)
    down_s = _find_movement(truth, -velocity)
    return PhaseTimes(up_s[0], up_s[1], down_s[0], down_s[1])


def _find_movement(truth: Truth, velocity: FloatArray) -> tuple[float, float]:
    peak = int(np.argmax(velocity))
    is_slow = velocity < THRESHOLD_SHARE * velocity[peak]
    before, after = np.flatnonzero(is_slow[:peak]), np.flatnonzero(is_slow[peak:])
    first = int(before[-1]) + 1 if before.size else 0
    last = peak + int(after[0]) if after.size else velocity.size - 1
    return float(truth.time_s[first]), float(truth.time_s[last])


WAYS: dict[str, Way] = {"fit": fit, "free exponents": fit_free, "velocity thresholds": find_by_velocity}
