"""A profile with less noise."""

import numpy as np
import pytest

from validation.noise.profile import read_bank


def test_less_noise_shrinks_what_differs_between_sets_and_what_moves() -> None:
    bank = read_bank()
    own, alike = bank.profiles[0], bank.find_profiles(bank.profiles[0].variant)
    less = bank.shrink(own, 0.5)
    mean = np.mean([profile.bias for profile in alike], axis=0)
    assert np.array(less.bias) - mean == pytest.approx(0.5 * (np.array(own.bias) - mean))
    assert less.slow_sd == tuple(0.5 * sd for sd in own.slow_sd)
    assert less.head_sd_deg == 0.5 * own.head_sd_deg
    assert less.outlier_share == own.outlier_share


def test_all_of_the_noise_is_the_profile_itself() -> None:
    bank = read_bank()
    same = bank.shrink(bank.profiles[0], 1.0)
    assert np.array(same.bias) == pytest.approx(np.array(bank.profiles[0].bias))
    assert same.quick_sd == bank.profiles[0].quick_sd
