"""Starting load from a set rated in repetitions in reserve, never from a true maximum.

Epley (1985): one-repetition maximum = demand x (1 + n / 30) with n = repetitions + reserve.
"""

from dataclasses import dataclass

from cleanrep.exercises.policy import StartPolicy
from cleanrep.exercises.schema import Goal
from cleanrep.model.training import Load
from cleanrep.planning.load_scale import LoadScale
from cleanrep.planning.machine_steps import LoadSteps

EPLEY_REPETITIONS = 30.0
MAX_STEPS = 2000
"""Loads tried on the way up; a stack has far fewer."""


@dataclass(frozen=True, slots=True)
class RatedSet:
    """A set with what was left in reserve."""

    load: Load
    n_repetitions: int
    rir: float
    session_id: str

    @property
    def n_to_failure(self) -> float:
        """Repetitions that the load would have allowed: done plus reserve."""
        return self.n_repetitions + self.rir


@dataclass(frozen=True, slots=True)
class StartLoad:
    """A load for a goal, and how it was found.

    Attributes
    ----------
    share : float
        Of the one-repetition maximum of the demand, 0..1, as aimed at.
    is_trusted : bool
        The rated set lies where the formula is trusted; else the trial was too light and has to be repeated heavier.
    """

    load: Load
    share: float
    one_rm_ratio: float
    is_trusted: bool


def compute_one_rm_ratio(n_to_failure: float) -> float:
    """One-repetition maximum over the load that allows `n_to_failure` repetitions (Epley; 1 for a single one)."""
    return 1.0 if n_to_failure <= 1.0 else 1.0 + n_to_failure / EPLEY_REPETITIONS


def compute_n_to_failure(one_rm_ratio: float) -> float:
    """Repetitions to failure at a load whose one-repetition maximum is `one_rm_ratio` times as much (Epley)."""
    return max(0.0, EPLEY_REPETITIONS * (one_rm_ratio - 1.0))


def choose_target_share(goal: Goal) -> float:
    """Share of the one-repetition maximum to start a goal at: the careful end of its band.

    A goal without a band is aimed at by Epley's formula for its fewest repetitions with its largest reserve.
    """
    band = goal.percent_1rm
    if band is not None:
        percent = band.min if band.min is not None else band.max
        if percent is not None:
            return percent / 100.0
    reserve = 0 if goal.rir is None else goal.rir.max
    return 1.0 / compute_one_rm_ratio(goal.repetitions.min + reserve)


def find_start_load(
    rated: RatedSet, goal: Goal, limits: StartPolicy, *, scale: LoadScale, steps: LoadSteps
) -> StartLoad:
    """The heaviest load of the machine whose demand stays within the goal's share of the estimated maximum.

    Never above the rated load when the trial was too light for the formula.
    """
    ratio = compute_one_rm_ratio(rated.n_to_failure)
    share = choose_target_share(goal)
    is_trusted = rated.n_to_failure <= limits.max_repetitions_to_failure
    wanted = share * ratio - 1.0
    if wanted < 0.0:
        load = steps.find_reduced(rated.load, scale, cut=-wanted)
    else:
        load = _climb(rated.load, wanted, scale=scale, steps=steps) if is_trusted else rated.load
    return StartLoad(load, share, ratio, is_trusted)


def _climb(start: Load, wanted: float, *, scale: LoadScale, steps: LoadSteps) -> Load:
    load = start
    for _ in range(MAX_STEPS):
        higher = steps.find_next(load)
        change = None if higher is None else scale.compute_change(start, higher)
        if higher is None or change is None or change > wanted:
            return load
        load = higher
    return load
