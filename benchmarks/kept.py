"""Figures that pages quote: written by the benchmarks to ``docs/figures/speed.json``, kept until measured again."""

from collections.abc import Iterable

from benchmarks.figure import Figure
from benchmarks.machine import name_machine
from cleanrep import __version__
from cleanrep.exercises.catalogue import load_exercise
from validation.accuracy import figures as quoted
from validation.errors import AssetError

NAME = "speed"
N_DIGITS = 4


def keep(figures: Iterable[Figure]) -> None:
    """Write figures over those of the same names; the others stay as they were."""
    measured = {figure.name: _quote(figure) for figure in figures}
    kept = {figure.name: figure for figure in _read_kept()} | measured
    file = quoted.FigureFile(
        command="make bench",
        data=name_machine(),
        cleanrep=__version__,
        exercise_sha256=load_exercise("lever-back-extension").sha256,
        figures=tuple(kept[name] for name in sorted(kept)),
    )
    quoted.write_figures(NAME, file)


def _read_kept() -> tuple[quoted.Figure, ...]:
    if not (quoted.FOLDER / f"{NAME}.json").exists():
        return ()
    try:
        return quoted.read_figures(NAME).figures
    except AssetError as error:
        raise SystemExit(f"benchmarks: {error}") from error


def _quote(figure: Figure) -> quoted.Figure:
    return quoted.Figure(name=figure.name, value=float(f"{figure.value:.{N_DIGITS}g}"), unit=figure.unit, n=1)
