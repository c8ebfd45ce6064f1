"""Read a virtual lifter from a file and let them train."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from cleanrep.app.request import find_exercise
from cleanrep.errors import LifterError, UsageError
from cleanrep.exercises.strict_toml import parse_strict_toml, read_bounded
from cleanrep.model.training import Level, LoadUnit, Machine
from cleanrep.planning.load_scale import StackScale
from cleanrep.planning.machine_steps import list_steps
from cleanrep.planning.settings import PlanningSettings
from cleanrep.planning.simulation import SimulatedSession, simulate
from cleanrep.planning.virtual_lifter import VirtualLifter

START = datetime(2024, 1, 1, 18, tzinfo=UTC)
"""A Monday; only the days between sessions matter."""


def read_lifter(path: Path) -> VirtualLifter:
    """Read a virtual lifter.

    Raises
    ------
    LifterError
        When the file cannot be read or does not describe one; it names the field.
    """
    return parse_strict_toml(read_bounded(path, error=LifterError), VirtualLifter, name=path.name, error=LifterError)


def train(lifter: VirtualLifter) -> Iterator[SimulatedSession]:
    """Sessions of the lifter under the policy of the exercise."""
    exercise = find_exercise(lifter.exercise).exercise
    if exercise.policy is None:
        raise UsageError("an exercise with a [policy]", exercise.id, "choose another one")
    machine = Machine(
        id="simulated",
        name="Simulated machine",
        exercise=exercise.id,
        variant=lifter.variant,
        unit=LoadUnit(lifter.unit),
        steps=lifter.steps,
        add_ons=lifter.add_ons,
    )
    settings = PlanningSettings(
        exercise=exercise,
        variant=lifter.variant,
        goal_id=lifter.goal,
        level=Level(lifter.level),
        steps=list_steps(machine, exercise.policy.load, unit=machine.unit),
        scale=StackScale(),
        machine_id=machine.id,
    )
    return simulate(settings, lifter, start=START)
