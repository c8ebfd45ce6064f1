"""Options that tell lifter, machine and load, shared by the commands that ask for them."""

from typing import Annotated, TypeVar

import typer
from rich.console import Console

from cleanrep.errors import UsageError
from cleanrep.load.body import Arms, Lifter
from cleanrep.load.machine_file import MachineFile
from cleanrep.load.moment import PlateAt
from cleanrep.load.segments import Sex

MAX_WIDTH = 100
MIN_WIDTH = 40

Given = TypeVar("Given")

Stack = Annotated[float | None, typer.Option(help="Weight on the stack, kg.")]
Plate = Annotated[float | None, typer.Option(help="Plates on the horn, or held on a bench, kg.")]
Mass = Annotated[float | None, typer.Option(help="Body mass, kg.")]
Height = Annotated[float | None, typer.Option(help="Height, m.")]
SexOption = Annotated[Sex | None, typer.Option(help="Which segment table holds.")]
ArmsOption = Annotated[Arms, typer.Option(help="Where the arms are.")]
PlateAtOption = Annotated[PlateAt, typer.Option(help="Where a held plate is.")]


def choose_load(machine: MachineFile, *, stack: float | None, plate: float | None) -> float:
    """The load of the option that fits the machine; none is 0 kg.

    Raises
    ------
    UsageError
        When the other option was given.
    """
    given, other = (stack, plate) if machine.load_kind == "stack" else (plate, stack)
    if other is not None:
        wrong = "--plate" if machine.load_kind == "stack" else "--stack"
        raise UsageError(f"--{machine.load_kind} for {machine.id}", wrong, f"give --{machine.load_kind} in kg")
    return 0.0 if given is None else given


def make_lifter(mass: float | None, height: float | None, sex: Sex | None, arms: Arms) -> Lifter:
    """The lifter of the options.

    Raises
    ------
    UsageError
        When one of them is missing, or out of range.
    """
    return Lifter(require("--mass", mass), require("--height", height), Sex(require("--sex", sex)), arms)


def require(option: str, value: Given | None) -> Given:
    """The value of an option.

    Raises
    ------
    UsageError
        When it was not given.
    """
    if value is None:
        raise UsageError(option, "none", "give it, or see --help")
    return value


def look_at_terminal() -> tuple[int, bool]:
    """Characters a line, within bounds, and whether the output knows ASCII alone."""
    console = Console()
    return min(max(console.width, MIN_WIDTH), MAX_WIDTH), "utf" not in (console.encoding or "").lower()
