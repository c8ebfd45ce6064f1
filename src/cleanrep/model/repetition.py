"""A repetition with its phases, measures and findings; a set of them with what was found about the whole.

Measures and findings are named tuples, which are made in a quarter of a frozen data class's time: a repetition makes
hundreds of them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

Interval = tuple[float | None, float | None]
"""Lower and upper bound, None on an open side."""


class Phase(StrEnum):
    """Part of a repetition, in the order in which the parts follow each other."""

    BOTTOM_HOLD = "bottom_hold"
    CONCENTRIC = "concentric"
    TOP_HOLD = "top_hold"
    ECCENTRIC = "eccentric"


class Verdict(StrEnum):
    """Outcome of a rule: sure enough to say met or not met, between the two, or not to be told."""

    MET = "met"
    BORDERLINE = "borderline"
    NOT_MET = "not_met"
    NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True, slots=True)
class PhaseTimes:
    """Boundaries of a repetition in seconds of the source's clock; intervals are ``[start_s, end_s)``.

    Attributes
    ----------
    next_start_s : float or None
        Start of the following lift; None after the last repetition of a set.
    """

    start_s: float
    top_start_s: float
    top_end_s: float
    end_s: float
    next_start_s: float | None = None

    @property
    def concentric_s(self) -> float:
        """Duration of the lift, s."""
        return self.top_start_s - self.start_s

    @property
    def top_hold_s(self) -> float:
        """Duration of the pause at the top, s."""
        return self.top_end_s - self.top_start_s

    @property
    def eccentric_s(self) -> float:
        """Duration of the lowering, s."""
        return self.end_s - self.top_end_s

    @property
    def bottom_hold_s(self) -> float | None:
        """Time between this repetition's end and the next lift, s; None after the last."""
        return None if self.next_start_s is None else self.next_start_s - self.end_s


class Measure(NamedTuple):
    """A number about a repetition or a set.

    Attributes
    ----------
    uncertainty : float or None
        Standard uncertainty in the measure's unit; None where the exercise file declares none.
    time_s : float or None
        Moment that shows it best (its extreme), source clock.
    coverage : float
        Share 0..1 of the samples that it needed and got.
    reason : str or None
        Why `value` is NaN; None when it is a number.
    """

    name: str
    value: float
    unit: str
    uncertainty: float | None = None
    time_s: float | None = None
    coverage: float = 1.0
    reason: str | None = None


class Finding(NamedTuple):
    """One rule applied once.

    Attributes
    ----------
    value, limit, unit, uncertainty
        Of the check that decided: the measured value, the fault limit on its side (the aim's where there is no fault
        limit), their unit, the standard uncertainty; None when not assessed or where there is no number.
    aim, fault : Interval or None
        Bounds of the aim and of what is not yet a fault.
    margin : float or None
        Distance from the aim in the measure's unit, + inside.
    p_off_aim, p_fault : float or None
        Probability that the true value misses the aim, and that it is past the fault limit.
    time_s, frame
        Key moment and its frame; None where there is none.
    span_s : tuple[float, float] or None
        Part of the recording that the verdict rests on.
    reason : str or None
        Why it was not assessed, or what a reader must know about the figure.
    cue : str or None
        Words to the lifter; only with ``borderline`` and ``not_met``.
    source : str
        Basis and reference of the limit.
    """

    rule: str
    verdict: Verdict
    source: str
    measure: str | None = None
    value: float | None = None
    limit: float | None = None
    unit: str | None = None
    uncertainty: float | None = None
    aim: Interval | None = None
    fault: Interval | None = None
    margin: float | None = None
    p_off_aim: float | None = None
    p_fault: float | None = None
    coverage: float | None = None
    time_s: float | None = None
    frame: int | None = None
    span_s: tuple[float, float] | None = None
    reason: str | None = None
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Repetition:
    """One repetition, judged.

    Attributes
    ----------
    index : int
        From 1 over the whole recording.
    set_index : int
        From 1.
    is_clean : bool or None
        False when a critical or quality rule is not met; None when a deciding rule could not be assessed.
    """

    index: int
    set_index: int
    times: PhaseTimes
    measures: tuple[Measure, ...]
    findings: tuple[Finding, ...]
    is_clean: bool | None


@dataclass(frozen=True, slots=True)
class SetResult:
    """A finished set: its repetitions as judged with knowledge of the whole set, and the set's own findings.

    Attributes
    ----------
    n_incomplete : int
        Lifts that were never lowered again, not counted as repetitions.
    neutral : str
        Where the neutral position comes from: ``calibrated``, ``straight-line``, ``median-top`` or ``unknown``.
    """

    set_index: int
    repetitions: tuple[Repetition, ...]
    measures: tuple[Measure, ...]
    findings: tuple[Finding, ...]
    n_incomplete: int
    neutral: str
