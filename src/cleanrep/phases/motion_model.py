"""Model of one repetition's motion: what it leaves of the samples, and how that changes with its parameters.

    y(t) = b + A1 I(s1; p1, q1) - A2 I(s2; p2, q2),
    s1 = (t - t0) / T_con,   s2 = (t - t0 - T_con - P) / T_ecc,   both clipped to [0, 1],

with I the regularised incomplete beta function; p = q = 3 is minimum jerk (Flash and Hogan 1985). The parameters are
``(t0, T_con, P, T_ecc, b, A1, A2, log p1, log q1, log p2, log q2)``.

What is left, in degrees, is softened as r sqrt(2 / (sqrt(1 + r^2) + 1)): half its square is the soft-L1 loss
sqrt(1 + r^2) - 1, so that a plain least-squares solver minimises the robust one.
"""

from dataclasses import dataclass
from functools import cached_property
from math import exp, lgamma, log

import numpy as np
from scipy.special import betainc, betaincinv

from cleanrep.model.arrays import FloatArray

MIN_JERK_EXPONENT = 3.0
MAX_EXPONENT = 9.0
EXPONENT_STEP = 1e-4
PRIOR_WEIGHT = 0.6
"""Of one exponent that lies its standard deviation off against one sample that lies a degree off."""
MIN_DURATION_S = 0.1
OVERHANG_PER_S = 20.0
BOUND_FACTOR = 10.0
"""A hold or a duration below its bound costs so many times more than an overhang of as many seconds, and a height below
zero as if a hundred degrees were a second."""
N_PARAMETERS = 11

_SHAPE = slice(7, N_PARAMETERS)
_N_SHAPE = 4
_MAX_LOG = log(MAX_EXPONENT)
_STEP_OF_P, _STEP_OF_Q = np.array([[EXPONENT_STEP], [0.0]]), np.array([[0.0], [EXPONENT_STEP]])
"""Where the slopes are asked for p and q are raised in turn."""


@dataclass(frozen=True, slots=True, eq=False)
class _Movement:
    """A lift or a lowering at the samples.

    Attributes
    ----------
    inside : slice
        The samples between its start and its end.
    share, progress : FloatArray
        (k,) of those samples: share of the duration gone, and of the way made.
    """

    inside: slice
    share: FloatArray
    progress: FloatArray
    duration_s: float
    p: float
    q: float

    def compute_speed(self) -> FloatArray:
        """(k,) change of the progress with the share."""
        speed: FloatArray = self.share ** (self.p - 1.0) * (1.0 - self.share) ** (self.q - 1.0)
        return speed * exp(lgamma(self.p + self.q) - lgamma(self.p) - lgamma(self.q))

    def compute_shape_slopes(self) -> FloatArray:
        """(2, k) changes of the progress with the logarithms of p and q."""
        exponents = np.array([[self.p], [self.q]])
        raised = betainc(self.p + _STEP_OF_P, self.q + _STEP_OF_Q, self.share)
        slopes: FloatArray = (raised - self.progress) * (exponents / EXPONENT_STEP)
        return slopes


class MotionModel:
    """The samples of one repetition held against the model.

    Rows are the samples, the prior on the exponents, and what the parameters overstep: the two ends of the window, and
    the bounds of the hold, the durations and the heights. The solver asks for the slopes where it has just asked for
    the rest, so the last place is kept.

    Parameters
    ----------
    time_s, value_deg : FloatArray
        (n,) increasing times and finite values.
    latest_end_s : float
        When the lowering should have ended.
    exponent_log_sd : float
        Standard deviation of the prior on the logarithm of an exponent.
    """

    def __init__(
        self, time_s: FloatArray, value_deg: FloatArray, *, latest_end_s: float, exponent_log_sd: float
    ) -> None:
        self.time_s = time_s
        self.value_deg = value_deg
        self.latest_end_s = latest_end_s
        root_n = float(np.sqrt(time_s.size))
        self.prior_weight = PRIOR_WEIGHT * root_n / exponent_log_sd
        self.prior_slopes = self.prior_weight * np.eye(_N_SHAPE)
        stiffness = OVERHANG_PER_S * root_n * _BOUND_WEIGHTS
        self.bound_slopes = stiffness[:, None] * _BOUND_SLOPES
        self.bound_offsets = stiffness * np.array([0.0, -latest_end_s, 0.0, MIN_DURATION_S, MIN_DURATION_S, 0.0, 0.0])
        self._key = b""
        self._place: _Place | None = None

    def compute_values(self, x: FloatArray) -> FloatArray:
        """(n,) values of the model at the samples."""
        return self._at(x).values_deg

    def compute_residuals(self, x: FloatArray) -> FloatArray:
        """(rows,) softened residuals."""
        return self._at(x).softened

    def compute_slopes(self, x: FloatArray) -> FloatArray:
        """(`N_PARAMETERS`, rows) changes of the softened residuals with each parameter."""
        return self._at(x).slopes

    def _at(self, x: FloatArray) -> "_Place":
        key = x.tobytes()
        if self._place is None or key != self._key:
            self._key, self._place = key, _Place(self, x.copy())
        return self._place


