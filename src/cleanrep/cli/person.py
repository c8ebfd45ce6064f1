"""``cleanrep person``: the people of the store."""

from dataclasses import replace
from enum import StrEnum
from typing import Annotated

import typer

from cleanrep.app.storage import open_store
from cleanrep.cli.values import check_range
from cleanrep.errors import UsageError
from cleanrep.model.slug import is_slug
from cleanrep.model.training import Level, Person

person_commands = typer.Typer(
    help="Who trains: a single lifter needs none of this.", no_args_is_help=True, rich_markup_mode=None
)


class SexOption(StrEnum):
    """Which of the two segment tables fits; the load on the back depends on it."""

    FEMALE = "female"
    MALE = "male"


LevelOption = Annotated[Level | None, typer.Option("--level", help="Beginners have limits of their own.")]
MassOption = Annotated[float | None, typer.Option("--body-mass", help="Body mass, kg.")]
HeightOption = Annotated[float | None, typer.Option("--height", help="Height, m.")]
SexChoice = Annotated[SexOption | None, typer.Option("--sex", help="For the load on the back.")]


def check_slug(name: str) -> str:
    """An id: lower-case letters, digits and hyphens, at most 64.

    Raises
    ------
    UsageError
        When it is none.
    """
    if not is_slug(name):
        raise UsageError("a short name of lower-case letters, digits and hyphens", repr(name), "e.g. anna-k")
    return name


@person_commands.command("add")
def add_command(
    person: Annotated[str, typer.Argument(help="Short name, e.g. anna-k.", metavar="PERSON")],
    name: Annotated[str | None, typer.Option(help="Full name.")] = None,
    level: LevelOption = None,
    body_mass: MassOption = None,
    height: HeightOption = None,
    sex: SexChoice = None,
) -> None:
    """Add a person; the first one is the default."""
    new = Person(id=check_slug(person), name=name or person)
    new = _change(new, level=level, body_mass=body_mass, height=height, sex=sex)
    with open_store() as store:
        store.people.add(new)
    typer.echo(f"Added {new.name}")


@person_commands.command("set")
def set_command(
    person: Annotated[str, typer.Argument(help="Whom to change.", metavar="PERSON")],
    name: Annotated[str | None, typer.Option(help="Full name.")] = None,
    level: LevelOption = None,
    body_mass: MassOption = None,
    height: HeightOption = None,
    sex: SexChoice = None,
    default: Annotated[bool, typer.Option("--default", help="The one meant when nobody is named.")] = False,
) -> None:
    """Change what is known of a person."""
    with open_store() as store, store.transaction():
        known = store.people.get(person)
        changed = _change(known, level=level, body_mass=body_mass, height=height, sex=sex)
        store.people.update(replace(changed, name=name or known.name))
        if default:
            store.people.set_default(person)
    typer.echo(f"Changed {name or known.name}")


@person_commands.command("list")
def list_command() -> None:
    """List the people; the default one is marked."""
    with open_store() as store:
        people, default = store.people.list(), store.people.get_default()
    for item in people:
        mark = " (default)" if item == default else ""
        told = [item.level.value]
        told += [] if item.body_mass_kg is None else [f"{item.body_mass_kg:g} kg"]
        told += [] if item.height_m is None else [f"{item.height_m:g} m"]
        typer.echo(f"{item.id}: {item.name}{mark}, {', '.join(told)}")
    if not people:
        typer.echo("Nobody yet: the first set that you log makes a person called me.")


def _change(
    person: Person, *, level: Level | None, body_mass: float | None, height: float | None, sex: SexOption | None
) -> Person:
    check_range("--body-mass", body_mass, least=20, most=400)
    check_range("--height", height, least=0.5, most=2.6)
    return replace(
        person,
        level=level or person.level,
        body_mass_kg=person.body_mass_kg if body_mass is None else body_mass,
        height_m=person.height_m if height is None else height,
        sex=person.sex if sex is None else sex.value,
    )
