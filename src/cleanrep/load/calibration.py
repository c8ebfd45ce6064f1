"""Fit a machine's pad force and friction to what a luggage scale showed at the pad.

The pull at the pad is kappa(angle) stack (1 +- friction) + weight sin(angle), in kg: + pulled up slowly, - let down.
kappa is the pad force per kilogram of stack. The lever's own weight at the pad is fitted where readings with at least
two stacks tell it apart; with one stack it is within kappa, which then holds near that stack only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import least_squares

from cleanrep.errors import UsageError
from cleanrep.load.machine_file import Calibration, CamPoint, Lever, MachineFile, Reading, Stack
from cleanrep.model.arrays import FloatArray

MIN_ANGLES = 3
MIN_SPREAD_DEG = 15.0
SCALE_KG = 0.5
"""Standard uncertainty of a reading when the residuals show less: a hand-held scale on a moving lever (reasoned)."""
PLACEMENT_PCT = 5.0
"""Pad force at 95 % from where the scale was hooked in and how square it pulled (reasoned)."""
MAX_FRICTION = 0.59
_Z95 = 1.96


@dataclass(frozen=True, slots=True)
class Fit:
    """What readings say of a machine; uncertainties are half-widths at 95 %.

    Attributes
    ----------
    angles_deg, kappa, kappa_uncertainty : FloatArray
        Shape (a,): distinct angles, rising; pad force over the weight of the stack there.
    arm_kg : float
        Weight of the lever at the pad when level; 0 where it is within `kappa`.
    """

    angles_deg: FloatArray
    kappa: FloatArray
    kappa_uncertainty: FloatArray
    friction: float
    friction_uncertainty: float
    arm_kg: float
    largest_residual_kg: float

    @property
    def pad_force_uncertainty_pct(self) -> float:
        """Of the pad force, at 95 %: the worst angle's fit, and the placement of the scale."""
        return float(np.hypot(PLACEMENT_PCT, 100 * np.max(self.kappa_uncertainty / self.kappa)))


def fit_readings(readings: Sequence[Reading], *, scale_kg: float = SCALE_KG) -> Fit:
    """Fit pad force and friction by least squares.

    Parameters
    ----------
    readings : sequence of Reading
        At three angles or more, over at least 15 degrees, each with a stack above 0.
    scale_kg : float
        Standard uncertainty of one reading, above 0.

    Raises
    ------
    UsageError
        When the readings do not tell pad force and friction.
    """
    _check_readings(readings, scale_kg)
    angles_deg = np.unique([reading.angle_deg for reading in readings])
    index = np.searchsorted(angles_deg, [reading.angle_deg for reading in readings])
    stack = np.array([reading.stack_kg for reading in readings])
    up, down = (np.array([getattr(r, name) for r in readings]) for name in ("up_kg", "down_kg"))
    has_arm = len(np.unique(stack)) > 1
    n = len(angles_deg)
    level = np.sin(np.radians(angles_deg[index]))

    def compute_residuals(x: FloatArray) -> FloatArray:
        base = x[index] * stack
        arm = x[n + 1] * level if has_arm else 0.0
        return np.concatenate([base * (1 + x[n]) + arm - up, base * (1 - x[n]) + arm - down])

    start = np.concatenate([np.full(n, np.sum(up + down) / (2 * stack.sum())), [0.05], [0.0] * has_arm])
    solution = least_squares(compute_residuals, start)
    errors = _estimate_errors(solution.jac, solution.fun, scale_kg)
    kappa, friction = solution.x[:n], float(solution.x[n])
    arm_kg = float(solution.x[n + 1]) if has_arm else 0.0
    _check_fit(kappa, friction, arm_kg)
    largest = float(np.abs(solution.fun).max())
    return Fit(angles_deg, kappa, errors[:n], max(friction, 0.0), float(errors[n]), max(arm_kg, 0.0), largest)


def _estimate_errors(jacobian: FloatArray, residuals: FloatArray, scale_kg: float) -> FloatArray:
    """Half-widths at 95 % of the parameters; the spread is the residuals' own, or the scale's where that is more."""
    spare = max(len(residuals) - jacobian.shape[1], 1)
    sigma_kg = max(scale_kg, float(np.sqrt(np.sum(residuals**2) / spare)))
    covariance = np.linalg.pinv(jacobian.T @ jacobian) * sigma_kg**2
    return np.asarray(_Z95 * np.sqrt(np.diag(covariance)))


def _check_readings(readings: Sequence[Reading], scale_kg: float) -> None:
    if scale_kg <= 0 or not np.isfinite(scale_kg):
        raise UsageError("an uncertainty of the scale above 0 kg", f"{scale_kg:g}", "e.g. 0.5")
    angles = sorted({reading.angle_deg for reading in readings})
    if len(angles) < MIN_ANGLES or angles[-1] - angles[0] < MIN_SPREAD_DEG:
        expected = f"readings at {MIN_ANGLES} angles or more over {MIN_SPREAD_DEG:g} degrees"
        raise UsageError(expected, f"{len(angles)} ({', '.join(f'{a:g}' for a in angles)})", "measure at more angles")
    for reading in readings:
        if reading.up_kg < reading.down_kg:
            got = f"{reading.up_kg:g} up and {reading.down_kg:g} down at {reading.angle_deg:g} deg"
            raise UsageError("at least as much pulled up as let down", got, "read the scale again")
    loaded = {reading.angle_deg for reading in readings if reading.stack_kg > 0}
    if loaded != set(angles):
        raise UsageError("a reading with a stack above 0 kg at each angle", "none at some", "add weight and read again")


def _check_fit(kappa: FloatArray, friction: float, arm_kg: float) -> None:
    if np.any(kappa <= 0) or not friction <= MAX_FRICTION or arm_kg < -1.0:
        got = f"pad force {kappa.min():.2f} per kg, friction {friction:.2f}, lever {arm_kg:.1f} kg"
        raise UsageError("readings of a lever that pushes with its stack", got, "check units and order of the readings")


def make_machine(base: MachineFile, fit: Fit, readings: Sequence[Reading], *, pad_m: float) -> MachineFile:
    """A calibrated machine: range and steps of `base`, and a cam whose radius is pad force times `pad_m`.

    Raises
    ------
    UsageError
        When `base` has no stack on a lever whose pivot is on the hip axis.
    pydantic.ValidationError
        When a figure lies outside of what a machine file may say.
    """
    if base.lever is None or base.lever.stack is None or base.lever.pivot_ahead_m or base.lever.pivot_above_m:
        raise UsageError("a machine with a stack and its pivot at the hip", base.id, "choose standing- or seated-lever")
    radii = zip(fit.angles_deg, fit.kappa, strict=True)
    cam = tuple(CamPoint(angle_deg=float(a), radius_m=round(float(k) * pad_m, 4)) for a, k in radii)
    centre_m = pad_m / 2
    lever = Lever(
        pad_m=pad_m,
        arm_mass_kg=round(fit.arm_kg * pad_m / centre_m, 2),
        arm_centre_m=centre_m,
        stack=Stack(cam=cam, friction=round(fit.friction, 3)),
    )
    calibration = Calibration(
        readings=tuple(readings),
        friction_uncertainty=round(fit.friction_uncertainty, 3),
        largest_residual_kg=round(fit.largest_residual_kg, 2),
    )
    uncertainty_pct = min(round(fit.pad_force_uncertainty_pct, 1), 100.0)
    changes = {"lever": lever, "calibration": calibration, "pad_force_uncertainty_pct": uncertainty_pct}
    return base.model_copy(update=changes)
