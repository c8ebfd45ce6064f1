"""Simulate many sets, analyse and score them, in as many processes as asked; the same result for any number."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from cleanrep.engine.settings import EngineSettings
from cleanrep.model.report import Provenance, SetFinding, SetReport, SetSummary, Trace
from cleanrep.model.samples import Sample, SourceInfo
from cleanrep.testing import Watched, make_settings, watch_samples
from validation.fast.film import HEIGHT_PX, film
from validation.fast.plan import GOAL, draw_plan
from validation.noise.apply import Colouring, make_colouring
from validation.noise.profile import NoiseBank, read_bank
from validation.score.compare import compare_set
from validation.score.results import SetResultRow
from validation.score.tally import Tally

SETS_PER_PART = 50
COMPARED_EVERY = 10
"""One set in so many is analysed with less noise and from its true joints too."""
LESS_NOISE = 0.5
"""Share of the landmark noise that is left of it then."""
TRUE_JOINTS = "joint-centres"
"""Name of the estimator that makes no error, for the engine's landmark offset."""


@dataclass(slots=True)
class FastResult:
    """What was counted.

    Attributes
    ----------
    seen : Tally
        Through the pose model's noise.
    less : Tally
        Through `LESS_NOISE` of it, of fewer sets.
    exact : Tally
        From the true joints, of the same fewer sets.
    n_samples : int
        Pushed through the engine.
    """

    seen: Tally = field(default_factory=Tally)
    less: Tally = field(default_factory=Tally)
    exact: Tally = field(default_factory=Tally)
    n_sets: int = 0
    n_samples: int = 0

    def merge(self, other: "FastResult") -> None:
        """Take what another part has counted."""
        self.seen.merge(other.seen)
        self.less.merge(other.less)
        self.exact.merge(other.exact)
        self.n_sets += other.n_sets
        self.n_samples += other.n_samples


def run_sets(
    n_sets: int, *, seed: int = 0, n_processes: int = 2, progress: Callable[[int], None] | None = None
) -> FastResult:
    """Simulate the sets 0 to n - 1 of a seed.

    Parameters
    ----------
    progress : Callable[[int], None] or None
        Told the number of sets done.
    """
    parts = [(start, min(start + SETS_PER_PART, n_sets), seed) for start in range(0, n_sets, SETS_PER_PART)]
    whole = FastResult()
    if n_processes == 1:
        results = map(run_part, parts)
        return _gather(results, whole, progress)
    with ProcessPoolExecutor(n_processes) as pool:
        return _gather(pool.map(run_part, parts), whole, progress)


def _gather(results: Iterable[FastResult], whole: FastResult, progress: Callable[[int], None] | None) -> FastResult:
    for part in results:
        whole.merge(part)
        if progress is not None:
            progress(whole.n_sets)
    return whole


def run_part(part: tuple[int, int, int]) -> FastResult:
    """Simulate the sets from one index to another, of a seed."""
    start, stop, seed = part
    result = FastResult()
    for index in range(start, stop):
        row, n_samples = run_one(index, seed=seed)
        result.seen.add(row)
        result.n_samples += n_samples
        if index % COMPARED_EVERY == 0:
            result.less.add(run_one(index, seed=seed, noise_share=LESS_NOISE)[0])
            result.exact.add(run_one(index, seed=seed, noise_share=0.0)[0])
    result.n_sets = stop - start
    return result


def run_one(index: int, *, seed: int = 0, noise_share: float = 1.0) -> tuple[SetResultRow, int]:
    """Result of one simulated set, and its number of samples.

    Parameters
    ----------
    noise_share : float
        How much of the landmark noise is put on, as `NoiseBank.shrink` takes it; 0 gives the true joints.
    """
    plan, is_exact = draw_plan(index, _get_bank(), seed=seed), noise_share == 0.0
    plan = replace(plan, profile=_get_bank().shrink(plan.profile, noise_share))
    filmed = film(plan, None if is_exact else _get_colouring())
    settings = _get_exact_settings(plan.variant) if is_exact else _get_settings(plan.variant)
    report = make_report(watch_samples(filmed.samples, settings), filmed.samples, settings)
    return compare_set(plan.name, filmed.truth, report, exercise=settings.exercise), len(filmed.samples)


def make_report(watched: Watched, samples: Sequence[Sample], settings: EngineSettings) -> SetReport:
    """The report of an analysis whose source is no file."""
    exercise = settings.exercise
    return SetReport(
        exercise=exercise.id,
        exercise_name=exercise.name,
        variant=settings.variant,
        goal=settings.goal,
        source=SourceInfo(
            kind="live",
            name="simulated",
            sha256=None,
            width_px=settings.frame_height_px,
            height_px=settings.frame_height_px,
            frame_rate_hz=watched.view.frame_rate_hz,
            duration_s=samples[-1].time_s,
            n_frames=len(samples),
            n_frames_with_pose=sum(sample.pose is not None for sample in samples),
        ),
        view=watched.view,
        repetitions=watched.repetitions,
        set_findings=tuple(SetFinding(item.set_index, part) for item in watched.sets for part in item.findings),
        set_measures=(),
        summary=SetSummary(len(watched.repetitions), 0, 0, len(watched.sets), watched.n_incomplete, None, None),
        trace=Trace(np.empty(0), np.empty(0)),
        provenance=Provenance("", "", settings.pose_model, settings.offset.note, "unknown"),
    )


@cache
def _get_bank() -> NoiseBank:
    return read_bank()


@cache
def _get_colouring() -> Colouring:
    return make_colouring(_get_bank())


@cache
def _get_settings(variant: str) -> EngineSettings:
    return make_settings(variant=variant, goal=GOAL)


@cache
def _get_exact_settings(variant: str) -> EngineSettings:
    return make_true_joint_settings(variant, GOAL, height_px=HEIGHT_PX)


def make_true_joint_settings(variant: str, goal: str, *, height_px: int) -> EngineSettings:
    """Settings of the engine for samples that are true joint centres."""
    settings = make_settings(variant=variant, goal=goal)
    return replace(settings, pose_model=TRUE_JOINTS, frame_height_px=height_px)
