"""How the extensors share the moment: activation of each muscle by static optimisation over a grid of poses.

Decides the sharing; lever arms and strength come from a musculoskeletal model through a `PoseGrid`, whose making is an
adapter's business. Still poses, no co-contraction, no ligaments: an estimate of a model, +-30 %, not EMG.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.optimize import minimize

from cleanrep.errors import UsageError
from cleanrep.load.curve import Curve, Setup, compute_static_curve
from cleanrep.load.machine_file import Range
from cleanrep.model.arrays import BoolArray, FloatArray

UNCERTAINTY_PCT = 30.0
"""Of each share; models of the same muscles differ by about that (reasoned)."""
N_POSES = 13
MIN_ARM_M = 1e-3
"""Below this a muscle does not turn a joint: what is left are rounding errors."""
_SLACK = 1e-5
"""Weight of the squared activations against the moments missed: they are met to about a ten-thousandth."""
_SHORT_OF = 0.01


class MuscleGroup(StrEnum):
    """Groups that are told."""

    ERECTORS = "erectors"
    MULTIFIDI = "multifidi"
    GLUTES = "glutes"
    HAMSTRINGS = "hamstrings"


@dataclass(frozen=True, slots=True, eq=False)
class PoseGrid:
    """m muscles of one side over p poses of the hip, the spine straight.

    Attributes
    ----------
    hip_flexion_deg : FloatArray
        (p,) rising, 0 straight.
    groups : tuple[MuscleGroup | None, ...]
        (m,) None: shares the work, but is in no group that is told.
    strength_n : FloatArray
        (p, m) force along the tendon at full activation.
    l5s1_arm_m, hip_arm_m : FloatArray
        (p, m) lever arms, + extending.
    largest_n : FloatArray
        (m,) largest isometric force: the weight of a muscle in its group.
    body_mass_kg : float
        Of the model's body.
    source : str
        Model and programs that it was made by.

    Raises
    ------
    ValueError
        When the shapes do not fit each other, a number is not finite, or the poses do not rise.
    """

    hip_flexion_deg: FloatArray
    groups: tuple[MuscleGroup | None, ...]
    strength_n: FloatArray
    l5s1_arm_m: FloatArray
    hip_arm_m: FloatArray
    largest_n: FloatArray
    body_mass_kg: float
    source: str

    def __post_init__(self) -> None:
        """Refuse what is no grid."""
        shape = (self.hip_flexion_deg.size, len(self.groups))
        tables = (self.strength_n, self.l5s1_arm_m, self.hip_arm_m)
        numbers = (*tables, self.hip_flexion_deg, self.largest_n, np.array([self.body_mass_kg]))
        fits = all(table.shape == shape for table in tables) and self.largest_n.shape == shape[1:]
        if not fits or not all(np.isfinite(values).all() for values in numbers):
            raise ValueError("expected tables of poses by muscles of finite numbers")
        if shape[0] < 2 or not (np.diff(self.hip_flexion_deg) > 0).all() or not self.body_mass_kg > 0:
            raise ValueError("expected rising poses of a body with a mass")


@dataclass(frozen=True, slots=True, eq=False)
class MuscleShares:
    """Activation over the range, from bottom to top; arrays of shape (k,).

    Attributes
    ----------
    angle_deg : FloatArray
        Inclination of the trunk from upright.
    shares_pct : dict[MuscleGroup, FloatArray]
        Mean activation of a group, weighted by largest force, percent of its maximum.
    is_short : BoolArray
        The model's muscles cannot hold the moment in this pose.
    """

    angle_deg: FloatArray
    shares_pct: dict[MuscleGroup, FloatArray]
    is_short: BoolArray


def share_moment(setup: Setup, grid: PoseGrid) -> MuscleShares:
    """Share the static moments about L5/S1 and hip among the muscles of the grid.

    Strength is scaled by body mass: a moment is held by force times lever arm, which grow as mass over height and as
    height.

    Raises
    ------
    UsageError
        When the machine bends the hip further than the grid goes.

    Notes
    -----
    Least sum of squared activations (Crowninshield & Brand 1981, J. Biomech. 14, 793-801, with the exponent 2) under
    both moments, 0 <= activation <= 1; one side holds half of each.
    """
    curve = compute_static_curve(setup)
    at = np.linspace(0, curve.angle_deg.size - 1, N_POSES).round().astype(int)
    flexion_deg = curve.angle_deg[at] - setup.machine.legs.thigh_deg
    _check_reach(grid, flexion_deg, setup.machine.range)
    scale = setup.lifter.body_mass_kg / grid.body_mass_kg
    activations, shorts = [], []
    for position, hip_deg in zip(at, flexion_deg, strict=True):
        capacity_n_m = _interpolate(grid, float(hip_deg)) * scale
        wanted_n_m = _halve(curve, int(position))
        activation = _optimise(capacity_n_m, wanted_n_m)
        activations.append(activation)
        shorts.append(bool((wanted_n_m - capacity_n_m @ activation > _SHORT_OF * np.abs(wanted_n_m).max()).any()))
    return MuscleShares(curve.angle_deg[at], _group(grid, np.array(activations)), np.array(shorts))


def _check_reach(grid: PoseGrid, flexion_deg: FloatArray, span: Range) -> None:
    low, high = float(grid.hip_flexion_deg[0]), float(grid.hip_flexion_deg[-1])
    if flexion_deg.min() < low or flexion_deg.max() > high:
        got = f"{flexion_deg.min():.0f} to {flexion_deg.max():.0f} deg over {span.bottom_deg:g} to {span.top_deg:g}"
        raise UsageError(
            f"hips flexed {low:g} to {high:g} deg over the range", got, "check legs and range of the machine"
        )


def _interpolate(grid: PoseGrid, hip_deg: float) -> FloatArray:
    """(2, m) moment at full activation about L5/S1 and hip, N m."""
    after = int(np.clip(np.searchsorted(grid.hip_flexion_deg, hip_deg), 1, grid.hip_flexion_deg.size - 1))
    first, last = grid.hip_flexion_deg[after - 1 : after + 1]
    share = (hip_deg - first) / (last - first)
    tables = (grid.strength_n * grid.l5s1_arm_m, grid.strength_n * grid.hip_arm_m)
    return np.array([(1 - share) * table[after - 1] + share * table[after] for table in tables])


def _halve(curve: Curve, position: int) -> FloatArray:
    """(2,) what one side holds about L5/S1 and hip; a moment that flexors would hold is none of the extensors'."""
    moments = curve.moments
    return np.maximum([moments.l5s1_n_m[position] / 2, moments.hip_n_m[position] / 2], 0.0)


