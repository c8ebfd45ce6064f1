import numpy as np
import pytest

from cleanrep.errors import UsageError
from cleanrep.load.calibration import fit_readings, make_machine
from cleanrep.load.machine_catalogue import load_machine
from cleanrep.load.machine_file import Reading

KAPPA = {10.0: 0.5, 35.0: 0.55, 60.0: 0.6}


def read(stack_kg: float, *, mu: float = 0.08, arm_kg: float = 0.0, noise_kg: float = 0.0) -> list[Reading]:
    rng = np.random.default_rng(1)
    readings = []
    for angle, kappa in KAPPA.items():
        arm = arm_kg * np.sin(np.radians(angle))
        up, down = (kappa * stack_kg * (1 + s * mu) + arm + noise_kg * rng.standard_normal() for s in (1, -1))
        readings.append(Reading(angle_deg=angle, stack_kg=stack_kg, up_kg=float(up), down_kg=float(down)))
    return readings


def test_pad_force_and_friction_come_back() -> None:
    fit = fit_readings(read(40.0))
    assert list(fit.kappa) == pytest.approx(list(KAPPA.values()))
    assert fit.friction == pytest.approx(0.08)
    assert fit.arm_kg == 0


def test_two_stacks_tell_the_lever_from_the_stack() -> None:
    fit = fit_readings([*read(20.0, arm_kg=4.0), *read(60.0, arm_kg=4.0)])
    assert list(fit.kappa) == pytest.approx(list(KAPPA.values()), abs=1e-6)
    assert fit.arm_kg == pytest.approx(4.0, abs=1e-4)


def test_truth_lies_within_the_uncertainty_of_noisy_readings() -> None:
    fit = fit_readings(read(40.0, noise_kg=0.3))
    assert np.all(np.abs(fit.kappa - list(KAPPA.values())) < fit.kappa_uncertainty)
    assert abs(fit.friction - 0.08) < fit.friction_uncertainty
    assert 5 < fit.pad_force_uncertainty_pct < 15


def test_the_calibrated_machine_pushes_as_the_scale_showed() -> None:
    readings = read(40.0)
    machine = make_machine(load_machine("standing-lever"), fit_readings(readings), readings, pad_m=0.45)
    assert machine.lever is not None
    assert machine.lever.stack is not None
    assert [p.radius_m for p in machine.lever.stack.cam] == pytest.approx([k * 0.45 for k in KAPPA.values()], abs=1e-4)
    assert machine.lever.stack.friction == pytest.approx(0.08)


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        (read(40.0)[:2], "3 angles"),
        ([r.model_copy(update={"down_kg": 90.0}) for r in read(40.0)], "let down"),
        ([r.model_copy(update={"stack_kg": 0.0}) for r in read(40.0)], "stack above 0"),
        (read(40.0, mu=0.9), "pushes with its stack"),
    ],
)
def test_readings_that_tell_nothing_are_refused(readings: list[Reading], expected: str) -> None:
    with pytest.raises(UsageError, match=expected):
        fit_readings(readings)
