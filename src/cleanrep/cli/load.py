"""``cleanrep load``: how heavy a load is for the back, and which load equals it on another machine."""

from typing import Annotated

import typer

from cleanrep.app.load import assess_load, compare_machines
from cleanrep.app.machines import find_machine
from cleanrep.cli.load_document import write_equivalent_json, write_load_json
from cleanrep.cli.load_options import (
    ArmsOption,
    Height,
    Mass,
    Plate,
    PlateAtOption,
    SexOption,
    Stack,
    choose_load,
    look_at_terminal,
    make_lifter,
    require,
)
from cleanrep.cli.load_words import write_equivalent, write_load
from cleanrep.cli.muscles import muscles_command
from cleanrep.cli.page import is_output_taken, write_document
from cleanrep.cli.values import is_passed_on
from cleanrep.errors import UsageError
from cleanrep.load.body import Arms
from cleanrep.load.curve import Setup
from cleanrep.load.moment import PlateAt
from cleanrep.model.training import TempoPrescription
from cleanrep.report.load_svg import render_load_svg

load_commands = typer.Typer(
    help="How heavy a load is for the back, as a moment over the range.",
    invoke_without_command=True,
    rich_markup_mode=None,
)


load_commands.command("muscles")(muscles_command)


@load_commands.callback()
def load_command(
    context: typer.Context,
    machine: Annotated[str | None, typer.Option(help="Machine id, or a machine file (*.toml).")] = None,
    stack: Stack = None,
    plate: Plate = None,
    mass: Mass = None,
    height: Height = None,
    sex: SexOption = None,
    arms: ArmsOption = Arms.CROSSED,
    plate_at: PlateAtOption = PlateAt.CHEST,
    tempo: Annotated[str | None, typer.Option(help="Seconds down-bottom-up-top, e.g. 2-0.5-1.5-1.2.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of the uncertainty's draws.", min=0)] = 0,
    json: Annotated[str | None, typer.Option(help="Write JSON to a file, or - for standard output.")] = None,
    svg: Annotated[str | None, typer.Option(help="Write the curve as SVG, or - for standard output.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there already.")] = False,
) -> None:
    """Tell how heavy a load is for the back: peak and mean moment, where it is hardest, body and machine, tempo."""
    if is_passed_on(context):
        return
    is_taken = is_output_taken(svg=svg, json=json)
    chosen = find_machine(require("--machine", machine))
    lifter = make_lifter(mass, height, sex, arms)
    setup = Setup(lifter, chosen, choose_load(chosen, stack=stack, plate=plate), plate_at)
    report = assess_load(setup, None if tempo is None else parse_tempo(tempo), seed=seed)
    if svg is not None:
        title = f"{chosen.name}, {setup.load_kg:g} kg, lifter {lifter.body_mass_kg:g} kg"
        write_document(render_load_svg(report.curve, title=title), svg, option="--svg", is_forced=force)
    if json is not None:
        write_document(write_load_json(report), json, option="--json", is_forced=force)
    if not is_taken:
        width, is_ascii = look_at_terminal()
        typer.echo(write_load(report, width=width, is_ascii=is_ascii))


@load_commands.command("equivalent")
def equivalent_command(
    source: Annotated[str, typer.Option("--from", help="Machine that the load is known on.")],
    target: Annotated[str, typer.Option("--to", help="Machine to find the load for.")],
    stack: Stack = None,
    plate: Plate = None,
    mass: Mass = None,
    height: Height = None,
    sex: SexOption = None,
    arms: ArmsOption = Arms.CROSSED,
    plate_at: PlateAtOption = PlateAt.CHEST,
    json: Annotated[str | None, typer.Option(help="Write JSON to a file, or - for standard output.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Find the load that equals one on another machine, by peak and by mean moment; poses held still."""
    known = find_machine(source)
    lifter = make_lifter(mass, height, sex, arms)
    setup = Setup(lifter, known, choose_load(known, stack=stack, plate=plate), plate_at)
    report = compare_machines(setup, Setup(lifter, find_machine(target), 0.0, plate_at))
    if json is not None:
        write_document(write_equivalent_json(report), json, option="--json", is_forced=force)
    if json != "-":
        width, is_ascii = look_at_terminal()
        typer.echo(write_equivalent(report, width=width, is_ascii=is_ascii))


def parse_tempo(text: str) -> TempoPrescription:
    """Read ``DOWN-BOTTOM-UP-TOP`` in seconds.

    Raises
    ------
    UsageError
        When these are not four numbers.
    """
    try:
        down_s, bottom_s, up_s, top_s = (float(part) for part in text.split("-"))
    except ValueError as error:
        raise UsageError("--tempo down-bottom-up-top in seconds", repr(text), "e.g. --tempo 2-0.5-1.5-1.2") from error
    return TempoPrescription(concentric_s=up_s, top_hold_s=top_s, eccentric_s=down_s, bottom_hold_s=bottom_s)