def _optimise(capacity_n_m: FloatArray, wanted_n_m: FloatArray) -> FloatArray:
    """(m,) activations; where they cannot hold the moments, those that come nearest.

    Solved in the dual, which has one unknown for each moment: an activation is what its muscle's lever arms make of
    the two, within 0 and 1.
    """
    scale = max(float(wanted_n_m.max()), 1.0)
    capacity, wanted = capacity_n_m / scale, wanted_n_m / scale

    def lose(prices: FloatArray) -> tuple[float, FloatArray]:
        pull = prices @ capacity
        activation = np.clip(pull, 0.0, 1.0)
        value = float(np.sum(activation * pull - activation**2 / 2) + _SLACK / 2 * prices @ prices - prices @ wanted)
        return value, capacity @ activation + _SLACK * prices - wanted

    def bend(prices: FloatArray) -> FloatArray:
        pull = prices @ capacity
        between = capacity[:, (pull > 0) & (pull < 1)]
        return between @ between.T + _SLACK * np.eye(2)

    found = minimize(
        lose, np.zeros(2), jac=True, hess=bend, method="trust-exact", options={"gtol": 1e-8, "maxiter": 100}
    )
    return np.asarray(np.clip(found.x @ capacity, 0.0, 1.0))


def _group(grid: PoseGrid, activations: FloatArray) -> dict[MuscleGroup, FloatArray]:
    """Means over the muscles that extend L5/S1 or the hip; the others of a group do not cross these joints."""
    can_extend = (np.maximum(grid.l5s1_arm_m, grid.hip_arm_m) > MIN_ARM_M).any(axis=0)
    shares = {}
    for group in MuscleGroup:
        is_member = np.array([item is group for item in grid.groups]) & can_extend
        if is_member.any():
            shares[group] = 100 * np.average(activations[:, is_member], axis=1, weights=grid.largest_n[is_member])
    return shares
