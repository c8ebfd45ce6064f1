import numpy as np
import pytest

from cleanrep.geometry.crossings import find_last_rise_s


def test_the_last_rise_lies_between_the_samples_about_it() -> None:
    time_s, value = np.array([0.0, 1.0, 2.0, 4.0, 5.0]), np.array([0.0, 3.0, 1.0, 5.0, 6.0])
    assert find_last_rise_s(time_s, value, 2.0) == pytest.approx(2.5)


@pytest.mark.parametrize("level", [-1.0, 9.0])
def test_a_level_that_is_never_or_always_reached_has_no_rise(level: float) -> None:
    assert find_last_rise_s(np.arange(3.0), np.array([0.0, 3.0, 6.0]), level) is None
