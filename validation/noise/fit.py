"""Fit a noise profile to a rendered set: its landmark log against its true joint centres.

The error of each joint is split into what follows the trunk (bias), what wanders within about half a second (slow) and
the rest (quick). Spreads are robust, so that outliers are counted and do not widen them. Frames in which the lifter
walks are left out: a walk is no course of the trunk, and its errors are those of another movement.
"""

from dataclasses import dataclass
from math import log

import numpy as np
from scipy.ndimage import uniform_filter1d

from cleanrep.model.arrays import BoolArray, FloatArray
from cleanrep.model.keypoints import Keypoint
from cleanrep.signals.landmark_offset import MEDIAPIPE_FULL
from cleanrep.signals.stretch import MIN_VISIBILITY
from validation.noise.joints import PARTS, STILL_PARTS, SeenJoints, mirror
from validation.noise.profile import NoiseProfile, Triple
from validation.noise.true_joints import TrueJoints

SLOW_SPAN_S = 0.5
OUTLIER_SD = 4.0
MIN_SAMPLES = 30
LEAST_SD = 1e-6
"""Trunk lengths; what scatters less does not scatter."""
CENTRE_DEG, SCALE_DEG = 25.0, 30.0


@dataclass(frozen=True, slots=True, eq=False)
class FittedNoise:
    """A profile with the standardised residuals that correlations are pooled from.

    Attributes
    ----------
    slow, quick : FloatArray
        (n, `N_CHANNELS`) trunk lengths.
    """

    profile: NoiseProfile
    slow: FloatArray
    quick: FloatArray


def scale_trunk(trunk_deg: FloatArray) -> FloatArray:
    """(n, 3) regressors 1, u and u² of the bias."""
    u = (trunk_deg - CENTRE_DEG) / SCALE_DEG
    return np.stack([np.ones_like(u), u, u * u], axis=1)


def fit_noise(seen: SeenJoints, truth: TrueJoints) -> FittedNoise | None:
    """Fit one set; None when too little of it was seen.

    Parameters
    ----------
    seen : SeenJoints
        Of every frame of the truth, or of its first ones.
    """
    n = min(seen.time_s.size, truth.time_s.size)
    points, step_s = seen.points_px[:n], float(np.median(np.diff(truth.time_s)))
    is_there = ~truth.is_walking[:n]
    is_seen = _find_seen(points, seen.visibility[:n]) & is_there
    if is_seen.sum() < MIN_SAMPLES:
        return None
    lag_s = _fit_lag(points[is_seen], truth, is_seen)
    true_points, trunk_deg = (
        _delay(mirror(truth.points_px, truth.near), truth, lag_s)[:n],
        _delay_trunk(truth, lag_s)[:n],
    )
    trunk = true_points[:, Keypoint.LEFT_SHOULDER] - true_points[:, Keypoint.LEFT_HIP]
    errors = (points - true_points) / np.median(np.linalg.norm(trunk, axis=1))
    regressors = scale_trunk(trunk_deg[is_seen])
    bias, left = [], []
    for part, row in PARTS.items():
        for axis in (0, 1):
            error = errors[is_seen, row, axis]
            error = error - np.median(error) if part in STILL_PARTS else error
            coefficients = fit_robustly(regressors, error)
            bias.append(_to_triple(coefficients))
            left.append(error - regressors @ coefficients)
    residual = np.stack(left, axis=1)
    slow = uniform_filter1d(residual, max(round(SLOW_SPAN_S / step_s), 1), axis=0, mode="nearest")
    quick = residual - slow
    outliers = np.abs(quick) > OUTLIER_SD * np.maximum(_robust_sd(quick), LEAST_SD)
    head = fit_head(points, truth, is_seen)
    profile = NoiseProfile(
        name=truth.name,
        variant=truth.variant,
        strata=truth.strata,
        yaw_deg=truth.yaw_deg,
        trunk_deg=(float(trunk_deg[is_seen].min()), float(trunk_deg[is_seen].max())),
        bias=tuple(bias),
        slow_sd=_round(slow.std(axis=0)),
        slow_s=_fade_s(slow, step_s, n_steps=max(round(SLOW_SPAN_S / step_s), 1)),
        quick_sd=_round(_robust_sd(quick)),
        quick_s=_fade_s(np.where(outliers, 0.0, quick), step_s),
        outlier_share=round(float(outliers.mean()), 5),
        outlier_size=_measure_outliers(quick, outliers),
        lag_s=lag_s,
        unseen_share=round(float(1.0 - is_seen[is_there].mean()), 5),
        unseen_run_s=_measure_runs_s(~is_seen[is_there], step_s),
        head_bias=head[0],
        head_sd_deg=head[1],
        head_s=head[2],
    )
    return FittedNoise(profile, slow, np.where(outliers, np.nan, quick))


def _find_seen(points: FloatArray, visibility: FloatArray) -> BoolArray:
    needed = [Keypoint.LEFT_SHOULDER, Keypoint.LEFT_HIP]
    is_placed = np.isfinite(points[:, needed]).all(axis=(1, 2))
    return np.asarray(is_placed & (visibility[:, needed] >= MIN_VISIBILITY).all(axis=1))


