"""How sure a moment is: Monte Carlo over bodies that differ from the table and machines that differ from their file.

Varied at once, normal, given here as half-widths that hold 95 %: first moments of the upper body +-12 % (regressions
from cadavers and from living people differ by about that; reasoned), L5/S1 +-0.016 m, the pad's push as the machine
says. The same seed gives the same interval.
"""

from dataclasses import dataclass, replace

import numpy as np

from cleanrep.load.body import UpperBody, build_upper_body
from cleanrep.load.curve import Setup
from cleanrep.load.moment import compute_moments
from cleanrep.load.movement import hold_over_range
from cleanrep.model.arrays import FloatArray

BODY_PCT = 12.0
L5S1_M = 0.016
WIDTHS_PER_SIGMA = 1.96
_COVERAGE = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Interval:
    """Ends of the 95 % interval, N m."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """Intervals of the static peak and mean about L5/S1."""

    peak: Interval
    mean: Interval


def estimate_uncertainty(setup: Setup, *, seed: int = 0, n_draws: int = 2000) -> Uncertainty:
    """Intervals by `n_draws` draws of a generator with this seed."""
    moment = draw_curves(setup, np.random.default_rng(seed), n_draws)
    return Uncertainty(_enclose(moment.max(axis=1)), _enclose(moment.mean(axis=1)))


def draw_curves(setup: Setup, generator: np.random.Generator, n_draws: int) -> FloatArray:
    """Static moments about L5/S1 of shape (n_draws, k), each of another body and machine."""
    body, pad_scale = draw_variations(setup, generator, n_draws)
    movement = hold_over_range(setup.machine.range)
    load_kg = np.asarray(setup.load_kg)
    moments = compute_moments(body, setup.machine, movement, load_kg=load_kg, plate_at=setup.plate_at)
    return np.asarray(moments.body_n_m + moments.machine_n_m * pad_scale)


def draw_variations(setup: Setup, generator: np.random.Generator, n_draws: int) -> tuple[UpperBody, FloatArray]:
    """Bodies, and factors of the machine's part of the moment; of shape (n_draws, 1)."""
    body_scale, shift, push = generator.standard_normal((3, n_draws, 1)) / WIDTHS_PER_SIGMA
    body = _vary(build_upper_body(setup.lifter), 1 + body_scale * BODY_PCT / 100, shift * L5S1_M)
    return body, 1 + push * setup.machine.pad_force_uncertainty_pct / 100


def _vary(body: UpperBody, scale: FloatArray, shift_m: FloatArray) -> UpperBody:
    """Bodies whose mass lies elsewhere by `scale`, cut `shift_m` higher; what is cut off weighs nothing at the cut."""
    return replace(
        body,
        above_along_kg_m=body.above_along_kg_m
        + (scale - 1) * (body.above_along_kg_m - body.l5s1_m * body.above_mass_kg),
        above_ahead_kg_m=body.above_ahead_kg_m * scale,
        l5s1_m=body.l5s1_m + shift_m,
    )


def _enclose(values: FloatArray) -> Interval:
    low, high = np.quantile(values, _COVERAGE)
    return Interval(float(low), float(high))
