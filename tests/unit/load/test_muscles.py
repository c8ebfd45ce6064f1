"""Sharing of the moment: what can be worked out by hand, what must hold for every load, what is refused."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanrep.errors import UsageError
from cleanrep.load.body import Lifter
from cleanrep.load.curve import Setup, compute_static_curve
from cleanrep.load.machine_catalogue import find_machines, load_machine
from cleanrep.load.muscles import MuscleGroup, share_moment
from cleanrep.load.segments import Sex
from tests.unit.load.grids import make_grid


@pytest.fixture
def setup(lifter: Lifter) -> Setup:
    return Setup(lifter, load_machine("standing-lever"), 40.0)


def test_least_squares_share_by_lever_arm(setup: Setup) -> None:
    shares = share_moment(setup, make_grid())
    half_n_m = float(compute_static_curve(setup).moments.l5s1_n_m[0]) / 2
    # Activations rise as lever arms: a (0.06 0.06 + 0.03 0.03) / 0.06 x 5000 N holds the half; weights are 3 and 1.
    first = half_n_m * 0.06 / (5000 * (0.06**2 + 0.03**2))
    assert shares.shares_pct[MuscleGroup.ERECTORS][0] == pytest.approx(100 * (3 * first + first / 2) / 4, rel=1e-3)
    hip_n_m = float(compute_static_curve(setup).moments.hip_n_m[0]) / 2
    assert shares.shares_pct[MuscleGroup.GLUTES][0] == pytest.approx(100 * hip_n_m / (5000 * 0.05), rel=1e-3)
    assert not shares.is_short.any()


def test_a_muscle_at_its_maximum_leaves_the_rest_to_others(setup: Setup) -> None:
    grid = make_grid(strength_n=1300.0)
    half_n_m = float(compute_static_curve(setup).moments.l5s1_n_m[0]) / 2
    # By lever arms the first would be at 1.03 of its strength: it stays at 1, the other takes what is left.
    assert half_n_m * 0.06 / (1300 * (0.06**2 + 0.03**2)) > 1
    other = (half_n_m - 1300 * 0.06) / (1300 * 0.03)
    shares = share_moment(setup, replace(grid, hip_arm_m=grid.hip_arm_m * 5))
    assert shares.shares_pct[MuscleGroup.ERECTORS][0] == pytest.approx(100 * (3 + other) / 4, rel=1e-3)
    assert not shares.is_short[0]


def test_more_than_the_muscles_have_is_said(setup: Setup) -> None:
    shares = share_moment(setup, make_grid(strength_n=500.0))
    assert shares.is_short[0]
    assert shares.shares_pct[MuscleGroup.GLUTES][0] == pytest.approx(100.0)


def test_strength_grows_with_body_mass(setup: Setup) -> None:
    same, lighter_model = (share_moment(setup, make_grid(body_mass_kg=kg)) for kg in (80.0, 40.0))
    ratio = same.shares_pct[MuscleGroup.ERECTORS] / lighter_model.shares_pct[MuscleGroup.ERECTORS]
    assert ratio == pytest.approx(np.full(ratio.shape, 2.0), rel=1e-3)


@given(st.sampled_from(sorted(find_machines())), st.floats(0, 60), st.floats(50, 120), st.sampled_from(list(Sex)))
def test_shares_lie_within_nothing_and_everything(machine: str, load_kg: float, mass_kg: float, sex: Sex) -> None:
    shares = share_moment(Setup(Lifter(mass_kg, 1.7, sex), load_machine(machine), load_kg), make_grid())
    for values in shares.shares_pct.values():
        assert (values >= 0).all()
        assert (values <= 100 + 1e-9).all()


def test_a_hip_bent_beyond_the_grid_is_refused(setup: Setup) -> None:
    grid = make_grid()
    with pytest.raises(UsageError, match="expected hips flexed -20 to 40 deg"):
        share_moment(setup, replace(grid, hip_flexion_deg=np.array([-20.0, 0.0, 20.0, 40.0])))


@pytest.mark.parametrize(
    "change",
    [
        {"hip_flexion_deg": np.array([0.0, 60.0, 30.0, 90.0])},
        {"hip_flexion_deg": np.array([0.0, 60.0])},
        {"strength_n": np.full((4, 4), np.nan)},
        {"largest_n": np.ones(3)},
        {"body_mass_kg": 0.0},
    ],
)
def test_what_is_no_grid_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="expected"):
        replace(make_grid(), **change)  # type: ignore[arg-type]  # a wrong value is the point
