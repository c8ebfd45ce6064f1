"""Figures of the rendered sets: through the pose model from the result file, and from their true joints."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from cleanrep.app.request import find_exercise
from cleanrep.model.arrays import FloatArray
from cleanrep.model.keypoints import N_KEYPOINTS
from cleanrep.model.samples import Pose, Sample
from cleanrep.testing import watch_samples
from validation.accuracy.figures import Figure, FigureFile, summarise
from validation.errors import AssetError
from validation.fast.run import make_report, make_true_joint_settings
from validation.noise.true_joints import read_true_joints
from validation.score.compare import compare_set
from validation.score.results import Results, SetResultRow
from validation.score.tally import Tally, tally_rows
from validation.truth import SetTruth

COMMAND = "make validate"
EXERCISE = "lever-back-extension"
FindTruth = Callable[[str], SetTruth | None]
REMEDY = "render, analyse and score the sets: make validate"


def read_results(path: Path) -> Results:
    """Read the result file of a run.

    Raises
    ------
    AssetError
        When it is missing or holds something else.
    """
    try:
        return Results.model_validate_json(path.read_bytes())
    except OSError as error:
        raise AssetError(f"results in {path}", str(error), REMEDY) from error
    except ValidationError as error:
        raise AssetError(f"results in {path.name}", f"{error.error_count()} wrong fields", REMEDY) from error


def make_seen_file(results: Results) -> FigureFile:
    """Figures of the rendered sets as the product saw them."""
    return _make_file(results, tally_rows(results.sets), _describe(results))


def make_exact_file(results: Results, rendered: Path, find_truth: FindTruth) -> FigureFile:
    """Figures of the same sets from their true joint centres.

    Parameters
    ----------
    rendered : Path
        Folder of the rendered sets.
    find_truth : FindTruth
        Truth of a set by its name; None when it is not rendered whole.
    """
    rows = compare_true_joints(results.sets, rendered, find_truth)
    return _make_file(results, tally_rows(rows), f"{_describe(results)}, from their true joint centres")


def _describe(results: Results) -> str:
    return (
        f"{len(results.sets)} of {results.n_planned} rendered sets of seed {results.seed} through {results.pose_model}"
    )


def _make_file(results: Results, tally: Tally, data: str) -> FigureFile:
    n_repetitions = tally.get_share("repetition found").n
    n_frames = sum(row.n_frames for row in results.sets)
    return FigureFile(
        command=COMMAND,
        data=data,
        cleanrep=results.cleanrep,
        exercise_sha256=results.exercise_sha256,
        figures=(
            Figure(name="sets", value=len(results.sets), unit="sets", n=len(results.sets)),
            Figure(name="repetitions", value=n_repetitions, unit="repetitions", n=n_repetitions),
            Figure(name="frames", value=n_frames, unit="frames", n=n_frames),
            *summarise(tally),
        ),
    )


def compare_true_joints(rows: Iterable[SetResultRow], rendered: Path, find_truth: FindTruth) -> Iterator[SetResultRow]:
    """Results of the same sets when the engine is given true joint centres instead of landmarks.

    Raises
    ------
    AssetError
        When the truth of a set is missing.
    """
    exercise = find_exercise(EXERCISE).exercise
    for row in rows:
        path = rendered / f"{row.name}.json"
        truth = find_truth(row.name)
        if truth is None:
            raise AssetError(f"the set {row.name} rendered whole", "none, or another edition of it", REMEDY)
        settings = make_true_joint_settings(truth.variant, truth.goal, height_px=truth.h)
        samples = read_true_samples(path)
        report = make_report(watch_samples(samples, settings), samples, settings)
        yield compare_set(row.name, truth, report, exercise=exercise)


def read_true_samples(path: Path) -> list[Sample]:
    """True joint centres of a rendered set as samples; joints that the rig does not have stay unseen."""
    joints = read_true_joints(path)
    visibility: FloatArray = np.asarray(np.isfinite(joints.points_px).all(axis=2), dtype=np.float64)
    world_m: FloatArray = np.full((N_KEYPOINTS, 3), np.nan)
    return [
        Sample(float(time_s), frame, Pose.join(joints.points_px[frame], visibility[frame], world_m))
        for frame, time_s in enumerate(joints.time_s)
    ]