def fit_robustly(regressors: FloatArray, values: FloatArray, n_rounds: int = 4) -> FloatArray:
    """Least squares with Huber weights at 1.5 robust standard deviations (Huber 1964)."""
    weights = np.ones_like(values)
    coefficients: FloatArray = np.zeros(regressors.shape[1])
    for _ in range(n_rounds):
        root = np.sqrt(weights)
        coefficients = np.asarray(np.linalg.lstsq(regressors * root[:, None], values * root, rcond=None)[0])
        left = np.abs(values - regressors @ coefficients)
        bound = 1.5 * max(1.4826 * float(np.median(left)), 1e-9)
        weights = np.minimum(1.0, bound / np.maximum(left, 1e-12))
    return np.asarray(coefficients)


def fit_head(points: FloatArray, truth: TrueJoints, is_seen: BoolArray) -> tuple[Triple, float, float]:
    """Bias (deg), spread (deg) and fading time of the ear-to-eye line against the trunk, the true neck taken off."""
    head_deg = measure_head_deg(points)
    known = is_seen & np.isfinite(head_deg)
    if known.sum() < MIN_SAMPLES:
        return (0.0, 0.0, 0.0), 10.0, 0.3
    n = head_deg.size
    turned = head_deg[known] + truth.neck_deg[:n][known] / MEDIAPIPE_FULL.head_gain
    regressors = scale_trunk(truth.trunk_deg[:n][known])
    coefficients = fit_robustly(regressors, turned)
    left = turned - regressors @ coefficients
    step_s = float(np.median(np.diff(truth.time_s)))
    return _to_triple(coefficients), round(float(_robust_sd(left[:, None])[0]), 3), _fade_s(left[:, None], step_s)


def measure_head_deg(points: FloatArray) -> FloatArray:
    """(n,) ear-to-eye line against the trunk of mirrored points, degrees, + chin up."""
    gaze, trunk = (
        points[:, tip] - points[:, base]
        for base, tip in ((Keypoint.LEFT_EAR, Keypoint.LEFT_EYE), (Keypoint.LEFT_HIP, Keypoint.LEFT_SHOULDER))
    )
    angle = np.degrees(np.arctan2(trunk[:, 0], trunk[:, 1]) - np.arctan2(gaze[:, 0], gaze[:, 1]))
    return np.asarray((angle + 360.0) % 360.0)


def _fit_lag(points: FloatArray, truth: TrueJoints, is_seen: BoolArray) -> float:
    """Delay of the trunk's line behind the true one, by regression on its speed."""
    line = points[:, Keypoint.LEFT_SHOULDER] - points[:, Keypoint.LEFT_HIP]
    measured_deg = np.degrees(np.arctan2(line[:, 0], line[:, 1]))
    n = is_seen.size
    speed = np.gradient(truth.trunk_deg[:n], truth.time_s[:n])[is_seen]
    if np.abs(speed).max() < 5.0:
        return 0.0
    true_deg = truth.trunk_deg[:n][is_seen]
    regressors = np.column_stack([scale_trunk(true_deg), -speed])
    return round(float(np.clip(fit_robustly(regressors, measured_deg - true_deg)[3], -0.1, 0.2)), 4)


def _delay(points: FloatArray, truth: TrueJoints, lag_s: float) -> FloatArray:
    """(n, 33, 2) points as they were a lag ago."""
    flat = points.reshape(len(points), -1)
    columns = [np.interp(truth.time_s - lag_s, truth.time_s, column) for column in flat.T]
    return np.stack(columns, axis=1).reshape(points.shape)


def _delay_trunk(truth: TrueJoints, lag_s: float) -> FloatArray:
    return np.asarray(np.interp(truth.time_s - lag_s, truth.time_s, truth.trunk_deg))


def _robust_sd(values: FloatArray) -> FloatArray:
    return np.asarray(1.4826 * np.median(np.abs(values - np.median(values, axis=0)), axis=0))


def _fade_s(values: FloatArray, step_s: float, n_steps: int = 1) -> float:
    """Time in which the autocorrelation falls to 1/e, from its value after some steps."""
    centred = values - values.mean(axis=0)
    power = float((centred**2).sum())
    share = float((centred[n_steps:] * centred[:-n_steps]).sum()) / power if power > 0 else 0.0
    return round(-n_steps * step_s / log(min(max(share, 0.01), 0.995)), 4)


def _measure_outliers(quick: FloatArray, outliers: BoolArray) -> float:
    if not outliers.any():
        return 0.0
    sizes = np.abs(quick) / np.maximum(_robust_sd(quick), 1e-9)
    return round(float(min(np.sqrt(np.mean(sizes[outliers] ** 2)), 100.0)), 2)


def _measure_runs_s(is_out: BoolArray, step_s: float) -> float:
    starts = int(np.count_nonzero(np.diff(is_out.astype(np.int8), prepend=0) == 1))
    return round(float(is_out.sum()) * step_s / starts, 3) if starts else 0.0


def _to_triple(values: FloatArray) -> Triple:
    first, second, third = (round(float(value), 5) for value in values)
    return first, second, third


def _round(values: FloatArray) -> tuple[float, ...]:
    return tuple(round(float(value), 5) for value in values)
