import numpy as np
import pytest

from cleanrep.geometry.smoothing import differentiate, smooth_zero_phase

RATE_HZ = 60.0
TIME_S = np.arange(600) / RATE_HZ
MIDDLE = slice(120, 480)


@pytest.mark.parametrize(("frequency_hz", "expected_gain"), [(0.3, 1.0), (3.0, 0.5), (12.0, 0.003)])
def test_gain_is_that_of_a_second_order_butterworth_run_twice(frequency_hz: float, expected_gain: float) -> None:
    wave = np.sin(2 * np.pi * frequency_hz * TIME_S)
    smoothed = smooth_zero_phase(wave, cutoff_hz=3.0, rate_hz=RATE_HZ)
    gain = np.sqrt(np.mean(smoothed[MIDDLE] ** 2) / np.mean(wave[MIDDLE] ** 2))
    assert gain == pytest.approx(expected_gain, abs=0.02)


def test_a_symmetric_hump_keeps_its_place() -> None:
    hump = np.exp(-(((TIME_S - 5.0) / 0.4) ** 2))
    smoothed = smooth_zero_phase(hump, cutoff_hz=3.0, rate_hz=RATE_HZ)
    assert TIME_S[np.argmax(smoothed)] == pytest.approx(5.0, abs=1 / RATE_HZ)


def test_a_straight_line_is_not_bent_at_its_ends() -> None:
    line = 20.0 + 3.0 * TIME_S
    assert smooth_zero_phase(line, cutoff_hz=3.0, rate_hz=RATE_HZ) == pytest.approx(line, abs=1e-6)


def test_gaps_are_gaps_again_after_the_filter() -> None:
    value = np.ones(100)
    value[40:50] = np.nan
    smoothed = smooth_zero_phase(value, cutoff_hz=3.0, rate_hz=RATE_HZ)
    assert np.array_equal(np.isnan(smoothed), np.isnan(value))
    assert smoothed[~np.isnan(value)] == pytest.approx(1.0)


def test_one_value_is_not_enough() -> None:
    value = np.full(30, np.nan)
    value[3] = 1.0
    assert np.isnan(smooth_zero_phase(value, cutoff_hz=3.0, rate_hz=RATE_HZ)).all()


def test_the_derivative_is_numpys_gradient() -> None:
    value = np.sin(TIME_S)
    value[300] = np.nan
    assert differentiate(value, rate_hz=RATE_HZ) == pytest.approx(np.gradient(value, 1.0 / RATE_HZ), nan_ok=True)