class _Place:
    """The model at one set of parameters."""

    def __init__(self, model: MotionModel, x: FloatArray) -> None:
        start_s, lift_s, hold_s, lowering_s, bottom_deg, rise_deg, fall_deg, *logs = x.tolist()
        exponents = _find_exponents(logs)
        self._rise_deg, self._fall_deg = rise_deg, fall_deg
        self._lift = _move(model.time_s, start_s, lift_s, exponents=exponents[:2])
        self._lowering = _move(model.time_s, start_s + lift_s + hold_s, lowering_s, exponents=exponents[2:])
        self.values_deg = np.full(model.time_s.size, bottom_deg)
        for movement, height_deg in ((self._lift, rise_deg), (self._lowering, -fall_deg)):
            self.values_deg[movement.inside] += height_deg * movement.progress
            self.values_deg[movement.inside.stop :] += height_deg
        self._prior_slopes, self._bound_slopes = model.prior_slopes, model.bound_slopes
        self._overstep = np.maximum(model.bound_slopes @ x + model.bound_offsets, 0.0)
        residuals = np.concatenate(
            [
                self.values_deg - model.value_deg,
                model.prior_weight * (x[_SHAPE] - log(MIN_JERK_EXPONENT)),
                self._overstep,
            ]
        )
        root = np.sqrt(1.0 + residuals * residuals)
        gain = np.sqrt(2.0 / (root + 1.0))
        self._flattening = root * gain
        self.softened: FloatArray = residuals * gain

    @cached_property
    def slopes(self) -> FloatArray:
        """(`N_PARAMETERS`, rows) changes of the softened residuals; the solver asks twice where it begins."""
        n = self.values_deg.size
        slopes = np.zeros((N_PARAMETERS, self.softened.size))
        samples = slopes[:, :n]
        up, down = self._lift, self._lowering
        up_speed = up.compute_speed() * (self._rise_deg / up.duration_s)
        down_speed = down.compute_speed() * (self._fall_deg / down.duration_s)
        samples[0, up.inside] = -up_speed
        samples[1, up.inside] = -up_speed * up.share
        samples[0:2, down.inside] += down_speed
        samples[2, down.inside] = down_speed
        samples[3, down.inside] = down_speed * down.share
        samples[4] = 1.0
        samples[5, up.inside] = up.progress
        samples[5, up.inside.stop :] = 1.0
        samples[6, down.inside] = -down.progress
        samples[6, down.inside.stop :] = -1.0
        samples[7:9, up.inside] = self._rise_deg * up.compute_shape_slopes()
        samples[9:11, down.inside] = -self._fall_deg * down.compute_shape_slopes()
        slopes[_SHAPE, n : n + _N_SHAPE] = self._prior_slopes
        slopes[:, n + _N_SHAPE :] = (self._bound_slopes * (self._overstep > 0.0)[:, None]).T
        slopes /= self._flattening
        return slopes


def find_held_shares(x: FloatArray, missing: float) -> tuple[float, float]:
    """How long, as shares of the lift and of the lowering, at most a share of the way is missing at the top.

    Parameters
    ----------
    x : FloatArray
        (`N_PARAMETERS`,)
    missing : float
        0 to below 1.
    """
    if missing == 0.0:
        return 0.0, 0.0
    lift_p, lift_q, lowering_p, lowering_q = _find_exponents(x[_SHAPE].tolist())
    # A movement that ends with q is one that begins with it, seen backwards.
    return float(betaincinv(lift_q, lift_p, missing)), float(betaincinv(lowering_p, lowering_q, missing))


def _find_exponents(logs: list[float]) -> list[float]:
    return [exp(min(max(value, 0.0), _MAX_LOG)) for value in logs]


def _move(time_s: FloatArray, start_s: float, duration_s: float, *, exponents: list[float]) -> _Movement:
    # A solver may try what the bounds then cost; a duration must stay one meanwhile.
    duration_s = max(duration_s, 0.5 * MIN_DURATION_S)
    p, q = exponents
    first, last = time_s.searchsorted((start_s, start_s + duration_s)).tolist()
    # Rounding must not put a sample past the end.
    share = np.minimum((time_s[first:last] - start_s) / duration_s, 1.0)
    return _Movement(slice(first, last), share, betainc(p, q, share), duration_s, p, q)


def _make_bounds() -> tuple[FloatArray, FloatArray]:
    """Slopes (7, `N_PARAMETERS`) and weights (7,) of what must not be above zero."""
    slopes = np.zeros((7, N_PARAMETERS))
    slopes[0, 0] = -1.0
    slopes[1, :4] = 1.0
    slopes[np.arange(2, 7), [2, 1, 3, 5, 6]] = -1.0
    per_degree = BOUND_FACTOR / 100.0
    return slopes, np.array([1.0, 1.0, BOUND_FACTOR, BOUND_FACTOR, BOUND_FACTOR, per_degree, per_degree])


_BOUND_SLOPES, _BOUND_WEIGHTS = _make_bounds()
