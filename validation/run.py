"""Render, analyse and score the benchmark: ``python -m validation.run [list|render|analyze|score|all|demo]``.

What is done already is left alone, so a run may be stopped and taken up again. Scoring reads landmark logs and takes
seconds; it always uses the engine as it is now.
"""

import argparse
import logging
import shutil
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from cleanrep.app.request import find_exercise
from cleanrep.errors import CleanRepError
from cleanrep.exercises.schema import Exercise
from validation.analysis import EXERCISE, replay, write_log
from validation.archive import DEMO_FOLDER, FOLDER, Archive
from validation.body.assets import BodyAssets
from validation.film import film
from validation.matrix.cells import DEFAULT_SEED, list_sets
from validation.matrix.demo import list_demos
from validation.matrix.plan import SetPlan
from validation.score.compare import compare_set
from validation.score.results import Results

_STEPS = ("list", "render", "analyze", "score", "all", "demo")
_Step = Callable[[SetPlan, Archive], str]


def main(arguments: list[str] | None = None) -> int:
    """Do the steps asked for; 0 done, 1 sets are missing from the score, 2 something is wrong."""
    options = _make_parser().parse_args(arguments)
    logging.getLogger().setLevel(logging.ERROR)
    try:
        return _run(options)
    except CleanRepError as error:
        print(f"validation: {error}", file=sys.stderr)
        return 2


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m validation.run", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("step", nargs="?", choices=_STEPS, default="all")
    parser.add_argument("--only", default="", help="sets whose name contains this")
    parser.add_argument("--first", type=int, help="the first N sets; any beginning is a fair mixture of all groups")
    parser.add_argument("--sample", action="store_true", help="the small stratified part that runs in CI")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--jobs", type=int, default=2, help="processes; each needs about 0.6 GB")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where everything is kept")
    return parser


def _run(options: argparse.Namespace) -> int:
    plans = choose_sets(list_sets(options.seed), options)
    archive = Archive(options.folder)
    if options.step == "list":
        for plan in plans:
            print(plan.name)
        return 0
    if options.step in ("render", "all", "demo"):
        _open_assets()
    if options.step == "demo":
        return _render_demos(choose_sets(list_demos(), options), archive, n_jobs=options.jobs)
    steps: dict[str, tuple[_Step, ...]] = {"render": (_render,), "analyze": (_analyze,), "all": (_render, _analyze)}
    if options.step in steps:
        _work(plans, archive, steps[options.step], n_jobs=options.jobs)
    return 0 if options.step in ("render", "analyze") else _score(plans, archive, options.seed)


def choose_sets(plans: tuple[SetPlan, ...], options: argparse.Namespace) -> tuple[SetPlan, ...]:
    """The part of the matrix that the options ask for."""
    chosen = [plan for plan in plans if options.only in plan.name and (plan.in_sample or not options.sample)]
    return tuple(chosen[: options.first])


def _work(plans: tuple[SetPlan, ...], archive: Archive, steps: tuple[_Step, ...], *, n_jobs: int) -> None:
    """Take every set through the steps, several sets at a time; those of the small part come first."""
    started_s = time.monotonic()
    with ProcessPoolExecutor(max(1, n_jobs), mp_context=get_context("spawn")) as pool:
        jobs = [
            pool.submit(_take_through, plan, archive, steps)
            for plan in sorted(plans, key=lambda plan: not plan.in_sample)
        ]
        for n_done, job in enumerate(as_completed(jobs), start=1):
            print(f"[{n_done}/{len(jobs)}, {time.monotonic() - started_s:.0f} s] {job.result()}", flush=True)


def _take_through(plan: SetPlan, archive: Archive, steps: tuple[_Step, ...]) -> str:
    """What was done, in words; a set that fails leaves the others alone and is missing from the score."""
    try:
        return f"{plan.name}: " + ", ".join(step(plan, archive) for step in steps)
    except CleanRepError as error:
        return f"{plan.name}: failed: {error}"


def _render_demos(demos: tuple[SetPlan, ...], archive: Archive, *, n_jobs: int) -> int:
    """Put the project's own videos into ``demo/``."""
    _work(demos, archive, (_render,), n_jobs=n_jobs)
    for plan in demos:
        shutil.copyfile(archive.find_video(plan.name), DEMO_FOLDER / f"{plan.name}.mp4")
    return 0


def _render(plan: SetPlan, archive: Archive) -> str:
    if archive.read_truth(plan) is not None:
        return "rendered before"
    started_s = time.monotonic()
    truth = film(plan, _open_assets(), archive.rendered)
    spent_s = time.monotonic() - started_s
    return f"rendered {truth.frames} frames, {1000.0 * spent_s / truth.frames:.0f} ms each"


def _analyze(plan: SetPlan, archive: Archive) -> str:
    truth = archive.read_truth(plan)
    if truth is None:
        return "not rendered, so not analysed"
    if archive.has_log(plan, truth):
        return "seen before"
    started_s = time.monotonic()
    write_log(plan, truth, archive)
    return f"seen, {1000.0 * (time.monotonic() - started_s) / truth.frames:.0f} ms a frame"


def _score(plans: tuple[SetPlan, ...], archive: Archive, seed: int) -> int:
    rows, missing, report = [], [], None
    exercise = _load_exercise()
    for plan in plans:
        truth = archive.read_truth(plan)
        if truth is None or not archive.has_log(plan, truth):
            missing.append(plan.name)
            continue
        report = replay(plan, archive)
        rows.append(compare_set(plan.name, truth, report, exercise=exercise))
    if report is None:
        print("validation: no set is rendered and analysed whole; run the step all first", file=sys.stderr)
        return 2
    made_by = report.provenance
    results = Results(
        cleanrep=made_by.cleanrep,
        pose_model=made_by.pose_model,
        exercise_sha256=made_by.exercise_sha256,
        seed=seed,
        n_planned=len(plans),
        missing=tuple(missing),
        sets=tuple(rows),
    )
    target = archive.folder / "results.json"
    part = target.with_suffix(".part")
    part.write_text(results.model_dump_json(indent=1, by_alias=True) + "\n", encoding="utf-8")
    part.replace(target)
    print(f"scored {len(rows)} sets, {len(missing)} missing: {target}")
    return 1 if missing else 0


def _load_exercise() -> Exercise:
    return find_exercise(EXERCISE).exercise


@cache
def _open_assets() -> BodyAssets:
    return BodyAssets()


if __name__ == "__main__":
    sys.exit(main())
