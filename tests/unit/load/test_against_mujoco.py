"""The moments against an independent inverse dynamics: MuJoCo builds the same links and knows none of our formulae."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest
from scipy.interpolate import make_interp_spline

from cleanrep.load.body import Arms, Lifter, UpperBody, build_upper_body
from cleanrep.load.lever import GRAVITY_M_S2, compute_pad_push
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


def move_once(turn: tuple[float, float, float]) -> Movement:
    """One moment of a movement, without friction."""
    angle, velocity, acceleration = (np.array([value]) for value in turn)
    return Movement(np.array([np.nan]), angle, velocity, acceleration, np.zeros(1))


@pytest.mark.parametrize("seed", range(N_CASES))
def test_moment_on_l5s1_is_that_of_mujoco_within_a_thousandth(seed: int) -> None:
    body, machine, load_kg, turn = make_case(seed)
    movement = move_once(turn)
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


HIP_MASS_KG = 200.0
"""Of the one body above the hip: its moments are ours, its mass is free, and so large that no inertia is negative."""


def build_hip_model(body: UpperBody, load_kg: float, *, has_plate: bool) -> mujoco.MjModel:
    """All above the hip as one body on one hinge, and a plate at the chest."""
    x, y = float(body.hip_ahead_kg_m) / HIP_MASS_KG, float(body.hip_along_kg_m) / HIP_MASS_KG
    own = float(body.hip_inertia_kg_m2) - HIP_MASS_KG * (x * x + y * y)
    along, ahead = CHEST_M
    plate = (
        f'<body pos="{ahead!r} 0 {along!r}"><inertial pos="0 0 0" mass="{load_kg!r}" diaginertia="1e-9 1e-9 1e-9"/>'
        "</body>"
    )
    return mujoco.MjModel.from_xml_string(
        f'<mujoco><compiler angle="radian" balanceinertia="false"/><option gravity="0 0 -{GRAVITY_M_S2}"/><worldbody>'
        f'<body><joint name="hip" type="hinge" axis="0 1 0"/><inertial pos="{x!r} 0 {y!r}" mass="{HIP_MASS_KG!r}" '
        f'diaginertia="{own!r} {own!r} {own!r}"/>{plate if has_plate else ""}</body></worldbody></mujoco>'
    )


@pytest.mark.parametrize("seed", range(N_CASES))
def test_moment_on_the_hip_is_that_of_mujoco_within_a_thousandth(seed: int) -> None:
    body, machine, load_kg, turn = make_case(seed)
    movement = move_once(turn)
    ours = compute_moments(body, machine, movement, load_kg=np.asarray(load_kg))
    expected = -invert(build_hip_model(body, load_kg, has_plate=machine.lever is None), {"hip": turn})["hip"]
    if machine.lever is not None:
        force, arm = push_by_mujoco(body, machine.lever, load_kg, turn)
        expected += force * arm
    assert ours.hip_n_m[0] == pytest.approx(expected, rel=1e-3)


def push_by_mujoco(
    body: UpperBody, lever: Lever, load_kg: float, turn: tuple[float, float, float]
) -> tuple[float, float]:
    """Push of the pad and its distance from the hip."""
    pivot = follow_pad(lever, *turn)
    lag = pivot[0] - turn[0]
    torque = -invert(build_model(body, lever, load_kg), {"pivot": pivot})["pivot"]
    arm = lever.pivot_ahead_m * np.sin(turn[0]) + lever.pivot_above_m * np.cos(turn[0]) + lever.pad_m * np.cos(lag)
    return torque / (lever.pad_m * np.cos(lag)), float(arm)


COUNTER_M = 1e-4
"""Distance of the counterweight: so short that its inertia is none."""


def build_stack_model(lever: Lever, stack_kg: float) -> mujoco.MjModel:
    """The lever with a counterweight behind the pivot, and the stack as a mass of its own on a vertical slide."""
    centre = lever.arm_centre_m
    own = (lever.arm_inertia_kg_m2 or 0.0) - lever.arm_mass_kg * centre**2
    counter_kg = lever.counterbalance_n_m / (GRAVITY_M_S2 * COUNTER_M)
    return mujoco.MjModel.from_xml_string(
        f'<mujoco><compiler angle="radian" balanceinertia="false"/><option gravity="0 0 -{GRAVITY_M_S2}"/><worldbody>'
        f'<body><joint name="pivot" type="hinge" axis="0 1 0"/><inertial pos="0 0 {centre!r}" '
        f'mass="{lever.arm_mass_kg!r}" diaginertia="{own!r} {own!r} {own!r}"/>'
        f'<body pos="0 0 {-COUNTER_M!r}"><inertial pos="0 0 0" mass="{counter_kg!r}" diaginertia="1e-9 1e-9 1e-9"/>'
        '</body></body><body><joint name="stack" type="slide" axis="0 0 1"/><inertial pos="0 0 0" '
        f'mass="{stack_kg!r}" diaginertia="1 1 1"/></body></worldbody></mujoco>'
    )


@pytest.mark.parametrize("seed", range(N_CASES))
def test_stack_cam_and_counterbalance_are_those_of_mujoco_within_a_thousandth(seed: int) -> None:
    rng = np.random.default_rng(1000 + seed)
    angles = np.array([-40.0, 20.0, 60.0, 140.0])
    radii = rng.uniform(0.1, 0.3, angles.size)
    lever = Lever.model_validate(
        {
            "pad_m": rng.uniform(0.35, 0.6),
            "pivot_ahead_m": rng.uniform(-0.07, 0.07),
            "pivot_above_m": rng.uniform(-0.07, 0.07),
            "arm_mass_kg": rng.uniform(2, 15),
            "arm_centre_m": 0.25,
            "arm_inertia_kg_m2": 2.0,
            "counterbalance_n_m": rng.uniform(0, 30),
            "stack": {
                "ratio": rng.uniform(0.5, 2),
                "friction": 0.0,
                "cam": [{"angle_deg": a, "radius_m": r} for a, r in zip(angles, radii, strict=True)],
            },
        }
    )
    assert lever.stack is not None
    turn = (rng.uniform(-0.2, 1.6), rng.uniform(-3, 3), rng.uniform(-10, 10))
    stack_kg = float(rng.uniform(5, 80))
    travel = make_interp_spline(np.radians(angles), radii * lever.stack.ratio, k=1).antiderivative()
    pivot = follow_pad(lever, *turn)

    def lift(time_s: float) -> float:
        """Height of the stack while the lever turns: it rises as the lever turns back."""
        return -float(travel(pivot[0] + pivot[1] * time_s + pivot[2] * time_s**2 / 2))

    h = 1e-4
    rise = (0.0, (lift(h) - lift(-h)) / (2 * h), (lift(h) - 2 * lift(0.0) + lift(-h)) / h**2)
    torques = invert(build_stack_model(lever, stack_kg), {"pivot": pivot, "stack": rise})
    torque = torques["stack"] * float(travel.derivative()(pivot[0])) - torques["pivot"]
    movement = move_once(turn)
    push = compute_pad_push(lever, np.asarray(stack_kg), movement)
    assert push.force_n[0] == pytest.approx(torque / (lever.pad_m * np.cos(pivot[0] - turn[0])), rel=1e-3, abs=0.1)
