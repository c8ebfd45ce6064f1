import numpy as np
import pytest

from validation.picture.footage import Footage, Sensor, list_exposures_s, list_frame_times_s


def test_frames_of_an_even_rate_are_even() -> None:
    times_s = list_frame_times_s(Footage(rate_hz=30.0), 2.0, np.random.default_rng(0))
    assert len(times_s) == 60
    assert np.diff(times_s) == pytest.approx(1.0 / 30.0)


def test_frames_of_a_variable_rate_are_uneven_some_are_dropped_and_time_never_runs_back() -> None:
    footage = Footage(rate_hz=30.0, is_variable=True)
    times_s = list_frame_times_s(footage, 20.0, np.random.default_rng(0))
    steps_s = np.diff(times_s)
    assert times_s[0] == 0.0
    assert 540 < len(times_s) < 600
    assert steps_s.min() > 0.0
    assert steps_s.std() > 0.003


def test_the_shutter_is_open_about_the_time_of_the_frame() -> None:
    assert list_exposures_s(Footage(), 1.0) == pytest.approx([1.0])
    open_s = list_exposures_s(Footage(shutter=0.8), 1.0)
    assert np.ptp(open_s) == pytest.approx(0.8 / 25.0)
    assert open_s.mean() == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("footage", "mean", "spread"), [(Footage(noise=0.0), 100, 0.0), (Footage(noise=16.0, brightness=0.5), 50, 16.0)]
)
def test_a_sensor_darkens_and_adds_the_grain_that_it_was_given(footage: Footage, mean: float, spread: float) -> None:
    image = np.full((footage.height_px, footage.width_px, 3), 100, dtype=np.uint8)
    taken = Sensor(footage, np.random.default_rng(0)).take(image)
    assert taken.mean() == pytest.approx(mean, abs=1.0)
    assert taken.std() == pytest.approx(spread, abs=1.0)
