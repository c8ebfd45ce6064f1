from collections.abc import Callable

import numpy as np
import pytest

from cleanrep.model.arrays import FloatArray
from cleanrep.model.repetition import PhaseTimes
from cleanrep.phases.phase_fit import MIN_SAMPLES, PhaseFit, PhaseFitError, fit_phases
from cleanrep.testing import Camera, Course, PlannedRepetition, make_set

TEMPOS = [
    PlannedRepetition(),
    PlannedRepetition(lift_s=0.5),
    PlannedRepetition(lower_s=0.6),
    PlannedRepetition(lift_s=3.0, top_hold_s=2.5, lower_s=4.0),
    PlannedRepetition(top_deg=-20.0),
    PlannedRepetition(top_deg=38.0),
]


def rising_of(
    planned: PlannedRepetition, *, noise_deg: float = 0.0, seed: int = 0
) -> tuple[FloatArray, FloatArray, PhaseTimes]:
    made = make_set([planned], camera=Camera())
    noise = np.random.default_rng(seed).normal(0.0, 1.0, made.trunk_deg.size) * noise_deg
    return made.time_s, -made.trunk_deg + noise, made.repetitions[0].times


def list_errors(fit: PhaseFit, times: PhaseTimes) -> list[float]:
    names = ("start_s", "top_start_s", "top_end_s", "end_s")
    return [abs(getattr(fit.times, name) - getattr(times, name)) for name in names]


@pytest.mark.parametrize("planned", TEMPOS)
def test_boundaries_of_a_clean_movement_are_recovered(planned: PlannedRepetition) -> None:
    time_s, rising_deg, times = rising_of(planned)
    assert max(list_errors(fit_phases(time_s, rising_deg), times)) < 0.05


@pytest.mark.parametrize("planned", TEMPOS)
def test_boundaries_are_recovered_from_noise_of_half_a_degree(planned: PlannedRepetition) -> None:
    errors = []
    for seed in range(5):
        time_s, rising_deg, times = rising_of(planned, noise_deg=0.5, seed=seed)
        errors.append(list_errors(fit_phases(time_s, rising_deg), times))
    assert np.mean(errors) < 0.05
    assert np.mean(errors, axis=1).max() < 0.10


@pytest.mark.parametrize("noise_deg", [0.0, 0.5])
@pytest.mark.parametrize("lift_s", [1.0, 1.8, 2.5])
def test_a_repetition_without_a_pause_reads_as_one(noise_deg: float, lift_s: float) -> None:
    time_s, rising_deg, _ = rising_of(PlannedRepetition(lift_s=lift_s, top_hold_s=0.0), noise_deg=noise_deg)
    assert fit_phases(time_s, rising_deg).times.top_hold_s < 0.15


@pytest.mark.parametrize("held_share", [0.02, 0.05, 0.2])
@pytest.mark.parametrize("planned", [PlannedRepetition(), PlannedRepetition(lift_s=1.0, top_hold_s=0.0, lower_s=3.0)])
def test_what_little_is_missing_at_the_top_counts_as_held_where_it_may(
    planned: PlannedRepetition, held_share: float
) -> None:
    time_s, rising_deg, times = rising_of(planned)
    fit = fit_phases(time_s, rising_deg, held_share=held_share)
    top = rising_deg.max()
    up = time_s[rising_deg >= top - held_share * (top - rising_deg[0])]
    assert fit.counted_times.top_start_s == pytest.approx(up[0], abs=0.06)
    assert fit.counted_times.top_end_s == pytest.approx(up[-1], abs=0.06)
    assert (fit.counted_times.start_s, fit.counted_times.end_s) == (fit.times.start_s, fit.times.end_s)
    assert max(list_errors(fit, times)) < 0.05


def test_where_nothing_may_be_missing_the_hold_is_where_nothing_moves() -> None:
    time_s, rising_deg, _ = rising_of(PlannedRepetition())
    fit = fit_phases(time_s, rising_deg)
    assert fit.counted_times == fit.times


