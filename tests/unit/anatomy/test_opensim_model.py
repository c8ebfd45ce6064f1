"""The model that pose2sim installs, through OpenSim: anatomy that must come out of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cleanrep.anatomy.opensim_model import build_grid, find_model, identify_model
from cleanrep.load.body import Lifter
from cleanrep.load.curve import Setup
from cleanrep.load.machine_catalogue import load_machine
from cleanrep.load.muscles import MuscleGroup, MuscleShares, PoseGrid, share_moment
from cleanrep.load.segments import Sex


@pytest.fixture(scope="module")
def straight(muscle_model: Path) -> PoseGrid:
    return build_grid(muscle_model, knee_flexion_deg=0.0)


def share(grid: PoseGrid, machine: str, load_kg: float) -> MuscleShares:
    return share_moment(Setup(Lifter(80.0, 1.78, Sex.MALE), load_machine(machine), load_kg), grid)


def find_arms(grid: PoseGrid, group: MuscleGroup, table: str) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.asarray(getattr(grid, table)[:, [item is group for item in grid.groups]])


def test_every_group_has_its_muscles(straight: PoseGrid) -> None:
    assert {group: straight.groups.count(group) for group in MuscleGroup} == {
        MuscleGroup.ERECTORS: 38,
        MuscleGroup.MULTIFIDI: 25,
        MuscleGroup.GLUTES: 3,
        MuscleGroup.HAMSTRINGS: 3,
    }
    assert len(straight.groups) == 318 / 2
    assert straight.body_mass_kg == pytest.approx(84, abs=1)


def test_erectors_extend_the_back_alone_and_hamstrings_the_hip_alone(straight: PoseGrid) -> None:
    at = int(np.argmin(np.abs(straight.hip_flexion_deg - 30)))
    assert 0.03 < find_arms(straight, MuscleGroup.ERECTORS, "l5s1_arm_m")[at].max() < 0.08
    assert np.abs(find_arms(straight, MuscleGroup.ERECTORS, "hip_arm_m")[at]).max() < 1e-6
    assert (find_arms(straight, MuscleGroup.HAMSTRINGS, "hip_arm_m")[at] > 0.03).all()
    assert (find_arms(straight, MuscleGroup.GLUTES, "hip_arm_m")[at] > 0.01).all()


def test_bent_knees_slacken_the_hamstrings_and_leave_the_glutes(straight: PoseGrid, muscle_model: Path) -> None:
    bent = build_grid(muscle_model, knee_flexion_deg=90.0)
    at = int(np.argmin(np.abs(straight.hip_flexion_deg)))
    pairs = [
        [float(find_arms(grid, group, "strength_n")[at].sum()) for grid in (straight, bent)]
        for group in (MuscleGroup.HAMSTRINGS, MuscleGroup.GLUTES)
    ]
    assert pairs[0][1] < 0.7 * pairs[0][0]
    assert pairs[1][1] == pytest.approx(pairs[1][0], rel=1e-6)


def test_the_lever_is_held_by_the_back_at_the_bottom_and_the_roman_chair_at_the_top(straight: PoseGrid) -> None:
    lever, chair = (share(straight, machine, 10.0).shares_pct for machine in ("standing-lever", "roman-chair"))
    assert np.argmax(lever[MuscleGroup.ERECTORS]) == 0
    assert np.argmax(chair[MuscleGroup.ERECTORS]) == chair[MuscleGroup.ERECTORS].size - 1


def test_the_source_names_both_programs_and_the_model(muscle_model: Path) -> None:
    assert identify_model(muscle_model).startswith("opensim-4.6")
    assert "pose2sim-0.10" in identify_model(muscle_model)
    assert find_model() == muscle_model
