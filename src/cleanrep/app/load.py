"""The load on the back as a person asks for it: one machine and load, or the same load on another machine."""

from dataclasses import dataclass

from cleanrep.load.curve import Curve, Figures, Setup, compute_static_curve, compute_tempo_curve, summarize_curve
from cleanrep.load.equivalent import Criterion, Equivalent, find_equivalent
from cleanrep.load.uncertainty import Uncertainty, estimate_uncertainty
from cleanrep.model.training import TempoPrescription


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What is told of a load; `tempo_*` are None without a tempo."""

    setup: Setup
    curve: Curve
    figures: Figures
    uncertainty: Uncertainty
    tempo: TempoPrescription | None
    tempo_figures: Figures | None


@dataclass(frozen=True, slots=True)
class EquivalentReport:
    """Answers by peak and by mean, in this order."""

    source: Setup
    target: Setup
    answers: tuple[Equivalent, Equivalent]


def assess_load(setup: Setup, tempo: TempoPrescription | None = None, *, seed: int = 0) -> LoadReport:
    """Curve, figures and uncertainty of a load, and what a tempo makes of it.

    Raises
    ------
    UsageError
        When the tempo is none.
    """
    curve = compute_static_curve(setup)
    figures = summarize_curve(curve, setup.machine)
    moved = None if tempo is None else summarize_curve(compute_tempo_curve(setup, tempo), setup.machine)
    return LoadReport(setup, curve, figures, estimate_uncertainty(setup, seed=seed), tempo, moved)


def compare_machines(source: Setup, target: Setup) -> EquivalentReport:
    """The load of `target`'s machine that equals `source`, by both criteria."""
    by_peak, by_mean = (find_equivalent(source, target, criterion) for criterion in (Criterion.PEAK, Criterion.MEAN))
    return EquivalentReport(source, target, (by_peak, by_mean))