def test_a_hold_as_it_is_counted_ends_with_the_repetition() -> None:
    fit = PhaseFit(PhaseTimes(1.0, 2.0, 2.5, 2.6), 0.0, 0.0, 0.0, 0.0, held_before_s=1.5, held_after_s=0.4)
    assert fit.counted_times == PhaseTimes(1.0, 1.0, 2.6, 2.6)


def test_levels_are_those_of_the_movement() -> None:
    time_s, rising_deg, _ = rising_of(PlannedRepetition())
    fit = fit_phases(time_s, rising_deg)
    assert fit.bottom_before_deg == pytest.approx(rising_deg[0], abs=0.2)
    assert fit.top_deg == pytest.approx(rising_deg.max(), abs=0.2)
    assert fit.bottom_after_deg == pytest.approx(rising_deg[-1], abs=0.2)
    assert fit.residual_deg < 0.1


def test_outliers_do_not_move_the_boundaries() -> None:
    time_s, rising_deg, times = rising_of(PlannedRepetition(), noise_deg=0.3)
    rising_deg[::17] += 25.0
    assert max(list_errors(fit_phases(time_s, rising_deg), times)) < 0.15


@pytest.mark.parametrize("bottoms_deg", [(20.0, 64.0), (64.0, 20.0)])
def test_a_rise_and_a_fall_may_differ_by_a_factor_of_three(bottoms_deg: tuple[float, float]) -> None:
    made = make_set([PlannedRepetition(bottom_deg=bottoms_deg[1])], start_deg=bottoms_deg[0])
    fit = fit_phases(made.time_s, -made.trunk_deg)
    assert (fit.rise, fit.fall) == pytest.approx(bottoms_deg, abs=0.2)
    assert max(list_errors(fit, made.repetitions[0].times)) < 0.05


def test_a_gap_in_the_lift_leaves_the_boundaries_where_they_are() -> None:
    time_s, rising_deg, times = rising_of(PlannedRepetition())
    rising_deg[(time_s > 1.6) & (time_s < 2.1)] = np.nan
    assert max(list_errors(fit_phases(time_s, rising_deg), times)) < 0.05


def test_times_shift_with_the_clock() -> None:
    time_s, rising_deg, _ = rising_of(PlannedRepetition())
    early, late = fit_phases(time_s, rising_deg), fit_phases(time_s + 1000.0, rising_deg)
    assert late.times.start_s - early.times.start_s == pytest.approx(1000.0, abs=1e-4)
    assert late.times.end_s - early.times.end_s == pytest.approx(1000.0, abs=1e-4)


@pytest.mark.parametrize("lower_s", [0.8, 1.2, 1.6, 2.0])
def test_a_lowering_that_bounces_ends_at_the_turn(lower_s: float) -> None:
    time_s, rising_deg, times = rising_of(PlannedRepetition(lower_s=lower_s, rest_s=0.0, lower_course=Course.FALLING))
    kept = time_s <= times.end_s
    assert fit_phases(time_s[kept], rising_deg[kept]).times.end_s == pytest.approx(times.end_s, abs=0.1)
    assert fit_phases(time_s[kept], rising_deg[kept]).times.end_s <= time_s[kept][-1] + 1e-9


def test_an_end_that_was_not_watched_may_lie_a_little_later() -> None:
    time_s, rising_deg, times = rising_of(PlannedRepetition())
    kept = time_s <= times.end_s - 0.25
    fit = fit_phases(time_s[kept], rising_deg[kept], may_end_after_s=0.3)
    assert fit.times.end_s == pytest.approx(times.end_s, abs=0.1)


@pytest.mark.parametrize(
    "shape",
    [np.zeros_like, lambda time_s: np.full_like(time_s, np.nan)],
    ids=["flat", "unseen"],
)
def test_what_is_no_repetition_cannot_be_fitted(shape: Callable[[FloatArray], FloatArray]) -> None:
    time_s = np.arange(100) / 25
    with pytest.raises(PhaseFitError, match="expected"):
        fit_phases(time_s, shape(time_s))


def test_too_few_samples_cannot_be_fitted() -> None:
    time_s = np.arange(MIN_SAMPLES - 1) / 25
    with pytest.raises(PhaseFitError, match=f"at least {MIN_SAMPLES} samples"):
        fit_phases(time_s, np.sin(time_s))
