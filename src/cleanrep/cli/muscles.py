"""``cleanrep load muscles``: which muscles hold a load, computed with OpenSim."""

from typing import Annotated, Literal

import typer
from pydantic import BaseModel, ConfigDict, Field

from cleanrep.app.machines import find_machine
from cleanrep.app.muscles import MuscleReport, assess_muscles
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
)
from cleanrep.cli.load_words import write_muscles
from cleanrep.cli.page import is_output_taken, write_document
from cleanrep.load.body import Arms
from cleanrep.load.curve import Setup
from cleanrep.load.moment import PlateAt
from cleanrep.load.muscles import UNCERTAINTY_PCT
from cleanrep.report.muscle_svg import render_muscle_svg


def muscles_command(
    machine: Annotated[str, typer.Option(help="Machine id, or a machine file (*.toml).")],
    stack: Stack = None,
    plate: Plate = None,
    mass: Mass = None,
    height: Height = None,
    sex: SexOption = None,
    arms: ArmsOption = Arms.CROSSED,
    plate_at: PlateAtOption = PlateAt.CHEST,
    json: Annotated[str | None, typer.Option(help="Write JSON to a file, or - for standard output.")] = None,
    svg: Annotated[str | None, typer.Option(help="Write the shares as SVG, or - for standard output.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there already.")] = False,
) -> None:
    """Tell which muscles hold a load over the range: a model's estimate; needs OpenSim (the extra "muscles")."""
    is_taken = is_output_taken(svg=svg, json=json)
    chosen = find_machine(machine)
    load_kg = choose_load(chosen, stack=stack, plate=plate)
    setup = Setup(make_lifter(mass, height, sex, arms), chosen, load_kg, plate_at)
    report = assess_muscles(setup)
    if svg is not None:
        title = f"{chosen.name}, {load_kg:g} kg: % of maximum, a model's estimate ±{UNCERTAINTY_PCT:.0f} %"
        write_document(render_muscle_svg(report.shares, title=title), svg, option="--svg", is_forced=force)
    if json is not None:
        write_document(write_muscles_json(report), json, option="--json", is_forced=force)
    if not is_taken:
        width, is_ascii = look_at_terminal()
        typer.echo(write_muscles(report, width=width, is_ascii=is_ascii))


class MusclesDocument(BaseModel):
    """``cleanrep.load-muscles/1``: percent of each group's maximum over the trunk's inclination, bottom to top."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    schema_id: Literal["cleanrep.load-muscles/1"] = Field(
        default="cleanrep.load-muscles/1", serialization_alias="schema"
    )
    machine: str
    load_kg: float
    body_mass_kg: float
    height_m: float
    sex: str
    uncertainty_pct: float
    source: str
    angle_deg: list[float]
    shares_pct: dict[str, list[float]]
    is_short: list[bool]


def write_muscles_json(report: MuscleReport) -> str:
    """Text of the document."""
    lifter, shares = report.setup.lifter, report.shares
    document = MusclesDocument(
        machine=report.setup.machine.id,
        load_kg=report.setup.load_kg,
        body_mass_kg=lifter.body_mass_kg,
        height_m=lifter.height_m,
        sex=lifter.sex.value,
        uncertainty_pct=UNCERTAINTY_PCT,
        source=report.source,
        angle_deg=[round(float(angle), 2) for angle in shares.angle_deg],
        shares_pct={group.value: [round(float(v), 2) for v in values] for group, values in shares.shares_pct.items()},
        is_short=[bool(value) for value in shares.is_short],
    )
    return document.model_dump_json(by_alias=True, indent=1) + "\n"
