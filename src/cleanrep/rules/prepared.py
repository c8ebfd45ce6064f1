"""Rules as they stand before anything is measured: what a variant, a goal and a kind of neutral leave of them.

An exercise file is for people and says everything in words of its own; a repetition asks for the same few of them
hundreds of times. They are worked out once, and judging looks nothing up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cleanrep.errors import ExerciseError
from cleanrep.exercises.fields import Bounds, override_sides
from cleanrep.exercises.schema import Override
from cleanrep.measures.registry import Readings
from cleanrep.model.repetition import Finding, Interval, Verdict


@dataclass(frozen=True, slots=True)
class Standard:
    """What a check holds the value of its measure against.

    Attributes
    ----------
    uncertainty : float or None
        Standard uncertainty of the measure, in its unit.
    aim, fault : Interval
        Where a good repetition lies, and what is not yet a fault; None without a fault limit.
    source : str
        Basis and reference of the limits.
    """

    measure: str
    unit: str
    uncertainty: float | None
    aim: Interval
    fault: Interval | None
    source: str

    def override(self, override: Override) -> "Standard":
        """The standard with the sides that an override gives.

        Raises
        ------
        ExerciseError
            When a lower side comes to lie above the upper one.
        """
        return replace(
            self,
            aim=self._replace_sides(self.aim, override.aim) or self.aim,
            fault=self._replace_sides(self.fault, override.fault),
            source=self.source if override.source is None else override.source.citation,
        )

    def _replace_sides(self, sides: Interval | None, given: Bounds | None) -> Interval | None:
        if sides is None or given is None:
            return sides if given is None else given.sides
        try:
            return override_sides(sides, given)
        except ValueError as error:
            raise ExerciseError(f"limits of {self.measure}", (str(error),)) from error


@dataclass(frozen=True, slots=True)
class PreparedCheck:
    """One measure with its standard, and the overrides for which a reading decides whether they hold.

    Attributes
    ----------
    overrides : tuple[Override, ...]
        In the order of the file; one without a condition on a reading holds.
    """

    standard: Standard
    overrides: tuple[Override, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        """The measure, and those that decide about its limits."""
        conditions = [override.when.measure_below for override in self.overrides]
        return (self.standard.measure, *[condition[0] for condition in conditions if condition is not None])

    def find_standard(self, readings: Readings) -> Standard:
        """Apply the overrides that hold under the readings; each replaces only the sides that it gives."""
        standard = self.standard
        for override in self.overrides:
            condition = override.when.measure_below
            if condition is None or _is_below(condition, readings):
                standard = standard.override(override)
        return standard


@dataclass(frozen=True, slots=True, eq=False)
class PreparedRule:
    """A rule with all that is known of it.

    Attributes
    ----------
    measures : tuple[str, ...]
        Every measure that a verdict rests on, those that decide which limits hold included.
    needs : tuple[str, ...]
        What the footage must offer, as in the exercise file.
    min_frame_rate_hz : float
        0 when any will do.
    open_reason : str or None
        Why it is never assessed under these circumstances; None when it may be.
    """

    id: str
    source: str
    cue: str
    checks: tuple[PreparedCheck, ...]
    measures: tuple[str, ...]
    needs: tuple[str, ...]
    min_frame_rate_hz: float
    open_reason: str | None

    def leave_open(self, reason: str | None) -> Finding:
        """Finding of the rule when it is not assessed, with the reason."""
        return Finding(self.id, Verdict.NOT_ASSESSED, self.source, reason=reason)


@dataclass(frozen=True, slots=True, eq=False)
class PreparedExercise:
    """Rules and measures of an exercise under given circumstances and a kind of neutral.

    Attributes
    ----------
    rules : Mapping[str, tuple[PreparedRule, ...]]
        By scope (``repetition`` or ``set``), each in the order of the exercise file.
    measures : Mapping[str, tuple[str, float | None]]
        Unit and standard uncertainty of every measure of a repetition by its name.
    """

    rules: Mapping[str, tuple[PreparedRule, ...]]
    measures: Mapping[str, tuple[str, float | None]]


def _is_below(condition: tuple[str, float], readings: Readings) -> bool:
    name, limit = condition
    return name in readings and readings[name].value < limit
