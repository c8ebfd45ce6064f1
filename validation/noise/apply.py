"""Apply a noise profile to true keypoints: what the pose model would have made of them."""

from dataclasses import dataclass

import numpy as np
from scipy.signal import lfilter

from cleanrep.model.arrays import BoolArray, FloatArray
from cleanrep.model.keypoints import Keypoint
from cleanrep.signals.landmark_offset import MEDIAPIPE_FULL
from validation.noise.fit import scale_trunk
from validation.noise.joints import PARTS
from validation.noise.profile import N_CHANNELS, NoiseBank, NoiseProfile

_EYES = {Keypoint.LEFT_EAR: Keypoint.LEFT_EYE, Keypoint.RIGHT_EAR: Keypoint.RIGHT_EYE}


@dataclass(frozen=True, slots=True, eq=False)
class Colouring:
    """Square roots of a bank's correlations, made once: independent noise times these is correlated noise."""

    slow: FloatArray
    quick: FloatArray


def make_colouring(bank: NoiseBank) -> Colouring:
    """Factor the correlations of a bank."""
    return Colouring(_factor(bank.slow_correlation), _factor(bank.quick_correlation))


def _factor(correlation: tuple[tuple[float, ...], ...]) -> FloatArray:
    # Rounded correlations may be a hair off positive definite: eigenvalues are kept from being negative.
    values, vectors = np.linalg.eigh(np.array(correlation))
    return np.asarray((vectors * np.sqrt(np.clip(values, 0.0, None))).T)


@dataclass(frozen=True, slots=True, eq=False)
class TrueCourse:
    """True keypoints of a set.

    Attributes
    ----------
    time_s, trunk_deg, neck_deg : FloatArray
        (n,) trunk from vertical, + forward; neck against the trunk, + chin down, degrees.
    points : FloatArray
        (n, 33, 2) facing +x with the near side as LEFT, y up, trunk lengths.
    """

    time_s: FloatArray
    trunk_deg: FloatArray
    neck_deg: FloatArray
    points: FloatArray


def add_noise(
    course: TrueCourse, profile: NoiseProfile, colouring: Colouring, *, rng: np.random.Generator
) -> tuple[FloatArray, BoolArray]:
    """Points as the pose model sees them, and where it sees the trunk.

    Parameters
    ----------
    course : TrueCourse
        Sampled ``profile.lag_s`` late already, where the lag is wanted.

    Returns
    -------
    tuple[FloatArray, BoolArray]
        (n, 33, 2) points in trunk lengths, and an (n,) mask.
    """
    n = course.time_s.size
    step_s = float(np.median(np.diff(course.time_s)))
    error = scale_trunk(np.clip(course.trunk_deg, *profile.trunk_deg)) @ np.array(profile.bias).T
    error += _draw(n, step_s, profile.slow_s, rng=rng) @ colouring.slow * profile.slow_sd
    quick = _draw(n, step_s, profile.quick_s, rng=rng) @ colouring.quick
    error += (quick + _draw_outliers(n, profile, rng)) * profile.quick_sd
    points = course.points.copy()
    points[:, list(PARTS.values())] += error.reshape(n, len(PARTS), 2)
    _turn_head(points, course, profile, rng=rng)
    return points, _draw_seen(n, step_s, profile, rng=rng)


def _draw(
    n: int, step_s: float, fade_s: float, *, rng: np.random.Generator, n_channels: int = N_CHANNELS
) -> FloatArray:
    """(n, channels) noise of unit variance that fades to 1/e in `fade_s`."""
    share = float(np.exp(-step_s / fade_s))
    drive = rng.normal(size=(n, n_channels)) * np.sqrt(1.0 - share**2)
    drive[0] /= np.sqrt(1.0 - share**2)
    return np.asarray(lfilter([1.0], [1.0, -share], drive, axis=0))


def _draw_outliers(n: int, profile: NoiseProfile, rng: np.random.Generator) -> FloatArray:
    is_off = rng.random((n, N_CHANNELS)) < profile.outlier_share
    return np.asarray(is_off * rng.normal(size=(n, N_CHANNELS)) * profile.outlier_size)


def _turn_head(points: FloatArray, course: TrueCourse, profile: NoiseProfile, *, rng: np.random.Generator) -> None:
    """Put the eyes where the model sees them: it follows the neck only in part."""
    n, step_s = course.time_s.size, float(np.median(np.diff(course.time_s)))
    head_deg = scale_trunk(np.clip(course.trunk_deg, *profile.trunk_deg)) @ np.array(profile.head_bias)
    head_deg += -course.neck_deg / MEDIAPIPE_FULL.head_gain
    head_deg += profile.head_sd_deg * _draw(n, step_s, profile.head_s, rng=rng, n_channels=1)[:, 0]
    line = points[:, Keypoint.LEFT_SHOULDER] - points[:, Keypoint.LEFT_HIP]
    gaze = np.arctan2(line[:, 0], line[:, 1]) - np.radians(head_deg)
    for ear, eye in _EYES.items():
        length = np.linalg.norm(points[:, eye] - points[:, ear], axis=1)
        points[:, eye] = points[:, ear] + np.stack([np.sin(gaze), np.cos(gaze)], axis=1) * length[:, None]


def _draw_seen(n: int, step_s: float, profile: NoiseProfile, *, rng: np.random.Generator) -> BoolArray:
    """(n,) mask with gaps as long and as frequent as the profile's."""
    seen = np.ones(n, dtype=np.bool_)
    if profile.unseen_share <= 0.0:
        return seen
    run = max(1.0, profile.unseen_run_s / step_s)
    begins = rng.random(n) < min(profile.unseen_share / run, 1.0)
    for start in np.flatnonzero(begins):
        seen[start : start + max(1, round(rng.exponential(run)))] = False
    return seen
