import numpy as np
import pytest

from cleanrep.signals.posture import compute_trunk_inclination_deg
from cleanrep.signals.stretch import stack_samples
from cleanrep.testing import Camera, PlannedRepetition, Walk, make_samples, make_set
from cleanrep.testing.synthetic_set import make_times


def test_samples_start_at_zero_and_count_frames() -> None:
    samples = make_samples(2)
    assert samples[0].time_s == 0.0
    assert [sample.frame for sample in samples] == list(range(len(samples)))
    assert len(make_set([PlannedRepetition()] * 2).repetitions) == 2


def test_noise_is_that_of_the_trunk_and_the_seed_decides_it() -> None:
    made = make_set([PlannedRepetition()] * 4, camera=Camera(noise_deg=0.5, seed=3))
    error_deg = compute_trunk_inclination_deg(stack_samples(made.samples, -1)) - made.trunk_deg
    assert error_deg.std() == pytest.approx(0.5, rel=0.1)
    again = make_set([PlannedRepetition()] * 4, camera=Camera(noise_deg=0.5, seed=3))
    for first, second in zip(made.samples, again.samples, strict=True):
        assert first.pose is not None
        assert second.pose is not None
        assert np.array_equal(first.pose.points_px, second.pose.points_px)


@pytest.mark.parametrize("rate_hz", [8.0, 25.0, 59.94])
@pytest.mark.parametrize("unevenness", [0.0, 0.5, 0.9])
def test_times_go_on_at_their_rate_however_uneven(rate_hz: float, unevenness: float) -> None:
    time_s = make_times(10.0, Camera(frame_rate_hz=rate_hz, unevenness=unevenness))
    steps_s = np.diff(time_s)
    assert steps_s.min() > 0.0
    assert np.mean(steps_s) == pytest.approx(1.0 / rate_hz, rel=0.02)
    assert (steps_s.std() > 0.001) == (unevenness > 0)


def test_nobody_is_seen_in_a_gap() -> None:
    samples = make_samples(1, camera=Camera(gaps_s=((1.0, 2.0),)))
    assert [sample.time_s for sample in samples if sample.pose is None] == pytest.approx(np.arange(1.0, 2.0, 0.04))


def test_a_lifter_outside_the_picture_is_not_seen() -> None:
    made = make_set([Walk(0.0, from_place=-3.5), PlannedRepetition()], start_place=-3.5)
    assert made.samples[0].pose is None
    assert made.samples[-1].pose is not None


def test_all_keypoints_lie_within_the_picture() -> None:
    for sample in make_samples(1):
        assert sample.pose is not None
        assert (sample.pose.points_px >= 0.0).all()
        assert (sample.pose.points_px <= (640, 480)).all()
