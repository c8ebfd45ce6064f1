"""What is true of a set, whether it was rendered or only simulated."""

from collections.abc import Mapping
from dataclasses import dataclass

from cleanrep.model.repetition import PhaseTimes

Strata = tuple[tuple[str, str], ...]
FaultLabel = tuple[str, str]
"""Kind and strength of a fault: ``("hyperext", "clear")``."""


@dataclass(frozen=True, slots=True)
class TrueRepetition:
    """One repetition as it really was.

    Attributes
    ----------
    faults : tuple[FaultLabel, ...]
        Empty for a clean one.
    measures : Mapping[str, float]
        True values by the names of the product's measures; angles from neutral.
    """

    index: int
    times: PhaseTimes
    faults: tuple[FaultLabel, ...]
    measures: Mapping[str, float]

    def has_fault(self, kind: str) -> bool:
        """Whether a fault of a kind is in it, of any strength."""
        return any(fault == kind for fault, _ in self.faults)


@dataclass(frozen=True, slots=True)
class TrueSet:
    """A set with its truth.

    Attributes
    ----------
    strata : Strata
        Conditions by which results are grouped.
    is_judgeable : bool
        False when the view must be refused.
    """

    name: str
    variant: str
    goal: str
    strata: Strata
    is_judgeable: bool
    repetitions: tuple[TrueRepetition, ...]
