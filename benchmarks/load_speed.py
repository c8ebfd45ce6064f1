"""Curves of the moment on the back a second, vectorised on one core, and whether intervals repeat by their seed.

A curve has 131 poses, and each is one of another body and machine. Times are the thread's own on the processor.
"""

import time
from statistics import median

import numpy as np

from benchmarks.figure import Figure, Options
from cleanrep.load.body import Lifter
from cleanrep.load.curve import Setup
from cleanrep.load.machine_catalogue import find_machines, load_machine
from cleanrep.load.segments import Sex
from cleanrep.load.uncertainty import draw_curves, estimate_uncertainty

MIN_CURVES_PER_S = 10_000.0
N_CURVES = 2_000
N_RUNS = 15
QUICK_N_RUNS = 3
N_SEEDS = 20
LOAD_KG = 20.0


def run(options: Options) -> list[Figure]:
    """Draw curves on every built-in machine."""
    n_runs = QUICK_N_RUNS if options.is_quick else N_RUNS
    return [figure for machine in sorted(find_machines()) for figure in _measure(machine, n_runs)]


def _measure(machine: str, n_runs: int) -> list[Figure]:
    setup = Setup(Lifter(80.0, 1.78, Sex.MALE), load_machine(machine), LOAD_KG)
    speed = median(_time_curves(setup, seed) for seed in range(n_runs))
    note = f"{N_CURVES} at once, median of {n_runs}"
    n_different = sum(
        estimate_uncertainty(setup, seed=seed) != estimate_uncertainty(setup, seed=seed) for seed in range(N_SEEDS)
    )
    return [
        Figure(f"curves on {machine}", speed, "curves/s", MIN_CURVES_PER_S, is_floor=True, note=note),
        Figure(f"intervals on {machine} that a seed does not repeat", n_different, "seeds", 0.0, note=f"of {N_SEEDS}"),
    ]


def _time_curves(setup: Setup, seed: int) -> float:
    generator = np.random.default_rng(seed)
    started_s = time.thread_time()
    draw_curves(setup, generator, N_CURVES)
    return N_CURVES / (time.thread_time() - started_s)
