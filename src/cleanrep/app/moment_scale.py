"""The policy's scale of loads: the peak moment about L5/S1 where machine and body are known."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cleanrep.model.training import Load, LoadUnit, Machine, Person
from cleanrep.planning.load_scale import LoadScale, StackScale

if TYPE_CHECKING:
    from cleanrep.load.curve import Setup
    from cleanrep.load.load_scale import MomentScale

MASS_UNITS = frozenset({LoadUnit.KG, LoadUnit.LB, LoadUnit.BODYWEIGHT})


@dataclass(frozen=True, slots=True)
class BackMomentScale:
    """Peak moment at L5/S1 of a person on a machine, for loads in kg or lb and for body weight with a plate."""

    scale: "MomentScale"
    ratios: dict[float, float] = field(default_factory=dict, repr=False, compare=False)
    """By load in kg: peak moment over that of the empty machine, as far as it was asked for."""

    @property
    def name(self) -> str:
        """What is compared."""
        return "peak moment at L5/S1"

    def compute_change(self, start: Load, end: Load) -> float | None:
        """Relative change of the moment; None for a load without a mass."""
        start_kg, end_kg = find_added_kg(start), find_added_kg(end)
        if start_kg is None or end_kg is None:
            return None
        return self._find_ratio(end_kg) / self._find_ratio(start_kg) - 1.0

    def _find_ratio(self, load_kg: float) -> float:
        if load_kg not in self.ratios:
            self.ratios[load_kg] = 1.0 + self.scale.relative_change(0.0, load_kg)
        return self.ratios[load_kg]


def find_added_kg(load: Load) -> float | None:
    """Mass on the machine or in the hands, kg; 0 for body weight alone, None where there is no mass to tell."""
    return 0.0 if load == Load(LoadUnit.BODYWEIGHT) else load.load_kg


def find_setup(person: Person, machine: Machine | None, load: Load) -> "Setup | None":
    """Who lifts how much on what; None where the machine names no mechanics, or lifter or load are not known.

    Raises
    ------
    UsageError, MachineError
        When the machine's mechanics cannot be found or read.
    """
    load_kg = find_added_kg(load)
    if machine is None or machine.kinetics is None or load_kg is None:
        return None
    if person.body_mass_kg is None or person.height_m is None or person.sex is None:
        return None
    # The load model is imported where there is a machine to ask it of: no other command waits for numpy.
    from cleanrep.app.machines import find_machine
    from cleanrep.load.body import Lifter
    from cleanrep.load.curve import Setup
    from cleanrep.load.segments import Sex

    lifter = Lifter(person.body_mass_kg, person.height_m, Sex(person.sex))
    return Setup(lifter, find_machine(machine.kinetics), load_kg)


def choose_scale(person: Person, machine: Machine | None) -> LoadScale:
    """The moment where the machine names its mechanics and body mass, height and sex are known; else the stack's share.

    Raises
    ------
    UsageError, MachineError
        When the machine's mechanics cannot be found or read.
    """
    setup = find_setup(person, machine, Load(LoadUnit.KG, 0.0))
    if setup is None or machine is None or machine.unit not in MASS_UNITS:
        return StackScale(person.body_mass_kg)
    from cleanrep.load.load_scale import MomentScale

    return BackMomentScale(MomentScale(setup))
