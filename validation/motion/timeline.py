"""A course of pieces, one after the other, and what it means for trunk, spine, neck, hips and feet at every moment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from scipy.ndimage import gaussian_filter1d

from cleanrep.model.arrays import FloatArray
from validation.arrays import IndexArray
from validation.body.posture import Posture
from validation.motion.moves import Moves

RATE_HZ = 500.0
Phase = Literal["rest", "fidget", "lift", "hold", "lower", "walk"]
Course = Callable[[FloatArray], FloatArray]

_SPINE_AT_BOTTOM_DEG = 10.0
_NECK_AT_BOTTOM_DEG = 6.0
_BLEND_S = 0.12
"""Spine, neck, hips and feet pass from one repetition's way to the next one's within about this time."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the course.

    Attributes
    ----------
    duration_s : float
    course : Course
        Trunk in degrees from neutral, of seconds since the start of the piece.
    phase : Phase
    repetition : int
        1-based; 0 outside of repetitions.
    moves : Moves
        The way of the repetition that it belongs to.
    aside : Course or None
        Metres beside the machine, for walking in and out.
    nod_deg, shuffle_m : float
        Amplitude of a look around and of a shift of the hips, for adjusting.
    """

    duration_s: float
    course: Course
    phase: Phase
    repetition: int = 0
    moves: Moves = field(default_factory=Moves)
    aside: Course | None = None
    nod_deg: float = 0.0
    shuffle_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """A whole course at `RATE_HZ`; all arrays (n,) unless said otherwise.

    Attributes
    ----------
    time_s, trunk_deg, spine_deg, neck_deg, hip_slide_m, heel_lift_m, aside_m : FloatArray
        The trunk from neutral, the others as in `Posture`.
    repetition : IndexArray
    phases : tuple[Phase, ...]
    """

    time_s: FloatArray
    trunk_deg: FloatArray
    spine_deg: FloatArray
    neck_deg: FloatArray
    hip_slide_m: FloatArray
    heel_lift_m: FloatArray
    aside_m: FloatArray
    repetition: IndexArray
    phases: tuple[Phase, ...]

    @property
    def duration_s(self) -> float:
        """Length of the course."""
        return float(self.time_s[-1])

    def at(self, time_s: float, neutral_deg: float) -> Posture:
        """Posture at a moment; what moves slowly is read between samples."""
        read = {
            name: float(np.interp(time_s, self.time_s, getattr(self, name)))
            for name in ("trunk_deg", "spine_deg", "neck_deg", "hip_slide_m", "heel_lift_m", "aside_m")
        }
        return Posture(
            trunk_deg=neutral_deg + read["trunk_deg"],
            spine_flex_deg=read["spine_deg"],
            neck_flex_deg=read["neck_deg"],
            hip_slide_m=read["hip_slide_m"],
            heel_lift_m=read["heel_lift_m"],
            aside_m=read["aside_m"],
        )

    def label(self, time_s: float) -> tuple[int, Phase]:
        """Repetition and phase at a moment."""
        row = min(int(time_s * RATE_HZ + 1e-6), len(self.phases) - 1)
        return int(self.repetition[row]), self.phases[row]


def lay_out(pieces: list[Piece], *, sway_deg: float, rng: np.random.Generator) -> Timeline:
    """Sample a course.

    Parameters
    ----------
    sway_deg : float
        Amplitude of the slow sway that nobody is without.
    """
    ends_s = np.cumsum([piece.duration_s for piece in pieces])
    time_s = np.arange(0.0, ends_s[-1] + 0.5 / RATE_HZ, 1.0 / RATE_HZ)
    owner = np.minimum(np.searchsorted(ends_s, time_s + 1e-9, side="right"), len(pieces) - 1)
    starts_s = ends_s - [piece.duration_s for piece in pieces]
    trunk, aside = np.zeros_like(time_s), np.zeros_like(time_s)
    nod, shuffle = np.zeros_like(time_s), np.zeros_like(time_s)
    for row, piece in enumerate(pieces):
        here = owner == row
        local = time_s[here] - starts_s[row]
        trunk[here] = piece.course(local)
        aside[here] = piece.aside(local) if piece.aside else 0.0
        once = np.sin(np.pi * local / max(piece.duration_s, 1e-9)) ** 2
        nod[here], shuffle[here] = piece.nod_deg * once, piece.shuffle_m * once
    ways = [piece.moves for piece in pieces]
    lifted = _find_lifted(trunk, owner, ways)
    spread = _BLEND_S * RATE_HZ

    def follow(at_bottom: list[float], at_top: list[float]) -> FloatArray:
        low, high = np.array(at_bottom)[owner], np.array(at_top)[owner]
        return np.asarray(gaussian_filter1d(low + (high - low) * lifted, spread, mode="nearest"))

    return Timeline(
        time_s=time_s,
        trunk_deg=trunk + _sway(time_s, sway_deg, rng),
        spine_deg=follow(
            [_SPINE_AT_BOTTOM_DEG + way.rounded_deg for way in ways],
            [way.rounded_deg * 0.9 - way.hollow_deg for way in ways],
        ),
        neck_deg=follow([_NECK_AT_BOTTOM_DEG for _ in ways], [way.head_deg for way in ways]) + nod,
        hip_slide_m=follow([0.0 for _ in ways], [way.hip_slide_m for way in ways]) + shuffle,
        heel_lift_m=follow([0.0 for _ in ways], [way.heel_lift_m for way in ways]),
        aside_m=aside,
        repetition=np.array([piece.repetition for piece in pieces])[owner],
        phases=tuple(pieces[row].phase for row in owner),
    )


def _find_lifted(trunk: FloatArray, owner: IndexArray, ways: list[Moves]) -> FloatArray:
    """How far up the trunk is, 0 at the bottom of its repetition to 1 at the top."""
    bottom = np.array([way.bottom_deg for way in ways])[owner]
    top = np.array([way.top_deg for way in ways])[owner]
    return np.asarray(np.clip((bottom - trunk) / np.maximum(bottom - top, 1.0), 0.0, 1.0))


def _sway(time_s: FloatArray, amplitude_deg: float, rng: np.random.Generator) -> FloatArray:
    phase, rate = rng.uniform(0.0, 2.0 * np.pi, 2), rng.uniform([0.2, 0.45], [0.35, 0.7])
    waves = np.sin(2.0 * np.pi * rate[:, None] * time_s + phase[:, None])
    return np.asarray(amplitude_deg * (0.7 * waves[0] + 0.3 * waves[1]))
