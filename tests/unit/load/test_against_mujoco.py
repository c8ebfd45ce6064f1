"""The moments against an independent inverse dynamics: MuJoCo builds the same links and knows none of our formulae."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest

from cleanrep.load.body import Arms, Lifter, UpperBody, build_upper_body
from cleanrep.load.lever import GRAVITY_M_S2
from cleanrep.load.machine_catalogue import load_machine
from cleanrep.load.machine_file import Lever, MachineFile
from cleanrep.load.moment import CHEST_M, compute_moments
from cleanrep.load.movement import Movement
from cleanrep.load.segments import Sex

N_CASES = 60


def describe_inertia(body: UpperBody) -> tuple[float, float, float, float, float]:
    """Mass, centre (ahead, along) and own inertia of what is above L5/S1, and the hip to L5/S1."""
    mass = float(body.above_mass_kg)
    x, y = float(body.above_ahead_kg_m) / mass, float(body.above_along_kg_m) / mass
    return mass, x, y, float(body.above_inertia_kg_m2) - mass * (x * x + y * y), float(body.l5s1_m)


def build_model(body: UpperBody, lever: Lever | None, load_kg: float) -> mujoco.MjModel:
    """Planar: x forward, z up, hinges about y. The upper body is welded at L5/S1 by a hinge that does not move."""
    mass, x, y, inertia, r5 = describe_inertia(body)
    machine = plate = ""
    if lever is None:
        along, ahead = CHEST_M
        plate = (
            f'<body pos="{ahead!r} 0 {along - r5!r}"><inertial pos="0 0 0" mass="{load_kg!r}" '
            'diaginertia="1e-9 1e-9 1e-9"/></body>'
        )
    else:
        angle = np.radians(lever.arm_angle_deg)
        centre = lever.arm_centre_m
        own = (lever.arm_inertia_kg_m2 or 0.0) - lever.arm_mass_kg * centre**2
        horn = ""
        if lever.horn is not None:
            turn = np.radians(lever.horn.angle_deg)
            at = (float(lever.horn.distance_m * np.sin(turn)), float(lever.horn.distance_m * np.cos(turn)))
            horn = (
                f'<body pos="{at[0]!r} 0 {at[1]!r}"><inertial pos="0 0 0" mass="{load_kg!r}" '
                'diaginertia="1e-9 1e-9 1e-9"/></body>'
            )
        machine = (
            f'<body name="lever" pos="{lever.pivot_ahead_m!r} 0 {lever.pivot_above_m!r}">'
            '<joint name="pivot" type="hinge" axis="0 1 0"/>'
            f'<inertial pos="{float(centre * np.sin(angle))!r} 0 {float(centre * np.cos(angle))!r}" '
            f'mass="{lever.arm_mass_kg!r}" '
            f'diaginertia="{own!r} {own!r} {own!r}"/>{horn}</body>'
        )
    return mujoco.MjModel.from_xml_string(
        f'<mujoco><compiler angle="radian" balanceinertia="false"/><option gravity="0 0 -{GRAVITY_M_S2}"/><worldbody>'
        '<body name="sacrum"><joint name="hip" type="hinge" axis="0 1 0"/>'
        '<inertial pos="0 0 0.01" mass="1e-9" diaginertia="1e-12 1e-12 1e-12"/>'
        f'<body name="trunk" pos="0 0 {r5!r}"><joint name="back" type="hinge" axis="0 1 0"/>'
        f'<inertial pos="{x!r} 0 {y - r5!r}" mass="{mass!r}" diaginertia="{inertia!r} {inertia!r} {inertia!r}"/>'
        f"{plate}</body></body>{machine}</worldbody></mujoco>"
    )


def invert(model: mujoco.MjModel, turns: dict[str, tuple[float, float, float]]) -> dict[str, float]:
    """Torque of each joint for its (angle, velocity, acceleration)."""
    data = mujoco.MjData(model)
    for name, (angle, velocity, acceleration) in turns.items():
        joint = model.joint(name)
        data.qpos[joint.qposadr[0]] = angle
        data.qvel[joint.dofadr[0]] = velocity
        data.qacc[joint.dofadr[0]] = acceleration
    mujoco.mj_inverse(model, data)
    return {name: float(data.qfrc_inverse[model.joint(name).dofadr[0]]) for name in turns}


def follow_pad(lever: Lever, angle: float, velocity: float, acceleration: float) -> tuple[float, float, float]:
    """Turn of the lever by geometry and finite differences, and not by our derivatives."""

    def turn(a: float) -> float:
        across = lever.pivot_ahead_m * np.cos(a) - lever.pivot_above_m * np.sin(a)
        return float(a - np.arcsin(across / lever.pad_m))

    h = 1e-4
    first = (turn(angle + h) - turn(angle - h)) / (2 * h)
    second = (turn(angle + h) - 2 * turn(angle) + turn(angle - h)) / h**2
    return turn(angle), first * velocity, first * acceleration + second * velocity**2


def make_case(seed: int) -> tuple[UpperBody, MachineFile, float, tuple[float, float, float]]:
    """A random lifter, machine, load and turn: a plate-loaded lever with its pivot anywhere, or a bench."""
    rng = np.random.default_rng(seed)
    sex = (Sex.FEMALE, Sex.MALE)[rng.integers(2)]
    lifter = Lifter(rng.uniform(50, 120), rng.uniform(1.5, 2.0), sex, (Arms.CROSSED, Arms.HEAD)[rng.integers(2)])
    turn = (rng.uniform(-0.2, 2.0), rng.uniform(-3, 3), rng.uniform(-10, 10))
    load_kg = float(rng.uniform(1, 60))
    if seed % 3 == 0:
        return build_upper_body(lifter), load_machine("45-degree-bench"), load_kg, turn
    machine = load_machine("plate-loaded-lever")
    lever = Lever.model_validate(
        {
            "pad_m": rng.uniform(0.35, 0.6),
            "pivot_ahead_m": rng.uniform(-0.07, 0.07),
            "pivot_above_m": rng.uniform(-0.07, 0.07),
            "arm_mass_kg": rng.uniform(2, 15),
            "arm_centre_m": 0.25,
            "arm_angle_deg": rng.uniform(-40, 40),
            "arm_inertia_kg_m2": 2.0,
            "horn": {"distance_m": rng.uniform(0.2, 0.5), "angle_deg": rng.uniform(-60, 90)},
        }
    )
    return build_upper_body(lifter), machine.model_copy(update={"lever": lever}), load_kg, turn


@pytest.mark.parametrize("seed", range(N_CASES))
def test_moment_on_l5s1_is_that_of_mujoco_within_a_thousandth(seed: int) -> None:
    body, machine, load_kg, turn = make_case(seed)
    angle, velocity, acceleration = (np.array([value]) for value in turn)
    movement = Movement(np.array([np.nan]), angle, velocity, acceleration, np.zeros(1))
    ours = compute_moments(body, machine, movement, load_kg=np.asarray(load_kg))
    turns = {"hip": turn, "back": (0.0, 0.0, 0.0)}
    if machine.lever is None:
        model = build_model(body, None, load_kg)
        # MuJoCo's joint torque turns forward; the extensors' moment turns back.
        expected = -invert(model, turns)["back"]
        assert ours.l5s1_n_m[0] == pytest.approx(expected, rel=1e-3)
        return
    lever = machine.lever
    pivot = follow_pad(lever, *turn)
    torques = invert(build_model(body, lever, load_kg), turns | {"pivot": pivot})
    lag = pivot[0] - turn[0]
    force = -torques["pivot"] / (lever.pad_m * np.cos(lag))
    r5 = float(body.l5s1_m)
    arm = lever.pivot_ahead_m * np.sin(turn[0]) + lever.pivot_above_m * np.cos(turn[0]) + lever.pad_m * np.cos(lag)
    assert ours.l5s1_n_m[0] == pytest.approx(-torques["back"] + force * (arm - r5), rel=1e-3)
