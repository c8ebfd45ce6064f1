"""``fast``: simulate sets, print how often the engine was right, and write ``docs/figures/fast.json``."""

import argparse
import sys
import time

from cleanrep import __version__
from cleanrep.app.request import find_exercise
from validation.accuracy.figures import FOLDER, Figure, FigureFile, summarise, write_figures
from validation.fast.run import COMPARED_EVERY, LESS_NOISE, FastResult, run_sets
from validation.noise.profile import read_bank

DEFAULT_N_SETS = 10_000
EXERCISE = "lever-back-extension"
KEEP_FROM = 10_000
"""A run of fewer sets is for development: it prints and writes nothing."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--sets", type=int, default=DEFAULT_N_SETS, help=f"fewer than {KEEP_FROM} only print")
    parser.add_argument("--seed", type=int, default=0, help="another seed draws other sets")
    parser.add_argument("--jobs", type=int, default=2, help="processes")


def run(options: argparse.Namespace) -> int:
    """Simulate, print, and write when there are enough sets."""
    started_s = time.monotonic()
    result = run_sets(options.sets, seed=options.seed, n_processes=options.jobs, progress=_Progress(options.sets))
    spent_s = time.monotonic() - started_s
    print(f"\n{result.n_sets} sets, {result.n_samples} samples in {spent_s:.0f} s")
    files = make_files(result, f'make validate ARGS="fast --sets {options.sets} --seed {options.seed}"')
    for line in describe(files["fast"]):
        print(line)
    if options.sets >= KEEP_FROM:
        for name, file in files.items():
            print(f"written: {write_figures(name, file).relative_to(FOLDER.parents[1])}")
    return 0


def make_files(result: FastResult, command: str) -> dict[str, FigureFile]:
    """Figures through the pose model's noise, through less of it, and from the true joints, by the files' names."""
    exercise = find_exercise(EXERCISE)
    bank = read_bank()
    n_repetitions = result.seen.get_share("repetition found").n
    seen = FigureFile(
        command=command,
        data=f"{result.n_sets} simulated sets with the landmark noise of {len(bank.profiles)} {bank.made_from}",
        cleanrep=__version__,
        exercise_sha256=exercise.sha256,
        figures=(
            Figure(name="sets", value=result.n_sets, unit="sets", n=result.n_sets),
            Figure(name="repetitions", value=n_repetitions, unit="repetitions", n=n_repetitions),
            Figure(name="noise profiles", value=len(bank.profiles), unit="sets", n=len(bank.profiles)),
            *summarise(result.seen),
        ),
    )
    some = f"every {COMPARED_EVERY}th of the simulated sets"
    less = f"{some}, with {100 * LESS_NOISE:g} % of the landmark noise"
    return {
        "fast": seen,
        "fast-half-noise": seen.model_copy(update={"data": less, "figures": summarise(result.less)}),
        "fast-true-joints": seen.model_copy(
            update={"data": f"{some}, from their true joints", "figures": summarise(result.exact)}
        ),
    }


def describe(file: FigureFile) -> list[str]:
    """The figures that a developer looks at, a line each."""
    shares = [
        *(("count exact", "no phantom", "repetition found", "false")),
        *(f"told: {name}" for name in file.list_names("told: ") if name.endswith("clear")),
        *(f"false: {name}" for name in file.list_names("false: ")),
    ]
    errors = [
        f"off: {name}, {label}"
        for name in ("boundary", "concentric_s", "top_hold_s", "eccentric_s", "range_of_motion_deg", "top_angle_deg")
        for label in ("median", "mean", "p90")
    ]
    found = (file.find(name) for name in (*shares, *errors))
    return [_describe_one(figure) for figure in found if figure is not None]


def _describe_one(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return f"  {figure.name}: {figure.value:.3g} {figure.unit} (n {figure.n})"
    interval = f"{100 * figure.low:.1f} to {100 * figure.high:.1f}"
    return f"  {figure.name}: {100 * figure.value:.1f} % ({interval}, n {figure.n})"


class _Progress:
    """Sets done, on one line of standard error where a person watches."""

    def __init__(self, n_sets: int) -> None:
        self._n_sets = n_sets

    def __call__(self, n_done: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{n_done} of {self._n_sets} sets", end="", file=sys.stderr, flush=True)
