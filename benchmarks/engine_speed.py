"""Samples a second through the engine, and the time of a phase fit, on real landmarks repeated for long.

Times are the thread's own on the processor, so that other programs disturb less. The fit is timed by itself and taken
off.
"""

import gc
import time
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
        samples = repeat(resample(read_demo_samples(), rate_hz), n_samples=n_samples, rest_s=REST_S)
        figures += measure(samples, rate_hz, n_runs=1 if options.is_quick else N_RUNS)
    return figures


def measure(samples: list[Sample], rate_hz: float, *, n_runs: int) -> list[Figure]:
    """Push the samples through fresh engines."""
    # The samples at hand would make the collector's rounds long, which a stream's never are.
    gc.collect()
    gc.freeze()
    runs = [_time_engine(samples) for _ in range(n_runs)]
    gc.unfreeze()
    fits_ms = [1000.0 * fit_s for _, fits_s in runs for fit_s in fits_s]
    without_fit = median(len(samples) / (total_s - sum(fits_s)) for total_s, fits_s in runs)
    with_fit = median(len(samples) / total_s for total_s, _ in runs)
    at = f"at {rate_hz:g} Hz"
    note = f"{len(samples)} samples, {len(runs[0][1])} fits, sets with rests of {REST_S:g} s, median of {n_runs}"
    return [
        Figure(
            f"engine without the fit {at}", without_fit, "samples/s", bar=MIN_SAMPLES_PER_S, is_floor=True, note=note
        ),
        Figure(f"engine with the fit {at}", with_fit, "samples/s"),
        Figure(f"phase fit {at}, median", median(fits_ms), "ms", bar=MAX_FIT_MS),
        Figure(f"phase fit {at}, 95th percentile", float(np.percentile(fits_ms, 95)), "ms", bar=MAX_FIT_MS),
    ]


def _time_engine(samples: list[Sample]) -> tuple[float, list[float]]:
    fits_s: list[float] = []

    def fit_timed(*arguments: Any, **named: Any) -> PhaseFit:
        started_s = time.thread_time()
        try:
            return fit_phases(*arguments, **named)
        finally:
            fits_s.append(time.thread_time() - started_s)

    exercise = load_exercise(EXERCISE).exercise
    engine = Engine(EngineSettings(exercise, VARIANT, GOAL, POSE_MODEL, FRAME_HEIGHT_PX))
    with patch("cleanrep.engine.set_builder.fit_phases", fit_timed):
        started_s = time.thread_time()
        for sample in samples:
            engine.push(sample)
        engine.finish()
        return time.thread_time() - started_s, fits_s
