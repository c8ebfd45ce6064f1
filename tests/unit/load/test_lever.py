import numpy as np
import pytest

from cleanrep.load.lever import GRAVITY_M_S2, compute_cam, compute_pad_push
from cleanrep.load.machine_file import Lever, Range
from cleanrep.load.movement import N_MOVING, move_at_tempo
from cleanrep.model.arrays import FloatArray
from cleanrep.model.training import TempoPrescription


def integrate(values: FloatArray, axis: FloatArray) -> float:
    return float(np.sum(np.diff(axis) * (values[1:] + values[:-1]) / 2))


@pytest.mark.parametrize("ahead_m", [0.0, 0.06, -0.05])
def test_work_of_a_quick_lift_is_what_the_weights_gained(ahead_m: float) -> None:
    cam = [{"angle_deg": -30.0, "radius_m": 0.15}, {"angle_deg": 90.0, "radius_m": 0.3}]
    lever = Lever.model_validate(
        {"pad_m": 0.45, "pivot_ahead_m": ahead_m, "arm_mass_kg": 8.0, "arm_centre_m": 0.25}
        | {"stack": {"cam": cam, "ratio": 0.5, "friction": 0.0}}
    )
    movement = move_at_tempo(Range(bottom_deg=60.0, top_deg=0.0), TempoPrescription(0.5, 0.0, 1.0, 0.0))
    push = compute_pad_push(lever, np.asarray(40.0), movement)
    lift = slice(0, N_MOVING)
    power_w = -(push.force_n * push.hip_arm_m * movement.velocity_rad_s)[lift]
    turn_rad = (movement.angle_rad - np.arcsin(ahead_m * np.cos(movement.angle_rad) / 0.45))[lift]
    radius_m, _ = compute_cam(lever, turn_rad)
    stack_j = -40 * GRAVITY_M_S2 * integrate(radius_m, turn_rad)
    arm_j = 8 * GRAVITY_M_S2 * 0.25 * (np.cos(turn_rad[-1]) - np.cos(turn_rad[0]))
    assert integrate(power_w, movement.time_s[lift]) == pytest.approx(stack_j + arm_j, rel=2e-3)


def test_friction_makes_the_lift_heavier_and_the_lowering_lighter() -> None:
    data = {"pad_m": 0.45, "stack": {"cam": [{"angle_deg": 0.0, "radius_m": 0.25}], "friction": 0.1}}
    movement = move_at_tempo(Range(bottom_deg=60.0, top_deg=0.0), TempoPrescription(20.0, 0.0, 20.0, 0.0))
    force_n = compute_pad_push(Lever.model_validate(data), np.asarray(40.0), movement).force_n
    up, down = force_n[N_MOVING // 2], force_n[N_MOVING + N_MOVING // 2]
    assert (up - down) / (up + down) == pytest.approx(0.1, rel=0.02)
