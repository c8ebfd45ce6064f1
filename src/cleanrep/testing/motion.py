"""A made-up course of movements with known truth: repetitions, faults, fidgets, walking in and out.

Decides how the trunk turns and where the hip is at every moment; what a camera sees of it is `body`'s and
`synthetic_set`'s business. Angles are relative to the straight line of trunk and legs, + leaning forward.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

import numpy as np

from cleanrep.model.arrays import BoolArray, FloatArray
from cleanrep.model.repetition import Phase, PhaseTimes


class Course(StrEnum):
    """How the angle runs over a segment, as a share of its way."""

    SMOOTH = "smooth"
    """Minimum jerk: at rest at both ends, fastest half-way (Flash and Hogan 1985)."""
    FALLING = "falling"
    """At rest at the start and fastest at the end, as something dropped."""
    REBOUNDING = "rebounding"
    """Fastest at the start and at rest at the end, as something that bounced."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of motion from wherever the one before ended.

    Attributes
    ----------
    duration_s : float
        > 0.
    trunk_deg : float or None
        Angle at the end; None stays.
    place : float or None
        Where the hip is at the end, in trunk lengths ahead of its place on the machine; None stays.
    phase : Phase or None
        Part of a repetition that this is; None belongs to no repetition.
    """

    duration_s: float
    trunk_deg: float | None = None
    place: float | None = None
    course: Course = Course.SMOOTH
    phase: Phase | None = None


class Movement(Protocol):
    """Something that a lifter does."""

    def make_segments(self, trunk_deg: float, /) -> tuple[Segment, ...]:
        """Segments of the movement, begun at an angle of the trunk."""
        ...


@dataclass(frozen=True, slots=True)
class Pause:
    """Stand still."""

    duration_s: float

    def make_segments(self, _trunk_deg: float) -> tuple[Segment, ...]:
        """One segment without motion."""
        return (Segment(self.duration_s),)


@dataclass(frozen=True, slots=True)
class PlannedRepetition:
    """Lift from wherever the trunk is, hold, lower, rest; a fault is one field that differs.

    Attributes
    ----------
    top_hold_s, rest_s : float
        0 leaves the hold out.
    top_deg : float
        0 straight, - past it.
    bottom_deg : float
        Where the lowering ends.
    """

    lift_s: float = 1.8
    top_hold_s: float = 1.0
    lower_s: float = 2.6
    rest_s: float = 0.8
    top_deg: float = 0.0
    bottom_deg: float = 58.0
    lift_course: Course = Course.SMOOTH
    lower_course: Course = Course.SMOOTH

    def make_segments(self, _trunk_deg: float) -> tuple[Segment, ...]:
        """Lift, hold, lowering and rest."""
        parts = (
            Segment(self.lift_s, self.top_deg, course=self.lift_course, phase=Phase.CONCENTRIC),
            Segment(self.top_hold_s, phase=Phase.TOP_HOLD),
            Segment(self.lower_s, self.bottom_deg, course=self.lower_course, phase=Phase.ECCENTRIC),
            Segment(self.rest_s, phase=Phase.BOTTOM_HOLD),
        )
        return tuple(part for part in parts if part.duration_s > 0)


@dataclass(frozen=True, slots=True)
class Lean:
    """Turn the trunk to an angle and stay there: getting up, or settling in; never a repetition."""

    to_deg: float
    duration_s: float = 1.5

    def make_segments(self, _trunk_deg: float) -> tuple[Segment, ...]:
        """One segment."""
        return (Segment(self.duration_s, self.to_deg),)


@dataclass(frozen=True, slots=True)
class Fidgets:
    """Small movements up and back: shifting about on the pads, reaching for a handle."""

    n: int = 3
    size_deg: float = 8.0
    duration_s: float = 0.9

    def make_segments(self, trunk_deg: float) -> tuple[Segment, ...]:
        """Two segments each, ending where they began."""
        up, back = Segment(self.duration_s / 2, trunk_deg - self.size_deg), Segment(self.duration_s / 2, trunk_deg)
        return (up, back) * self.n


@dataclass(frozen=True, slots=True)
class Walk:
    """Walk upright, half a second a step; the trunk sways.

    Attributes
    ----------
    to_place : float
        Trunk lengths ahead of the place on the machine.
    n_steps : int
        >= 1.
    """

    to_place: float
    from_place: float = 0.0
    n_steps: int = 4
    sway_deg: float = 6.0

    def make_segments(self, _trunk_deg: float) -> tuple[Segment, ...]:
        """One segment a step."""
        places = np.linspace(self.from_place, self.to_place, self.n_steps + 1)[1:]
        return tuple(
            Segment(0.5, self.sway_deg * (1 if index % 2 else -1), place=float(place))
            for index, place in enumerate(places)
        )


@dataclass(frozen=True, slots=True)
class TrueRepetition:
    """What really happened in a repetition.

    Attributes
    ----------
    bottom_before_deg, top_deg, bottom_after_deg : float
        Trunk against the straight line, degrees.
    """

    times: PhaseTimes
    bottom_before_deg: float
    top_deg: float
    bottom_after_deg: float

    @property
    def range_of_motion_deg(self) -> float:
        """Top to the mean of both bottoms."""
        return abs(self.top_deg - (self.bottom_before_deg + self.bottom_after_deg) / 2)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A segment with its start."""

    segment: Segment
    start_s: float
    trunk_deg: float
    place: float


