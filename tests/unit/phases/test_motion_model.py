import numpy as np
import pytest
from scipy.special import betainc

from cleanrep.model.arrays import FloatArray
from cleanrep.phases.motion_model import N_PARAMETERS, MotionModel, find_held_shares

TIME_S = np.linspace(0.0, 6.0, 80)
INSIDE = [0.5, 1.8, 1.0, 2.2, -60.0, 58.0, 55.0, 1.0, 1.2, 0.9, 1.3]
PAST_THE_BOUNDS = [-0.2, 1.8, -0.1, 6.0, -60.0, 58.0, 55.0, 1.0, 1.2, 0.9, 1.3]


def make_model() -> MotionModel:
    return MotionModel(TIME_S, -60.0 + 50.0 * np.sin(TIME_S), latest_end_s=6.0, exponent_log_sd=0.25)


def differentiate(model: MotionModel, x: FloatArray, index: int, step: float = 1e-6) -> FloatArray:
    moved = np.eye(N_PARAMETERS)[index] * step
    change: FloatArray = model.compute_residuals(x + moved) - model.compute_residuals(x - moved)
    return change / (2.0 * step)


@pytest.mark.parametrize("parameters", [INSIDE, PAST_THE_BOUNDS])
@pytest.mark.parametrize("index", range(N_PARAMETERS))
def test_slopes_are_those_of_the_residuals(parameters: list[float], index: int) -> None:
    model, x = make_model(), np.array(parameters)
    expected = differentiate(model, x, index)
    assert model.compute_slopes(x)[index] == pytest.approx(expected, abs=2e-3 * max(1.0, float(np.abs(expected).max())))


def test_half_of_the_squares_is_the_soft_l1_loss() -> None:
    model, x = make_model(), np.array(INSIDE)
    softened = model.compute_residuals(x)[: TIME_S.size]
    left = model.compute_values(x) - model.value_deg
    assert 0.5 * softened**2 == pytest.approx(np.sqrt(1.0 + left**2) - 1.0)


def test_what_is_missing_at_the_top_follows_the_courses_own_shapes() -> None:
    lift_p, lift_q, lowering_p, lowering_q = 2.0, 5.0, 4.0, 1.5
    x = np.array([*INSIDE[:7], *np.log([lift_p, lift_q, lowering_p, lowering_q])])
    before, after = find_held_shares(x, 0.05)
    assert betainc(lift_p, lift_q, 1.0 - before) == pytest.approx(0.95)
    assert betainc(lowering_p, lowering_q, after) == pytest.approx(0.05)


def test_where_nothing_may_be_missing_nothing_is_held_beside_the_top() -> None:
    assert find_held_shares(np.array(INSIDE), 0.0) == (0.0, 0.0)
