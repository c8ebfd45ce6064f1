from dataclasses import replace
from typing import Literal

import numpy as np
import pytest

from cleanrep.model.arrays import FloatArray
from cleanrep.signals.registry import get_signals
from cleanrep.signals.stretch import FAR_ROWS, NEAR_ROWS, stack_samples
from cleanrep.testing import SEATED, Camera, Lifter, PlannedRepetition, make_set

PLAN = [PlannedRepetition(), PlannedRepetition(top_deg=-15.0)]
PRECISION_DEG, HEAD_PRECISION_DEG = 5e-5, 1e-3
"""What the last bit of float32 makes at 500 px of a trunk of 110 px, and of an ear and an eye that are 10 px apart."""


def compute(name: str, lifter: Lifter, side: Literal["left", "right"] = "left") -> tuple[FloatArray, FloatArray]:
    made = make_set(PLAN, lifter=lifter, camera=Camera(side=side))
    return get_signals()[name].compute(stack_samples(made.samples, -1 if side == "left" else 1)), made.trunk_deg


@pytest.mark.parametrize("side", ["left", "right"])
def test_trunk_inclination_is_the_true_one(side: Literal["left", "right"]) -> None:
    read_deg, true_deg = compute("trunk_inclination_deg", Lifter(), side)
    assert read_deg == pytest.approx(true_deg, abs=PRECISION_DEG)


@pytest.mark.parametrize("lifter", [Lifter(thigh_deg=-8.0, knee_deg=165.0), SEATED])
def test_thigh_and_knee_are_those_of_the_body(lifter: Lifter) -> None:
    assert compute("thigh_inclination_deg", lifter)[0] == pytest.approx(lifter.thigh_deg)
    assert compute("knee_angle_deg", lifter)[0] == pytest.approx(lifter.knee_deg)


def test_a_chin_pulled_up_turns_the_head_by_as_much_whatever_the_trunk_does() -> None:
    level, _ = compute("head_inclination_deg", Lifter())
    up, _ = compute("head_inclination_deg", Lifter(head_deg=20.0))
    assert np.ptp(level) == pytest.approx(0.0, abs=HEAD_PRECISION_DEG)
    assert up - level == pytest.approx(20.0, abs=HEAD_PRECISION_DEG)


def test_a_camera_off_the_side_compresses_the_inclination_and_tilts_the_near_line() -> None:
    made = make_set(PLAN, camera=Camera(yaw_deg=20.0))
    read_deg = get_signals()["trunk_inclination_deg"].compute(stack_samples(made.samples, -1))
    true_rad, yaw_rad = np.radians(made.trunk_deg), np.radians(20.0)
    # The near shoulder stands 0.15 trunk lengths further from the middle than the near hip.
    across = np.sin(true_rad) * np.cos(yaw_rad) + 0.15 * np.sin(yaw_rad)
    assert read_deg == pytest.approx(np.degrees(np.arctan2(across, np.cos(true_rad))), abs=PRECISION_DEG)
    assert abs(np.ptp(read_deg) - np.ptp(made.trunk_deg)) < 4.0


@pytest.mark.parametrize("yaw_deg", [-20.0, 0.0, 20.0])
def test_the_middle_of_the_trunk_does_not_tilt_with_the_camera(yaw_deg: float) -> None:
    made = make_set(PLAN, camera=Camera(yaw_deg=yaw_deg))
    read_deg = get_signals()["trunk_middle_deg"].compute(stack_samples(made.samples, -1))
    true_rad = np.radians(made.trunk_deg)
    across = np.sin(true_rad) * np.cos(np.radians(yaw_deg))
    assert read_deg == pytest.approx(np.degrees(np.arctan2(across, np.cos(true_rad))), abs=PRECISION_DEG)


def test_a_hidden_far_side_leaves_the_middle_to_the_near_one() -> None:
    made = make_set(PLAN, camera=Camera(yaw_deg=20.0))
    stretch = stack_samples(made.samples, -1)
    points_px = stretch.points_px.copy()
    points_px[FAR_ROWS["HIP"]] = np.nan
    hidden = replace(stretch, points_px=points_px)
    near_deg = get_signals()["trunk_inclination_deg"].compute(hidden)
    assert get_signals()["trunk_middle_deg"].compute(hidden) == pytest.approx(near_deg)


def test_the_metric_skeleton_has_an_inclination_of_its_own() -> None:
    stretch = stack_samples(make_set(PLAN).samples, -1)
    world_m = stretch.world_m.copy()
    world_m[NEAR_ROWS["SHOULDER"]] = world_m[NEAR_ROWS["HIP"]] + np.array([[0.3], [0.3], [-0.1]])
    read_deg = get_signals()["trunk_metric_deg"].compute(replace(stretch, world_m=world_m))
    assert read_deg == pytest.approx(45.0)


def test_every_signal_says_its_unit_and_what_it_is() -> None:
    for name, kind in get_signals().items():
        assert kind.name == name
        assert name.endswith(f"_{kind.unit}")
        assert kind.description.endswith(".")
