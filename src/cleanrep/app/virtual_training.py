"""Read a virtual lifter from a file and let them train."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from cleanrep.app.request import find_exercise
from cleanrep.errors import SourceError, UsageError
from cleanrep.model.training import Level, LoadUnit, Machine
from cleanrep.planning.load_scale import StackScale
from cleanrep.planning.machine_steps import list_steps
from cleanrep.planning.settings import PlanningSettings
from cleanrep.planning.simulation import SimulatedSession, simulate
from cleanrep.planning.virtual_lifter import VirtualLifter

MAX_FILE_BYTES = 20_000
START = datetime(2024, 1, 1, 18, tzinfo=UTC)
"""A Monday; only the days between sessions matter."""
_REMEDY = "see docs/training.md for a virtual lifter"


def read_lifter(path: Path) -> VirtualLifter:
    """Read a virtual lifter.

    Raises
    ------
    SourceError
        When the file cannot be read or does not describe one; it names the field.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise SourceError(path.name, f"cannot be read ({error.strerror})", _REMEDY) from error
    if len(content) > MAX_FILE_BYTES:
        raise SourceError(path.name, f"expected at most {MAX_FILE_BYTES} bytes, got more", _REMEDY)
    try:
        return VirtualLifter.model_validate(tomllib.loads(content.decode("utf-8")))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])[:80] or "file"
        raise SourceError(path.name, f"{field}: {first['msg'].removeprefix('Value error, ')}", _REMEDY) from error
    except (ValueError, RecursionError) as error:
        raise SourceError(path.name, f"expected UTF-8 TOML, got {str(error)[:80]}", _REMEDY) from error


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
