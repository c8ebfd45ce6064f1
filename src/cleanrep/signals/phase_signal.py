"""Signals that show when: one number a sample, cheap enough for every frame, from the near hip-to-shoulder line.

An exercise names the one that shows its repetitions best. They are kept apart from the angles that rules judge, so
that a bad angle cannot break the count.
"""

from collections.abc import Callable, Mapping
from math import atan2, degrees, exp, hypot
from typing import Protocol

LENGTH_MEMORY_S = 5.0


class PhaseSignalSource(Protocol):
    """Turns the near hip-to-shoulder line of one sample into the signal's value."""

    def push(self, time_s: float, across_px: float, up_px: float) -> float:
        """Take the line (x in the direction faced, y up; finite pixels) and give the value."""
        ...


class TrunkInclination:
    """Inclination of the trunk from vertical, degrees, + forward."""

    def push(self, time_s: float, across_px: float, up_px: float) -> float:
        """Value of one sample; needs no memory."""
        return degrees(atan2(across_px, up_px))


class ShoulderRise:
    """Height of the shoulder above the hip, % of the trunk's length.

    Flat about the upright trunk, where a person counts as being up, so it suits movements that end sitting or standing
    up. The length is averaged over `LENGTH_MEMORY_S`, for the pose model's trunk shortens and lengthens as it turns.
    """

    def __init__(self) -> None:
        self._length_px = 0.0
        self._last_s = 0.0

    def push(self, time_s: float, across_px: float, up_px: float) -> float:
        """Value of one sample."""
        length_px = hypot(across_px, up_px)
        weight = 1.0 if self._length_px == 0.0 else 1.0 - exp(-(time_s - self._last_s) / LENGTH_MEMORY_S)
        self._length_px += weight * (length_px - self._length_px)
        self._last_s = time_s
        return 100.0 * up_px / self._length_px if self._length_px > 0 else float("nan")


PHASE_SIGNALS: Mapping[str, Callable[[], PhaseSignalSource]] = {
    "trunk_inclination_deg": TrunkInclination,
    "shoulder_rise_pct": ShoulderRise,
}
"""Phase signals by the name that exercise files use."""