class Motion:
    """Movements one after the other.

    Parameters
    ----------
    movements : Sequence[Movement]
        At least one.
    start_deg, start_place : float
        Where trunk and hip are at time 0.
    """

    def __init__(self, movements: Sequence[Movement], *, start_deg: float, start_place: float = 0.0) -> None:
        self._placed: list[_Placed] = []
        self.duration_s = 0.0
        self.repetitions: tuple[TrueRepetition, ...] = ()
        trunk_deg, place = start_deg, start_place
        for movement in movements:
            begun_at = len(self._placed)
            for segment in movement.make_segments(trunk_deg):
                self._placed.append(_Placed(segment, self.duration_s, trunk_deg, place))
                self.duration_s += segment.duration_s
                trunk_deg = trunk_deg if segment.trunk_deg is None else segment.trunk_deg
                place = place if segment.place is None else segment.place
            if isinstance(movement, PlannedRepetition):
                self._add_truth(self._placed[begun_at:])

    def _add_truth(self, parts: list[_Placed]) -> None:
        by_phase = {part.segment.phase: part for part in parts}
        lift, lowering = by_phase[Phase.CONCENTRIC], by_phase[Phase.ECCENTRIC]
        end_s = lowering.start_s + lowering.segment.duration_s
        times = PhaseTimes(lift.start_s, lift.start_s + lift.segment.duration_s, lowering.start_s, end_s)
        if self.repetitions:
            *others, last = self.repetitions
            last = replace(last, times=replace(last.times, next_start_s=lift.start_s))
            self.repetitions = (*others, last)
        bottom_after_deg = lowering.segment.trunk_deg
        if bottom_after_deg is None:
            raise AssertionError("a lowering has an end")
        self.repetitions += (TrueRepetition(times, lift.trunk_deg, lowering.trunk_deg, bottom_after_deg),)

    def compute_trunk_deg(self, time_s: FloatArray) -> FloatArray:
        """(n,) angle of the trunk against the straight line at (n,) times."""
        trunk = np.empty_like(time_s)
        for inside, part, share in self._walk_through(time_s):
            end = part.trunk_deg if part.segment.trunk_deg is None else part.segment.trunk_deg
            trunk[inside] = part.trunk_deg + (end - part.trunk_deg) * share
        return trunk

    def compute_place(self, time_s: FloatArray) -> FloatArray:
        """(n,) place of the hip, trunk lengths ahead of the machine's."""
        place = np.empty_like(time_s)
        for inside, part, share in self._walk_through(time_s):
            end = part.place if part.segment.place is None else part.segment.place
            place[inside] = part.place + (end - part.place) * share
        return place

    def _walk_through(self, time_s: FloatArray) -> list[tuple[BoolArray, _Placed, FloatArray]]:
        starts = np.array([part.start_s for part in self._placed])
        index = np.clip(np.searchsorted(starts, time_s, side="right") - 1, 0, None)
        visits = []
        for number, part in enumerate(self._placed):
            inside = index == number
            share = np.clip((time_s[inside] - part.start_s) / part.segment.duration_s, 0.0, 1.0)
            visits.append((inside, part, _run(share, part.segment.course)))
        return visits


def _run(share: FloatArray, course: Course) -> FloatArray:
    if course is Course.FALLING:
        return share**2
    if course is Course.REBOUNDING:
        return 1.0 - (1.0 - share) ** 2
    return share**3 * (10.0 - 15.0 * share + 6.0 * share**2)
