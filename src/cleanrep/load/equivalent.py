"""Which load on one machine equals a load on another, by peak or by mean moment about L5/S1.

The two answers differ because the curves do; neither is the right one, so whoever tells one says which. A machine's
steps are looked at after the exact answer.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from cleanrep.load.curve import Setup, compute_static_curve, summarize_curve
from cleanrep.load.machine_file import MAX_LOAD_KG


class Criterion(StrEnum):
    """What is made equal."""

    PEAK = "peak"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Equivalent:
    """Answer by one criterion.

    Attributes
    ----------
    target_n_m, empty_n_m : float
        Moment to reach, and that of the machine without load.
    load_kg : float or None
        Load of the same moment; None when the empty machine already exceeds it, or no load up to `MAX_LOAD_KG` reaches.
    step_kg, step_n_m : float or None
        Nearest load that the machine allows, and its moment; None without steps or without `load_kg`.
    """

    criterion: Criterion
    target_n_m: float
    empty_n_m: float
    load_kg: float | None
    step_kg: float | None
    step_n_m: float | None

    @property
    def is_exceeded_empty(self) -> bool:
        """Whether the machine without load already asks for more."""
        return self.empty_n_m > self.target_n_m


def measure_moment(setup: Setup, criterion: Criterion) -> float:
    """Static peak or mean moment about L5/S1, N m."""
    figures = summarize_curve(compute_static_curve(setup), setup.machine)
    return figures.peak_n_m if criterion is Criterion.PEAK else figures.mean_n_m


def find_load(setup: Setup, target_n_m: float, *, criterion: Criterion) -> float | None:
    """Load in kg of a static moment (Brent's method; the moment rises with the load); None when none has it."""
    # Imported when it is asked for: it takes longer to load than most commands take.
    from scipy.optimize import brentq

    def miss(load_kg: float) -> float:
        return measure_moment(replace(setup, load_kg=load_kg), criterion) - target_n_m

    if miss(0.0) > 0 or miss(MAX_LOAD_KG) < 0:
        return None
    return float(brentq(miss, 0.0, MAX_LOAD_KG, xtol=1e-6))


def find_equivalent(source: Setup, target: Setup, criterion: Criterion) -> Equivalent:
    """Load on the machine of `target` that asks for what `source` does; the load of `target` is not looked at."""
    target_n_m = measure_moment(source, criterion)
    empty_n_m = measure_moment(replace(target, load_kg=0.0), criterion)
    load_kg = find_load(target, target_n_m, criterion=criterion)
    steps_kg = (0.0, *target.machine.loads_kg) if target.machine.loads_kg else ()
    if load_kg is None or not steps_kg:
        return Equivalent(criterion, target_n_m, empty_n_m, load_kg, None, None)
    step_kg = min(steps_kg, key=lambda step: abs(step - load_kg))
    step_n_m = measure_moment(replace(target, load_kg=step_kg), criterion)
    return Equivalent(criterion, target_n_m, empty_n_m, load_kg, step_kg, step_n_m)
