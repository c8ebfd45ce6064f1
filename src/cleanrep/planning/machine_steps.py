"""The loads that a machine offers, and the next one up or down.

Never skips a pin: between two pins lie only the small weights that may be put on top of the lower one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil, floor

from cleanrep.exercises.policy import LoadPolicy
from cleanrep.model.training import Load, LoadUnit, Machine
from cleanrep.planning.load_scale import LoadScale

MAX_ADD_ONS = 6
"""Small weights that are combined; more would only make steps that nobody loads."""
TOLERANCE = 1e-6
"""In the machine's unit: loads closer than this are the same."""


@dataclass(frozen=True, slots=True)
class LoadSteps:
    """Loads of a machine, rising.

    Attributes
    ----------
    values : tuple[float, ...]
        Everything that can be set, in `unit`; empty where only `plate` limits it.
    pins : tuple[float, ...]
        The loads of the pins themselves.
    plate : float
        Smallest step where there are no pins, in `unit`.
    """

    unit: LoadUnit
    values: tuple[float, ...]
    pins: tuple[float, ...]
    plate: float

    def find_next(self, load: Load) -> Load | None:
        """The smallest load above this one that skips no pin; None at the top of the stack or for another unit."""
        if load.unit is not self.unit:
            return None
        value = load.value or 0.0
        if not self.values:
            return Load(self.unit, round(value + self.plate, 3))
        higher = [item for item in self.values if item > value + TOLERANCE]
        return Load(self.unit, higher[0]) if higher else None

    def find_reduced(self, load: Load, scale: LoadScale, *, cut: float, most: float | None = None) -> Load:
        """The heaviest load whose demand is at least `cut` lower, not more than `most` lower where there is one.

        Where none is low enough it is the lightest. A load in a unit that this machine's cannot be held against stays.
        """
        converted = load.convert(self.unit)
        if converted is None:
            return load
        return self._reduce(converted, scale, cut=cut, most=most)

    def _reduce(self, load: Load, scale: LoadScale, *, cut: float, most: float | None) -> Load:
        lower = self._list_below(load)
        changes = [(item, scale.compute_change(load, item)) for item in lower]
        fitting = [item for item, change in changes if change is not None and change <= -cut + TOLERANCE]
        if most is not None:
            within = [
                item
                for item, change in changes
                if change is not None and -most - TOLERANCE <= change <= -cut + TOLERANCE
            ]
            fitting = within or fitting
        if fitting:
            return fitting[-1]
        return lower[0] if lower else load

    def find_lightest(self) -> Load:
        """The lightest that can be set."""
        return Load(self.unit, self.values[0] if self.values else 0.0)

    def _list_below(self, load: Load) -> list[Load]:
        value = load.value or 0.0
        if self.values:
            return [Load(self.unit, item) for item in self.values if item < value - TOLERANCE]
        n_below = max(0, ceil(value / self.plate - TOLERANCE))
        return [Load(self.unit, round(i * self.plate, 3)) for i in range(n_below)]

    def find_at_most(self, value: float) -> Load:
        """The heaviest load of at most this value, else the lightest."""
        if self.values:
            fitting = [item for item in self.values if item <= value + TOLERANCE]
            return Load(self.unit, fitting[-1] if fitting else self.values[0])
        return Load(self.unit, max(0.0, floor(value / self.plate + TOLERANCE) * self.plate))


def list_steps(machine: Machine | None, limits: LoadPolicy, *, unit: LoadUnit) -> LoadSteps:
    """The loads of a machine; without one, or one without pins, whatever plates allow.

    Parameters
    ----------
    unit : LoadUnit
        Unit of the loads in the log, used where no machine says one.
    """
    unit = machine.unit if machine is not None else unit
    plate = {LoadUnit.LB: limits.plate_lb, LoadUnit.STACK_POSITION: 1.0}.get(unit, limits.plate_kg)
    if machine is None or not machine.steps:
        return LoadSteps(unit, (), (), plate)
    pins = tuple(sorted(set(machine.steps)))
    sums = _sum_add_ons(machine.add_ons)
    values = set(pins)
    for pin, following in zip(pins, (*pins[1:], float("inf")), strict=True):
        values |= {round(pin + extra, 3) for extra in sums if pin + extra < following - TOLERANCE}
    return LoadSteps(unit, tuple(sorted(values)), pins, plate)


def _sum_add_ons(add_ons: Sequence[float]) -> list[float]:
    small = sorted(add_ons)[:MAX_ADD_ONS]
    return [sum(chosen) for n in range(1, len(small) + 1) for chosen in combinations(small, n)]
