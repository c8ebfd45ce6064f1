"""What every `PoseEstimator` must keep to; run it on your own.

Decides the contract alone: how well an estimator sees is measured elsewhere.
"""

from collections.abc import Callable, Sequence

import numpy as np

from cleanrep.model.arrays import FloatArray, LandmarkArray
from cleanrep.model.keypoints import N_KEYPOINTS
from cleanrep.model.samples import N_CONTOUR_STATIONS, N_QUANTITIES, Frame, Pose, Sample
from cleanrep.pose.estimator import PoseEstimator


class PoseContractError(AssertionError):
    """An estimator breaks the contract; the message says which part, and in which frame."""


def check_pose_estimator(make_estimator: Callable[[], PoseEstimator], frames: Sequence[Frame]) -> None:
    """Check that the estimators that `make_estimator` makes keep to the contract of `PoseEstimator`.

    Parameters
    ----------
    make_estimator
        Makes a new estimator; called several times.
    frames
        At least ten frames of one person, in order of time; the person must be found in half of them.

    Raises
    ------
    PoseContractError
        Shapes, units, rounding, order of frames or determinism are not as they must be.
    """
    samples = _estimate_all(make_estimator, frames)
    for frame, sample in zip(frames, samples, strict=True):
        _check_sample(frame, sample)
    n_seen = sum(sample.pose is not None for sample in samples)
    _require(2 * n_seen >= len(frames), f"a person in half of the frames, got {n_seen} of {len(frames)}")
    for first, second in zip(samples, _estimate_all(make_estimator, frames), strict=True):
        _require(_is_same(first, second), f"the same sample in a second run, frame {first.frame}")
    _check_nobody(make_estimator, frames[0])


def _estimate_all(make_estimator: Callable[[], PoseEstimator], frames: Sequence[Frame]) -> list[Sample]:
    with make_estimator() as estimator:
        _require(bool(estimator.name) and estimator.name.isprintable(), f"a name, got {estimator.name!r}")
        return [estimator.estimate(frame) for frame in frames]


def _check_sample(frame: Frame, sample: Sample) -> None:
    where = f"frame {frame.index}"
    _require((sample.frame, sample.time_s) == (frame.index, frame.time_s), f"number and time of its own {where}")
    if sample.pose is not None:
        _check_pose(sample.pose, frame, where)
    if sample.contour is not None:
        _check_array(sample.contour.depth, (N_CONTOUR_STATIONS,), f"contour depth, {where}")
    if sample.scene is not None:
        _check_array(np.array([sample.scene.roll_deg, sample.scene.shift_px]), (2,), f"scene, {where}")


def _check_pose(pose: Pose, frame: Frame, where: str) -> None:
    _require(pose.values.dtype == np.float32, f"float32, got {pose.values.dtype}: pose, {where}")
    _check_array(pose.values.astype(np.float64), (N_KEYPOINTS, N_QUANTITIES), f"pose, {where}")
    _require(bool(np.nanmin(pose.visibility) >= 0 and np.nanmax(pose.visibility) <= 1), f"visibility 0..1, {where}")
    width_px, height_px = frame.size_px
    centre = np.nanmedian(pose.points_px, axis=0)
    is_within = bool((centre >= 0).all() and (centre <= (width_px, height_px)).all())
    _require(is_within, f"most points within the picture of {width_px}x{height_px} source pixels, {where}")


def _check_array(values: FloatArray, shape: tuple[int, ...], what: str) -> None:
    _require(values.shape == shape, f"shape {shape}, got {values.shape}: {what}")
    _require(values.dtype == np.float64, f"float64, got {values.dtype}: {what}")
    _require(not np.isinf(values).any(), f"finite numbers or NaN: {what}")
    rounded = values.astype(np.float32).astype(np.float64)
    _require(np.array_equal(values, rounded, equal_nan=True), f"values of float32 precision: {what}")


def _is_same(first: Sample, second: Sample) -> bool:
    pairs = zip(_list_values(first), _list_values(second), strict=True)
    return all(np.array_equal(one, other, equal_nan=True) for one, other in pairs)


def _list_values(sample: Sample) -> tuple[LandmarkArray | FloatArray, ...]:
    """All that was seen; what was not is an empty array, which equals no other."""
    pose, contour, scene = sample.pose, sample.contour, sample.scene
    nothing = np.empty(0)
    return (
        nothing if pose is None else pose.values,
        nothing if contour is None else contour.depth,
        nothing if scene is None else np.array([scene.roll_deg, scene.shift_px]),
    )


def _check_nobody(make_estimator: Callable[[], PoseEstimator], frame: Frame) -> None:
    empty = Frame(0, 0.0, np.full_like(frame.rgb, 127))
    with make_estimator() as estimator:
        _require(estimator.estimate(empty).pose is None, "no pose in a picture of nothing")


def _require(is_kept: bool, expected: str) -> None:
    if not is_kept:
        raise PoseContractError(f"expected {expected}")
