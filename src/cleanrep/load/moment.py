"""Extension moment at the hip and at L5/S1, over a movement, on a machine: the inverse dynamics of one rigid trunk.

Decides nothing about how moments are told; positive is what the extensors have to hold. A moment is not a muscle's
force and not a compression, and none of them is a limit.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from cleanrep.load.body import UpperBody, hold_weight
from cleanrep.load.lever import GRAVITY_M_S2, compute_pad_push
from cleanrep.load.machine_file import MachineFile
from cleanrep.load.movement import Movement
from cleanrep.model.arrays import FloatArray

CHEST_M = (0.40, 0.16)
"""A plate held at the chest: from the hip along the trunk, and ahead of it."""


class PlateAt(StrEnum):
    """Where a held plate is."""

    CHEST = "chest"
    HANDS = "hands"


@dataclass(frozen=True, slots=True)
class Moments:
    """Moments over a movement, N m, of shape (k,) or (n, k); `l5s1_n_m` is `body_n_m` plus `machine_n_m`.

    Attributes
    ----------
    hip_n_m, l5s1_n_m : FloatArray
        About the hip, and about L5/S1.
    body_n_m, machine_n_m : FloatArray
        Parts of the moment about L5/S1: the upper body, and the machine or the held plate.
    pad_force_n : FloatArray
        Push of the pad; zeros without a lever.
    axial_n : FloatArray
        Weight above L5/S1 along the trunk; compresses where positive.
    """

    hip_n_m: FloatArray
    l5s1_n_m: FloatArray
    body_n_m: FloatArray
    machine_n_m: FloatArray
    pad_force_n: FloatArray
    axial_n: FloatArray


def compute_moments(
    body: UpperBody,
    machine: MachineFile,
    movement: Movement,
    *,
    load_kg: FloatArray,
    plate_at: PlateAt = PlateAt.CHEST,
) -> Moments:
    """Moments that hold and move the trunk.

    Parameters
    ----------
    body : UpperBody
        Shape () or (n, 1).
    machine : MachineFile
        With or without a lever.
    movement : Movement
        k moments.
    load_kg : FloatArray
        Shape () or (n, 1), 0 or more.
    plate_at : PlateAt
        Where a plate is held on a machine without a lever.

    Notes
    -----
    Euler's equation about a joint at r5 along the trunk, the trunk turning about the hip (Winter 2009, Biomechanics and
    Motor Control of Human Movement, ch. 5)::

        M = g (S sin a + E cos a) - I a'' - r5 E a'^2 + F arm

    S, E first moments about the joint along and ahead, I = sum m (r - r5).r + own inertia; the term in a'^2 is the
    centripetal one, none at the hip.
    """
    own = _turn_body(body, movement)
    hip_own_n_m = _turn_hip(body, movement)
    if machine.lever is None:
        along_m, ahead_m = (np.asarray(v) for v in CHEST_M)
        if plate_at is PlateAt.HANDS:
            along_m, ahead_m = body.hands_along_m, body.hands_ahead_m
        loaded = hold_weight(body, load_kg, along_m=along_m, ahead_m=ahead_m)
        total, hip_n_m = _turn_body(loaded, movement), _turn_hip(loaded, movement)
        return Moments(hip_n_m, total, own, total - own, np.zeros_like(total), _press(loaded, movement))
    push = compute_pad_push(machine.lever, load_kg, movement)
    machine_n_m = push.force_n * (push.hip_arm_m - body.l5s1_m)
    hip_n_m = hip_own_n_m + push.force_n * push.hip_arm_m
    return Moments(hip_n_m, own + machine_n_m, own, machine_n_m, push.force_n, _press(body, movement))


def _turn_hip(body: UpperBody, movement: Movement) -> FloatArray:
    sin, cos = np.sin(movement.angle_rad), np.cos(movement.angle_rad)
    weight = GRAVITY_M_S2 * (body.hip_along_kg_m * sin + body.hip_ahead_kg_m * cos)
    return np.asarray(weight - body.hip_inertia_kg_m2 * movement.acceleration_rad_s2)


def _turn_body(body: UpperBody, movement: Movement) -> FloatArray:
    sin, cos = np.sin(movement.angle_rad), np.cos(movement.angle_rad)
    weight = GRAVITY_M_S2 * (body.l5s1_along_kg_m * sin + body.above_ahead_kg_m * cos)
    inertial = body.l5s1_inertia_kg_m2 * movement.acceleration_rad_s2
    return np.asarray(weight - inertial - body.l5s1_m * body.above_ahead_kg_m * movement.velocity_rad_s**2)


def _press(body: UpperBody, movement: Movement) -> FloatArray:
    return np.asarray(GRAVITY_M_S2 * body.above_mass_kg * np.cos(movement.angle_rad))
