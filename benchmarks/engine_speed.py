"""Samples a second through the engine, and the time of a phase fit, on real landmarks repeated for long.

Times are the thread's own on the processor, so that other programs disturb less. The fit is timed by itself and taken
off. Who shares a core still slows it, by up to half where this is written: beside the median of whole runs stands the
quickest set, which shows the engine's own speed as nearly as a busy hour lets it.
"""

import gc
import time
from dataclasses import dataclass
from statistics import median
from typing import Any
from unittest.mock import patch

import numpy as np

from benchmarks.figure import Figure, Options
from benchmarks.footage import EXERCISE, GOAL, VARIANT, read_demo_samples, repeat, resample
from cleanrep.engine.session_engine import Engine
from cleanrep.engine.settings import EngineSettings
from cleanrep.exercises.catalogue import load_exercise
from cleanrep.model.samples import Sample
from cleanrep.phases.phase_fit import PhaseFit, fit_phases

N_SAMPLES = 60_000
QUICK_N_SAMPLES = 10_000
N_RUNS = 3
RATES_HZ = (25.0, 30.0, 60.0)
REST_S = 13.0
"""A little longer than what ends a set."""
MIN_SAMPLES_PER_S = 50_000.0
MAX_FIT_MS = 10.0
POSE_MODEL = "mediapipe-pose-full-0.10.21"
FRAME_HEIGHT_PX = 480


def run(options: Options) -> list[Figure]:
    """Measure at each frame rate."""
    n_samples = QUICK_N_SAMPLES if options.is_quick else N_SAMPLES
    figures = []
    for rate_hz in RATES_HZ:
        sets = repeat(resample(read_demo_samples(), rate_hz), n_samples=n_samples, rest_s=REST_S)
        figures += measure(sets, rate_hz, n_runs=1 if options.is_quick else N_RUNS)
    return figures


@dataclass(frozen=True, slots=True)
class Timing:
    """How long some samples took, with the fits among it."""

    n_samples: int
    total_s: float
    fits_s: list[float]

    @property
    def without_fit_1_s(self) -> float:
        """Samples a second, the fits' time taken off."""
        return self.n_samples / (self.total_s - sum(self.fits_s))

    @property
    def with_fit_1_s(self) -> float:
        """Samples a second in all."""
        return self.n_samples / self.total_s


def measure(sets: list[list[Sample]], rate_hz: float, *, n_runs: int) -> list[Figure]:
    """Push the samples of all sets through fresh engines."""
    # The samples at hand would make the collector's rounds long, which a stream's never are.
    gc.collect()
    gc.freeze()
    timed_sets = [_time_engine(sets) for _ in range(n_runs)]
    gc.unfreeze()
    runs = [_add_up(timings) for timings in timed_sets]
    quickest_1_s = max(timing.without_fit_1_s for timings in timed_sets for timing in timings)
    at = f"at {rate_hz:g} Hz"
    of_set = f"of {n_runs * len(sets)}, {len(sets[0])} samples each"
    return [
        _describe_speed(f"engine without the fit {at}", runs),
        Figure(f"engine without the fit {at}, quickest set", quickest_1_s, "samples/s", note=of_set),
        Figure(f"engine with the fit {at}", median(run.with_fit_1_s for run in runs), "samples/s"),
        *_describe_fits(at, [1000.0 * fit_s for run in runs for fit_s in run.fits_s]),
    ]


def _describe_speed(name: str, runs: list[Timing]) -> Figure:
    run = runs[0]
    note = f"{run.n_samples} samples, {len(run.fits_s)} fits, sets with rests of {REST_S:g} s, median of {len(runs)}"
    speed_1_s = median(run.without_fit_1_s for run in runs)
    return Figure(name, speed_1_s, "samples/s", bar=MIN_SAMPLES_PER_S, is_floor=True, note=note)


def _describe_fits(at: str, fits_ms: list[float]) -> list[Figure]:
    return [
        Figure(f"phase fit {at}, median", median(fits_ms), "ms", bar=MAX_FIT_MS),
        Figure(f"phase fit {at}, 95th percentile", float(np.percentile(fits_ms, 95)), "ms", bar=MAX_FIT_MS),
    ]


def _add_up(timings: list[Timing]) -> Timing:
    return Timing(
        n_samples=sum(timing.n_samples for timing in timings),
        total_s=sum(timing.total_s for timing in timings),
        fits_s=[fit_s for timing in timings for fit_s in timing.fits_s],
    )


def _time_engine(sets: list[list[Sample]]) -> list[Timing]:
    """Time an engine set by set; a rest ends each within itself, so that nothing is left to finish."""
    fits_s: list[float] = []

    def fit_timed(*arguments: Any, **named: Any) -> PhaseFit:
        started_s = time.thread_time()
        try:
            return fit_phases(*arguments, **named)
        finally:
            fits_s.append(time.thread_time() - started_s)

    exercise = load_exercise(EXERCISE).exercise
    engine = Engine(EngineSettings(exercise, VARIANT, GOAL, POSE_MODEL, FRAME_HEIGHT_PX))
    timings = []
    with patch("cleanrep.engine.set_builder.fit_phases", fit_timed):
        for samples in sets:
            started_s = time.thread_time()
            for sample in samples:
                engine.push(sample)
            timings.append(Timing(len(samples), time.thread_time() - started_s, fits_s.copy()))
            fits_s.clear()
    return timings
