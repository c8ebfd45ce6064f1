"""Every figure of the worked example in docs/load.md is what the commands print."""

from __future__ import annotations

import re
from pathlib import Path

from cleanrep.anatomy.opensim_model import build_grid
from cleanrep.app.load import assess_load, compare_machines
from cleanrep.cli.load import parse_tempo
from cleanrep.load.body import Lifter
from cleanrep.load.curve import Setup
from cleanrep.load.machine_catalogue import load_machine
from cleanrep.load.muscles import MuscleGroup, share_moment
from cleanrep.load.segments import Sex

PAGE = (Path(__file__).parents[2] / "docs" / "load.md").read_text(encoding="utf-8")
LIFTER = Lifter(80.0, 1.78, Sex.MALE)
QUICK, SLOW = "2-0.5-0.8-0.7", "2-0.5-2-0.7"


def find_table(title: str) -> list[list[str]]:
    """Cells of the first table of a section, without its head."""
    section = PAGE.split(f"\n## {title}\n")[1].split("\n## ", maxsplit=1)[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[1:]]


def make_setup(machine: str, load: str) -> Setup:
    return Setup(LIFTER, load_machine(machine.strip("`")), 0.0 if load == "none" else float(load.removesuffix(" kg")))


def write_row(machine: str, load: str) -> list[str]:
    setup = make_setup(machine, load)
    slow, quick = (assess_load(setup, parse_tempo(tempo)).tempo_figures for tempo in (SLOW, QUICK))
    report = assess_load(setup)
    figures, peak = report.figures, report.uncertainty.peak
    assert slow is not None
    assert quick is not None
    hip = f" (hip {figures.hip_peak_n_m:.0f})" if machine == "`standing-lever`" else ""
    share = figures.range_share
    place = "bottom" if share < 0.1 else "top" if share > 0.9 else "mid range"
    return [
        machine,
        load,
        f"{figures.peak_n_m:.0f} N m{hip}",
        f"{peak.low:.0f} to {peak.high:.0f}",
        f"{figures.mean_n_m:.0f}",
        place,
        f"{slow.peak_n_m:.0f} and {quick.peak_n_m:.0f} N m",
    ]


def test_the_worked_example_is_what_the_command_prints() -> None:
    table = find_table("Worked example")
    assert len(table) == 6
    assert table == [write_row(*row[:2]) for row in table]


def test_equal_loads_are_what_the_command_prints() -> None:
    bench = make_setup("45-degree-bench", "10 kg")
    loads = [
        answer.load_kg
        for machine in ("standing-lever", "seated-lever")
        for answer in compare_machines(bench, make_setup(machine, "none")).answers
    ]
    written = re.search(r"equals ([\d.]+) kg on .* by peak and ([\d.]+) kg by mean; .* ([\d.]+) and ([\d.]+) kg", PAGE)
    assert written is not None
    assert [f"{kg:.1f}" for kg in loads if kg is not None] == list(written.groups())


def test_shares_of_the_muscles_are_what_the_command_prints(muscle_model: Path) -> None:
    grids = {knee_deg: build_grid(muscle_model, knee_flexion_deg=180 - knee_deg) for knee_deg in (180.0, 90.0)}
    table = find_table("Which muscles hold it")
    assert len(table) == 4
    for machine, load, *cells in table:
        setup = make_setup(machine, load)
        shares = share_moment(setup, grids[setup.machine.legs.knee_deg]).shares_pct
        assert cells == [f"{shares[group][0]:.0f} to {shares[group][-1]:.0f} %" for group in MuscleGroup]
