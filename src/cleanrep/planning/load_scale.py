"""How much more a load asks of the back than another one.

The policy speaks of the demand on the back, not of the number on the stack: body weight is part of what is lifted. A
mechanical model of the machine knows the demand; without one the share of the stack stands in for it.
"""

from dataclasses import dataclass
from typing import Protocol

from cleanrep.model.training import Load, LoadUnit

MASS_SHARE_ABOVE_BACK = 0.52
"""Share of body mass above L5/S1 (.524 men, .514 women: segment table of de Leva, J Biomech 1996, 29(9):1223-1230)."""
LIGHT_BODY_MASS_KG = 50.0
"""Taken where the body mass is not known: a light person makes a step count for more, which is the careful side."""


class LoadScale(Protocol):
    """Compares two loads by what they ask of the back."""

    @property
    def name(self) -> str:
        """What is compared, as a person reads it: ``share of the stack``, ``peak moment at L5/S1``."""

    def compute_change(self, start: Load, end: Load) -> float | None:
        """Relative change of the demand, e.g. 0.05 for 5 percent more; None where it cannot be told."""


@dataclass(frozen=True, slots=True)
class StackScale:
    """Share of the number on the machine; of the mass above the lower back for exercises with own body weight.

    It overstates a step, for body weight is left out of a stack's share: the policy then waits longer, never less.
    Numbers of a stack without weights are compared as if its plates were alike.
    """

    body_mass_kg: float | None = None

    @property
    def name(self) -> str:
        """What is compared."""
        return "share of the stack"

    def compute_change(self, start: Load, end: Load) -> float | None:
        """Relative change from one load to another; None for an unknown load, different units or a start at zero."""
        if start.unit is not end.unit or start.unit is LoadUnit.UNKNOWN:
            return None
        body_kg = 0.0
        if start.unit is LoadUnit.BODYWEIGHT:
            body_kg = MASS_SHARE_ABOVE_BACK * (self.body_mass_kg or LIGHT_BODY_MASS_KG)
        before, after = (start.value or 0.0) + body_kg, (end.value or 0.0) + body_kg
        return None if before <= 0.0 else after / before - 1.0
