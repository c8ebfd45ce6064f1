"""What the engine says while it watches; each event is final unless its docstring says otherwise.

Events are named tuples, as the findings that they bring.
"""

from typing import NamedTuple

from cleanrep.model.repetition import Finding, Phase, Repetition, SetResult


class PhaseChanged(NamedTuple):
    """The lifter entered a phase. A live estimate from the turn alone; the times of the repetition are fitted later."""

    time_s: float
    phase: Phase
    repetition: int


class RepetitionFinished(NamedTuple):
    """A repetition was lowered to its end: its times, measures and the findings that can already be made."""

    time_s: float
    repetition: Repetition


class FindingMade(NamedTuple):
    """A rule was applied to a repetition as soon as the evidence was there; `SetFinished` carries the final word."""

    time_s: float
    repetition: int
    finding: Finding


class SetFinished(NamedTuple):
    """A set ended: everything about it, judged with knowledge of the whole set."""

    time_s: float
    result: SetResult


Event = PhaseChanged | RepetitionFinished | FindingMade | SetFinished
