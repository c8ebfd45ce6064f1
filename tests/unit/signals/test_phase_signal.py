from math import cos, radians, sin

import pytest

from cleanrep.signals.phase_signal import PHASE_SIGNALS, ShoulderRise, TrunkInclination


@pytest.mark.parametrize("angle_deg", [-30.0, 0.0, 45.0, 90.0, 120.0])
def test_trunk_inclination_is_the_angle_from_vertical(angle_deg: float) -> None:
    across, up = 80 * sin(radians(angle_deg)), 80 * cos(radians(angle_deg))
    assert TrunkInclination().push(0.0, across, up) == pytest.approx(angle_deg)


@pytest.mark.parametrize(("angle_deg", "expected_pct"), [(-90.0, 0.0), (-30.0, 86.6), (0.0, 100.0), (60.0, 50.0)])
def test_shoulder_rise_is_the_height_over_the_trunk(angle_deg: float, expected_pct: float) -> None:
    rise = ShoulderRise()
    across, up = 80 * sin(radians(angle_deg)), 80 * cos(radians(angle_deg))
    values = [rise.push(index / 25, across, up) for index in range(50)]
    assert values[-1] == pytest.approx(expected_pct, abs=0.1)


def test_a_trunk_that_shortens_for_a_moment_does_not_rise() -> None:
    rise = ShoulderRise()
    for index in range(250):
        rise.push(index / 25, 0.0, 100.0)
    assert rise.push(10.0, 0.0, 80.0) == pytest.approx(80.0, abs=1.0)


def test_a_trunk_without_length_has_no_rise() -> None:
    assert ShoulderRise().push(0.0, 0.0, 0.0) != ShoulderRise().push(0.0, 0.0, 1.0)


def test_each_recording_gets_a_signal_of_its_own() -> None:
    assert set(PHASE_SIGNALS) == {"trunk_inclination_deg", "shoulder_rise_pct"}
    assert all(make() is not make() for make in PHASE_SIGNALS.values())
