"""The low pass is the Butterworth filter of ``scipy.signal``, run both ways, and steps over gaps."""

import numpy as np
import pytest
from scipy.signal import butter, sosfiltfilt

from cleanrep.geometry.smoothing import smooth_zero_phase


@pytest.mark.parametrize("size", [2, 3, 10, 61, 62, 400])
@pytest.mark.parametrize("cutoff_hz", [3.0, 8.0])
def test_filter_agrees_with_scipy(size: int, cutoff_hz: float) -> None:
    value = np.cumsum(np.random.default_rng(size).normal(size=size))
    sections = butter(2, cutoff_hz, fs=60.0, output="sos")
    expected = sosfiltfilt(sections, value, padtype="odd", padlen=min(60, size - 1))
    assert smooth_zero_phase(value, cutoff_hz=cutoff_hz, rate_hz=60.0) == pytest.approx(expected, abs=1e-10)


def test_constant_and_ramp_pass_unchanged() -> None:
    ramp = np.linspace(-20.0, 40.0, 90)
    assert smooth_zero_phase(ramp, cutoff_hz=3.0, rate_hz=60.0) == pytest.approx(ramp, abs=0.05)
    level = np.full(30, 12.5)
    assert smooth_zero_phase(level, cutoff_hz=3.0, rate_hz=60.0) == pytest.approx(level, abs=1e-12)


def test_gap_stays_a_gap() -> None:
    value = np.linspace(0.0, 1.0, 50)
    value[20:25] = np.nan
    smoothed = smooth_zero_phase(value, cutoff_hz=3.0, rate_hz=60.0)
    assert np.array_equal(np.isnan(smoothed), np.isnan(value))


def test_one_seen_value_is_too_few() -> None:
    assert np.isnan(smooth_zero_phase(np.array([np.nan, 1.0, np.nan]), cutoff_hz=3.0, rate_hz=60.0)).all()
