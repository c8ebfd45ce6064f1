"""The push of a lever's pad on the trunk: geometry of a pivot that may lie off the hip, torque of what hangs on it.

The pad's centre stays on the line from hip to shoulder and pushes square to it, without friction.
"""

from dataclasses import dataclass

import numpy as np

from cleanrep.load.machine_file import Lever
from cleanrep.load.movement import Movement
from cleanrep.model.arrays import FloatArray

GRAVITY_M_S2 = 9.81
"""Rounded standard acceleration of free fall."""


@dataclass(frozen=True, slots=True)
class PadPush:
    """Push of the pad, square to the trunk and forward, and how far from the hip it acts; shape (k,) or (n, k)."""

    force_n: FloatArray
    hip_arm_m: FloatArray


@dataclass(frozen=True, slots=True)
class _LeverTurn:
    """The lever's turn as it follows the trunk."""

    angle_rad: FloatArray
    velocity_rad_s: FloatArray
    acceleration_rad_s2: FloatArray
    lag_rad: FloatArray
    hip_arm_m: FloatArray


def compute_pad_push(lever: Lever, load_kg: FloatArray, movement: Movement) -> PadPush:
    """Push that the pad exerts on the trunk.

    Parameters
    ----------
    lever : Lever
        The machine.
    load_kg : FloatArray
        On the stack or the horn; shape () or (n, 1).
    movement : Movement
        Of the trunk, k moments.

    Notes
    -----
    Principle of virtual work on a massless contact: F = torque / (L cos(lever angle - trunk angle)).
    """
    turn = _follow(lever, movement)
    torque_n_m = _compute_torque(lever, load_kg, turn, direction=movement.direction)
    return PadPush(torque_n_m / (lever.pad_m * np.cos(turn.lag_rad)), turn.hip_arm_m)


def _follow(lever: Lever, movement: Movement) -> _LeverTurn:
    """Lever angle and derivatives from the trunk's.

    With pivot P, trunk direction t and forward normal n: P.n + L sin(lag) = 0, and the pad is P.t + L cos(lag) from the
    hip. On the hip axis the lever turns as the trunk does.
    """
    sin, cos = np.sin(movement.angle_rad), np.cos(movement.angle_rad)
    across = (lever.pivot_ahead_m * cos - lever.pivot_above_m * sin) / lever.pad_m
    along = (lever.pivot_ahead_m * sin + lever.pivot_above_m * cos) / lever.pad_m
    root = np.sqrt(1 - across**2)
    lag_rad = -np.arcsin(across)
    gear = 1 + along / root
    gear_change = across / root - across * along**2 / root**3
    return _LeverTurn(
        movement.angle_rad + lag_rad,
        gear * movement.velocity_rad_s,
        gear * movement.acceleration_rad_s2 + gear_change * movement.velocity_rad_s**2,
        lag_rad,
        lever.pad_m * (along + root),
    )


def _compute_torque(lever: Lever, load_kg: FloatArray, turn: _LeverTurn, *, direction: FloatArray) -> FloatArray:
    """Torque about the pivot that pushes the trunk forward: weights less what it takes to speed them up (Lagrange)."""
    sin = np.sin(turn.angle_rad)
    arm_n_m = (
        lever.arm_mass_kg * GRAVITY_M_S2 * lever.arm_centre_m * np.sin(turn.angle_rad + np.radians(lever.arm_angle_deg))
    )
    torque_n_m = arm_n_m - lever.counterbalance_n_m * sin - compute_arm_inertia(lever) * turn.acceleration_rad_s2
    if lever.horn is not None:
        reach_m = lever.horn.distance_m
        pull = GRAVITY_M_S2 * reach_m * np.sin(turn.angle_rad + np.radians(lever.horn.angle_deg))
        return np.asarray(torque_n_m + load_kg * (pull - reach_m**2 * turn.acceleration_rad_s2))
    if lever.stack is None:
        return np.asarray(torque_n_m)
    radius_m, slope_m_rad = compute_cam(lever, turn.angle_rad)
    friction = 1 + lever.stack.friction * direction
    rise = radius_m**2 * turn.acceleration_rad_s2 + radius_m * slope_m_rad * turn.velocity_rad_s**2
    return np.asarray(torque_n_m + load_kg * (GRAVITY_M_S2 * radius_m * friction - rise))


def compute_arm_inertia(lever: Lever) -> float:
    """Moment of inertia of the lever about its pivot, kg m2; a uniform rod from the pivot unless the file says."""
    if lever.arm_inertia_kg_m2 is not None:
        return lever.arm_inertia_kg_m2
    return 4 / 3 * lever.arm_mass_kg * lever.arm_centre_m**2


def compute_cam(lever: Lever, angle_rad: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Travel of the stack per turn of the lever (pulley ratio times cam radius, m), and its slope (m/rad).

    Raises
    ------
    ValueError
        When the lever has no stack.
    """
    if lever.stack is None:
        raise ValueError("a cam belongs to a stack")
    points_rad = np.radians([point.angle_deg for point in lever.stack.cam])
    radii_m = np.array([point.radius_m for point in lever.stack.cam]) * lever.stack.ratio
    radius_m = np.interp(angle_rad, points_rad, radii_m)
    if len(points_rad) == 1:
        return radius_m, np.zeros_like(radius_m)
    segment = np.clip(np.searchsorted(points_rad, angle_rad) - 1, 0, len(points_rad) - 2)
    slopes = np.diff(radii_m) / np.diff(points_rad)
    is_inside = (angle_rad >= points_rad[0]) & (angle_rad <= points_rad[-1])
    return radius_m, np.where(is_inside, slopes[segment], 0.0)
