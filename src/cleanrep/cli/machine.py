"""``cleanrep machine``: list the machines, check a file, print the schema, calibrate one with a luggage scale."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from cleanrep.app.machines import (
    find_machine,
    find_machine_folder,
    parse_reading,
    read_readings,
    write_machine,
)
from cleanrep.errors import MachineError, UsageError
from cleanrep.load.calibration import SCALE_KG, Fit, fit_readings, make_machine
from cleanrep.load.json_schema import format_machine_json_schema
from cleanrep.load.machine_catalogue import find_machines, load_machine, read_machine
from cleanrep.load.machine_file import MachineFile

machine_commands = typer.Typer(
    help="Machines are files: list them, check one, calibrate yours.", no_args_is_help=True, rich_markup_mode=None
)


@machine_commands.command("list")
def list_command() -> None:
    """List the machines with exercise and range."""
    folder = find_machine_folder()
    for machine_id in sorted(find_machines(folder)):
        machine = load_machine(machine_id, folder)
        span = f"{machine.range.bottom_deg:g} to {machine.range.top_deg:g} deg from upright"
        typer.echo(f"{machine_id}: {machine.name}; {machine.exercise}, {machine.variant}; {span}")


@machine_commands.command("check")
def check_command(
    file: Annotated[str, typer.Argument(help="A machine file (*.toml), or the id of a known machine.", metavar="FILE")],
) -> None:
    """Check a machine file; say which field is wrong and what was expected."""
    machine = find_machine(file) if not Path(file).exists() else read_machine(Path(file))
    sure = f", pad force +-{machine.pad_force_uncertainty_pct:g} %" if machine.lever is not None else ""
    typer.echo(f"{file}: ok, {machine.load_kind}{sure}")


@machine_commands.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of a machine file."""
    typer.echo(format_machine_json_schema())


@machine_commands.command("calibrate")
def calibrate_command(
    out: Annotated[Path, typer.Option(help="Machine file to write; its name without .toml becomes the id.")],
    pad_m: Annotated[float, typer.Option("--pad-m", help="Pivot to the middle of the pad, in metres.")],
    reading: Annotated[
        list[str] | None, typer.Option(help="ANGLE,STACK,UP,DOWN in deg and kg; give it for each angle.")
    ] = None,
    readings: Annotated[
        Path | None, typer.Option(help="A CSV file with angle_deg,stack_kg,up_kg,down_kg instead.")
    ] = None,
    base: Annotated[str, typer.Option(help="Machine that range and steps are taken from.")] = "standing-lever",
    name: Annotated[str, typer.Option(help="Name of the machine.")] = "Calibrated lever",
    scale_kg: Annotated[float, typer.Option("--scale-kg", help="Uncertainty of one reading, in kg.")] = SCALE_KG,
    force: Annotated[bool, typer.Option("--force", help="Replace a machine file that is there already.")] = False,
) -> None:
    """Fit pad force per kg of stack, and friction, to readings of a luggage scale at the pad.

    At three angles or more, pull the pad slowly up and let it down, square to the lever, and read both.
    """
    if out.suffix != ".toml":
        raise UsageError("--out with a name that ends in .toml", str(out), "e.g. --out my-lever.toml")
    if (reading is None) == (readings is None):
        raise UsageError("--reading or --readings", "neither" if reading is None else "both", "give one of them")
    taken = tuple(parse_reading(text.split(","), where=f"--reading {text}") for text in reading or ())
    taken = taken if readings is None else read_readings(readings)
    fit = fit_readings(taken, scale_kg=scale_kg)
    try:
        machine = make_machine(find_machine(base), fit, taken, pad_m=pad_m)
        source = {"basis": "reasoned-default", "text": "Measured at the pad with a luggage scale."}
        changes = {"id": out.stem, "name": name, "source": source}
        machine = MachineFile.model_validate(machine.model_dump(by_alias=True) | changes)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in problem["loc"])
        raise MachineError(out.name, (f"{field}: {problem['msg']}, got {problem['input']!r}",)) from error
    write_machine(out, machine, is_forced=force)
    _show_fit(fit, out)


def _show_fit(fit: Fit, out: Path) -> None:
    typer.echo("Pad force per kg of stack, in kg (95 %):")
    for angle, kappa, error in zip(fit.angles_deg, fit.kappa, fit.kappa_uncertainty, strict=True):
        typer.echo(f"  {angle:5.0f} deg  {kappa:.3f} +-{error:.3f}")
    typer.echo(f"Friction: {fit.friction:.3f} +-{fit.friction_uncertainty:.3f}")
    arm = (
        f"{fit.arm_kg:.1f} kg at the pad when level" if fit.arm_kg else "within the pad force (one stack, or none seen)"
    )
    typer.echo(f"Lever's own weight: {arm}")
    typer.echo(f"Largest difference to a reading: {fit.largest_residual_kg:.2f} kg")
    typer.echo(f"Pad force, all told: +-{fit.pad_force_uncertainty_pct:.0f} %")
    typer.echo(f"Written: {out}")
