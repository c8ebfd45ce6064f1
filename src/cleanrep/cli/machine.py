"""``cleanrep machine``: the machines of a gym, with the steps that their pins allow."""

from itertools import pairwise
from typing import Annotated

import typer

from cleanrep.app.request import choose_variant, find_exercise
from cleanrep.app.storage import open_store
from cleanrep.cli.person import check_slug
from cleanrep.errors import UsageError
from cleanrep.model.training import LoadUnit, Machine

machine_commands = typer.Typer(help="The machines you train on.", no_args_is_help=True, rich_markup_mode=None)
MAX_STEPS = 200


@machine_commands.command("add")
def add_command(
    machine: Annotated[str, typer.Argument(help="Short name, e.g. gym-lever.", metavar="MACHINE")],
    name: Annotated[str | None, typer.Option(help="Full name.")] = None,
    exercise: Annotated[str, typer.Option(help="Exercise that is done on it.")] = "lever-back-extension",
    variant: Annotated[str | None, typer.Option(help="Variant of the exercise.")] = None,
    unit: Annotated[LoadUnit, typer.Option(help="What the numbers on its stack mean.")] = LoadUnit.KG,
    steps: Annotated[str | None, typer.Option(help="Loads of its pins: 5,10,15 or 5-100/5.")] = None,
    add_ons: Annotated[str | None, typer.Option(help="Small weights to put on top: 1.25,2.5.")] = None,
    kinetics: Annotated[str | None, typer.Option(help="Its mechanical description.")] = None,
) -> None:
    """Add a machine."""
    loaded = find_exercise(exercise)
    new = Machine(
        id=check_slug(machine),
        name=name or machine,
        exercise=loaded.exercise.id,
        variant=choose_variant(loaded, variant),
        unit=unit,
        steps=parse_steps("--steps", steps),
        add_ons=parse_steps("--add-ons", add_ons),
        kinetics=kinetics,
    )
    with open_store() as store:
        store.machines.add(new)
    typer.echo(f"Added {_describe(new)}")


@machine_commands.command("list")
def list_command() -> None:
    """List the machines."""
    with open_store() as store:
        machines = store.machines.list()
    for item in machines:
        typer.echo(_describe(item))
    if not machines:
        typer.echo("No machine yet: add one with 'cleanrep machine add'.")


@machine_commands.command("show")
def show_command(
    machine: Annotated[str, typer.Argument(help="Machine.", metavar="MACHINE")],
    person: Annotated[str | None, typer.Option(help="Whose settings; the default person's unless given.")] = None,
) -> None:
    """Show a machine with its steps, and how a person sets it."""
    with open_store() as store:
        found = store.machines.get(machine)
        who = store.people.get_default() if person is None else store.people.get(person)
        settings = None if who is None else store.machine_settings.get(who.id, machine)
    typer.echo(_describe(found))
    typer.echo(f"  steps: {', '.join(f'{step:g}' for step in found.steps) or 'free'} {found.unit.value}")
    if found.add_ons:
        typer.echo(f"  add-ons: {', '.join(f'{step:g}' for step in found.add_ons)} {found.unit.value}")
    if settings is not None:
        for name, value in (*settings.values, *((rule, answer.value) for rule, answer in settings.comfort)):
            typer.echo(f"  {name}: {value}")
        typer.echo(f"  set on {settings.set_on}")


def parse_steps(option: str, text: str | None) -> tuple[float, ...]:
    """Read ``5,10,15`` or ``5-100/5``: rising numbers above 0.

    Raises
    ------
    UsageError
        When it is neither.
    """
    if text is None:
        return ()
    try:
        steps = _read_range(text) if "/" in text else [float(part) for part in text.split(",")]
    except ValueError as error:
        raise UsageError(f"{option} such as 5,10,15 or 5-100/5", repr(text), "give it so") from error
    is_rising = all(low < high for low, high in pairwise(steps))
    if not is_rising or not 0 < len(steps) <= MAX_STEPS or not all(0 < step <= 5000 for step in steps):
        raise UsageError(f"{option} of rising numbers from 0 to 5000", repr(text), "give it so")
    return tuple(steps)


def _read_range(text: str) -> list[float]:
    span, _, size = text.partition("/")
    first, _, last = span.partition("-")
    start, end, step = float(first), float(last), float(size)
    if not 0 < step <= 5000 or not 0 < start <= end <= 5000 or (end - start) / step > MAX_STEPS:
        raise ValueError(text)
    return [round(start + i * step, 6) for i in range(round((end - start) // step) + 1)]


def _describe(machine: Machine) -> str:
    return f"{machine.id}: {machine.name}, {machine.exercise} {machine.variant}, {len(machine.steps)} steps"
