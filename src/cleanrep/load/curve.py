"""What is told of the moment on the back: its curve over the range, peak, mean, where it is hardest, body and machine.

The static curve holds each angle still, without friction; its mean is taken evenly over the angle of the machine's
range, which is the work of a slow lift per radian. A tempo's mean is taken over its time, holds included.
"""

from dataclasses import dataclass

import numpy as np

from cleanrep.errors import UsageError
from cleanrep.load.body import Lifter, build_upper_body
from cleanrep.load.machine_file import MAX_LOAD_KG, MachineFile
from cleanrep.load.moment import Moments, PlateAt, compute_moments
from cleanrep.load.movement import Movement, hold_over_range, move_at_tempo
from cleanrep.model.arrays import FloatArray
from cleanrep.model.training import TempoPrescription

MUSCLE_ARM_M = (0.042, 0.068)
"""Lever arm of the erectors at L5/S1: published values differ by more than half, so compression is only a range."""


@dataclass(frozen=True, slots=True)
class Setup:
    """Who does it, on what, with how much.

    Raises
    ------
    UsageError
        When the load is negative or above `MAX_LOAD_KG`.
    """

    lifter: Lifter
    machine: MachineFile
    load_kg: float
    plate_at: PlateAt = PlateAt.CHEST

    def __post_init__(self) -> None:
        """Refuse what is no load."""
        if not 0 <= self.load_kg <= MAX_LOAD_KG:
            raise UsageError(f"a load of 0 to {MAX_LOAD_KG:g} kg", f"{self.load_kg:g} kg", "give it in kg")


@dataclass(frozen=True, slots=True)
class Curve:
    """Moments over a movement; arrays of shape (k,).

    Attributes
    ----------
    angle_deg : FloatArray
        Inclination of the trunk from upright.
    time_s : FloatArray
        NaN for a static curve.
    """

    angle_deg: FloatArray
    time_s: FloatArray
    moments: Moments


@dataclass(frozen=True, slots=True)
class Figures:
    """A curve in numbers: moments about L5/S1 in N m, where the peak is, and what of it is the body's.

    Attributes
    ----------
    range_share : float
        Where the peak lies: 0 at the bottom, 1 at the top.
    body_share : float
        Of the peak, 0 to 1.
    compression_n : tuple[float, float]
        At the peak: weight along the trunk plus moment over a muscle arm of 6.8 and of 4.2 cm.
    """

    peak_n_m: float
    mean_n_m: float
    hip_peak_n_m: float
    peak_angle_deg: float
    range_share: float
    body_share: float
    compression_n: tuple[float, float]


def compute_static_curve(setup: Setup) -> Curve:
    """Curve of poses held still, from bottom to top."""
    return _compute(setup, hold_over_range(setup.machine.range))


def compute_tempo_curve(setup: Setup, tempo: TempoPrescription) -> Curve:
    """Curve of one repetition at a tempo, friction and inertia included.

    Raises
    ------
    UsageError
        When the tempo is none.
    """
    return _compute(setup, move_at_tempo(setup.machine.range, tempo))


def _compute(setup: Setup, movement: Movement) -> Curve:
    body = build_upper_body(setup.lifter)
    load_kg = np.asarray(setup.load_kg)
    moments = compute_moments(body, setup.machine, movement, load_kg=load_kg, plate_at=setup.plate_at)
    return Curve(np.degrees(movement.angle_rad), movement.time_s, moments)


def summarize_curve(curve: Curve, machine: MachineFile) -> Figures:
    """Peak, mean and the rest of a curve."""
    moment = curve.moments.l5s1_n_m
    at = int(np.argmax(moment))
    peak = float(moment[at])
    span = machine.range
    return Figures(
        peak_n_m=peak,
        mean_n_m=compute_mean(curve),
        hip_peak_n_m=float(curve.moments.hip_n_m.max()),
        peak_angle_deg=float(curve.angle_deg[at]),
        range_share=float((span.bottom_deg - curve.angle_deg[at]) / (span.bottom_deg - span.top_deg)),
        body_share=float(curve.moments.body_n_m[at]) / peak if peak else 0.0,
        compression_n=compress(curve.moments, at),
    )


def compute_mean(curve: Curve) -> float:
    """Mean moment about L5/S1: over angle for a static curve, over time for a tempo (trapezoidal rule)."""
    axis: FloatArray = curve.time_s if np.isfinite(curve.time_s).all() else curve.angle_deg
    moment = curve.moments.l5s1_n_m
    return float(np.sum(np.diff(axis) * (moment[1:] + moment[:-1]) / 2) / (axis[-1] - axis[0]))


def compress(moments: Moments, at: int) -> tuple[float, float]:
    """Range of the compression at L5/S1 in N: weight along the trunk and the extensors' pull over `MUSCLE_ARM_M`."""
    short_m, long_m = MUSCLE_ARM_M
    axial_n, moment = float(moments.axial_n[at]), float(moments.l5s1_n_m[at])
    return axial_n + moment / long_m, axial_n + moment / short_m
