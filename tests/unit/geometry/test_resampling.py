import numpy as np
import pytest

from cleanrep.geometry.resampling import average_in_bins, resample_evenly


def test_a_short_series_is_left_as_it_is() -> None:
    time_s = np.array([0.0, 0.1, 0.25])
    assert average_in_bins(time_s, time_s * 2, max_points=3)[0] is time_s


def test_bins_hold_the_mean_of_time_and_value_and_every_sample_once() -> None:
    time_s = np.arange(250) / 100
    mean_s, mean_value = average_in_bins(time_s, 3.0 * time_s + 1.0, max_points=100)
    assert mean_s.size == 100
    assert mean_value == pytest.approx(3.0 * mean_s + 1.0)
    assert np.all(np.diff(mean_s) > 0)


def test_a_line_is_resampled_onto_itself_from_uneven_steps() -> None:
    time_s = np.array([0.0, 0.03, 0.1, 0.11, 0.2])
    grid, value = resample_evenly(time_s, 5.0 * time_s, rate_hz=60.0, max_gap_s=0.5)
    assert np.diff(grid) == pytest.approx(1 / 60)
    assert value == pytest.approx(5.0 * grid)


def test_a_long_gap_stays_a_gap_and_a_short_one_is_bridged() -> None:
    time_s = np.arange(41) / 10
    value = time_s.copy()
    value[(time_s > 0.5) & (time_s < 0.8)] = np.nan
    value[(time_s > 2.0) & (time_s < 3.0)] = np.nan
    grid, resampled = resample_evenly(time_s, value, rate_hz=10.0, max_gap_s=0.5)
    assert np.isfinite(resampled[grid < 2.0]).all()
    assert np.isnan(resampled[(grid > 2.05) & (grid < 2.95)]).all()


def test_nothing_is_made_up_before_the_first_and_after_the_last_seen_sample() -> None:
    time_s = np.arange(10) / 10
    value = np.full(10, np.nan)
    value[3:7] = 1.0
    grid, resampled = resample_evenly(time_s, value, rate_hz=10.0, max_gap_s=0.5)
    assert np.isnan(resampled[grid < 0.29]).all()
    assert np.isnan(resampled[grid > 0.61]).all()


def test_a_single_seen_sample_gives_nothing() -> None:
    _, resampled = resample_evenly(np.array([0.0, 0.1]), np.array([1.0, np.nan]), rate_hz=60.0, max_gap_s=0.5)
    assert np.isnan(resampled).all()
