"""Register of measures: typed functions of one repetition, and of a repetition within its set.

A measure of a repetition rests on its own samples; a late one also on the lift that follows. A relative measure needs,
besides those, what the set or the calibration tells (the neutral position, the usual range), so it is taken again when
the set ends. All stand under one kind of name, which exercise files use; an unknown name is an error when an exercise
is joined with the engine.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import nan
from typing import NamedTuple

from cleanrep.measures.reference import SetReference
from cleanrep.measures.window import RepetitionWindow
from cleanrep.model.repetition import PhaseTimes


class Reading(NamedTuple):
    """Outcome of a measure.

    Attributes
    ----------
    value : float
        NaN when it could not be taken.
    time_s : float or None
        Moment that shows it best.
    reason : str or None
        Why the value is NaN.
    coverage : float
        Share of the needed samples that were there, 0..1.
    """

    value: float
    time_s: float | None = None
    reason: str | None = None
    coverage: float = 1.0


def not_measured(reason: str) -> Reading:
    """A reading that could not be taken, with the reason."""
    return Reading(nan, reason=reason, coverage=0.0)


UNSTEADY_TRACK = not_measured("the track of the trunk was unsteady: something may hide the shoulder or the hip")
NO_LIFT_FOLLOWS = not_measured("no lift follows")

Readings = Mapping[str, Reading]
MeasureFunction = Callable[[RepetitionWindow], Reading]
LateFunction = Callable[[PhaseTimes, RepetitionWindow], Reading]
RelativeFunction = Callable[[Readings, SetReference], Reading]


@dataclass(frozen=True, slots=True)
class MeasureKind:
    """What a measure is called, its unit, and what it means in one line."""

    name: str
    unit: str
    description: str


_KINDS: dict[str, MeasureKind] = {}
_MEASURES: dict[str, MeasureFunction] = {}
_LATE: dict[str, LateFunction] = {}
_RELATIVE: dict[str, RelativeFunction] = {}


def measure(name: str, *, unit: str) -> Callable[[MeasureFunction], MeasureFunction]:
    """Register a measure of one repetition; mark one that other measures call with `once` as well."""

    def register(function: MeasureFunction) -> MeasureFunction:
        _add_kind(name, unit, function.__doc__)
        _MEASURES[name] = function
        return function

    return register


def late_measure(name: str, *, unit: str) -> Callable[[LateFunction], LateFunction]:
    """Register a measure of a repetition that needs the window of the one that follows."""

    def register(function: LateFunction) -> LateFunction:
        _add_kind(name, unit, function.__doc__)
        _LATE[name] = function
        return function

    return register


def relative_measure(name: str, *, unit: str) -> Callable[[RelativeFunction], RelativeFunction]:
    """Register a measure that needs the set's reference besides the repetition's own readings."""

    def register(function: RelativeFunction) -> RelativeFunction:
        _add_kind(name, unit, function.__doc__)
        _RELATIVE[name] = function
        return function

    return register


def _add_kind(name: str, unit: str, doc: str | None) -> None:
    if name in _KINDS:
        raise ValueError(f"expected each measure once, got {name!r} twice")
    _KINDS[name] = MeasureKind(name, unit, (doc or name).strip().splitlines()[0])


def get_measure_kinds() -> Mapping[str, MeasureKind]:
    """Every registered measure of a repetition by name."""
    return _KINDS


def take_measures(window: RepetitionWindow) -> dict[str, Reading]:
    """Take every measure of one repetition that needs nothing but the repetition; late ones wait for the next lift."""
    return {name: function(window) for name, function in _MEASURES.items()} | dict.fromkeys(_LATE, NO_LIFT_FOLLOWS)


def take_late_measures(times: PhaseTimes, next_window: RepetitionWindow) -> dict[str, Reading]:
    """Take the measures of a repetition that need the one that follows it."""
    return {name: function(times, next_window) for name, function in _LATE.items()}


def take_relative_measures(readings: Readings, reference: SetReference) -> dict[str, Reading]:
    """Take every measure that needs the set's reference."""
    return {name: function(readings, reference) for name, function in _RELATIVE.items()}
