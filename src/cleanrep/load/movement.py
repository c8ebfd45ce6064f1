"""How the trunk turns: held still over the range, or a repetition at a tempo.

Each movement follows the minimum-jerk course (Flash & Hogan 1985, J. Neurosci. 5(7), 1688-1703): the smoothest one from
rest to rest, so that it asks the least of a tempo.
"""

from dataclasses import dataclass

import numpy as np

from cleanrep.errors import UsageError
from cleanrep.load.machine_file import Range
from cleanrep.model.arrays import FloatArray
from cleanrep.model.training import TempoPrescription

N_ANGLES = 131
N_MOVING = 201
MOVING_S = (0.2, 20.0)
HOLD_S = (0.0, 20.0)


@dataclass(frozen=True, slots=True)
class Movement:
    """Course of the trunk's inclination, all of shape (k,).

    Attributes
    ----------
    time_s : FloatArray
        From the start of the lift, rising; NaN where nothing moves (held poses over the range).
    angle_rad, velocity_rad_s, acceleration_rad_s2 : FloatArray
        Inclination from upright, forward positive, and its derivatives.
    direction : FloatArray
        1 lifting, -1 lowering, 0 held: the sign of friction.
    """

    time_s: FloatArray
    angle_rad: FloatArray
    velocity_rad_s: FloatArray
    acceleration_rad_s2: FloatArray
    direction: FloatArray


def hold_over_range(span: Range) -> Movement:
    """Poses held still, evenly from bottom to top: the static curve."""
    angle_rad = np.radians(np.linspace(span.bottom_deg, span.top_deg, N_ANGLES))
    still = np.zeros(N_ANGLES)
    return Movement(np.full(N_ANGLES, np.nan), angle_rad, still, still, still)


def move_at_tempo(span: Range, tempo: TempoPrescription) -> Movement:
    """One repetition: lift, hold at the top, lowering, hold at the bottom.

    Raises
    ------
    UsageError
        When lift or lowering last less than 0.2 s or more than 20 s, or a hold more than 20 s.
    """
    _check_tempo(tempo)
    bottom_rad, top_rad = np.radians([span.bottom_deg, span.top_deg])
    parts = [
        _move(bottom_rad, top_rad, tempo.concentric_s, direction=1.0),
        _move(top_rad, top_rad, tempo.top_hold_s, direction=0.0),
        _move(top_rad, bottom_rad, tempo.eccentric_s, direction=-1.0),
        _move(bottom_rad, bottom_rad, tempo.bottom_hold_s, direction=0.0),
    ]
    starts_s = np.cumsum([0.0, tempo.concentric_s, tempo.top_hold_s, tempo.eccentric_s])
    return Movement(
        np.concatenate([part.time_s + start_s for part, start_s in zip(parts, starts_s, strict=True)]),
        np.concatenate([part.angle_rad for part in parts]),
        np.concatenate([part.velocity_rad_s for part in parts]),
        np.concatenate([part.acceleration_rad_s2 for part in parts]),
        np.concatenate([part.direction for part in parts]),
    )


def _move(start_rad: float, end_rad: float, duration_s: float, *, direction: float) -> Movement:
    """Minimum jerk: 10 s^3 - 15 s^4 + 6 s^5 of the way, s the share of the time."""
    n = N_MOVING if duration_s > 0 else 0
    s = np.linspace(0.0, 1.0, n)
    way_rad = end_rad - start_rad
    seconds = duration_s or 1.0
    return Movement(
        s * duration_s,
        start_rad + way_rad * (10 * s**3 - 15 * s**4 + 6 * s**5),
        way_rad * (30 * s**2 - 60 * s**3 + 30 * s**4) / seconds,
        way_rad * (60 * s - 180 * s**2 + 120 * s**3) / seconds**2,
        np.full(n, direction),
    )


def _check_tempo(tempo: TempoPrescription) -> None:
    for value, (low, high), what in (
        (tempo.concentric_s, MOVING_S, "a lift"),
        (tempo.eccentric_s, MOVING_S, "a lowering"),
        (tempo.top_hold_s, HOLD_S, "a hold at the top"),
        (tempo.bottom_hold_s, HOLD_S, "a hold at the bottom"),
    ):
        if not low <= value <= high:
            raise UsageError(f"{what} of {low:g} to {high:g} s", f"{value:g} s", "give seconds")
