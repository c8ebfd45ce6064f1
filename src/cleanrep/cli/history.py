"""``cleanrep history``: the log over time, in tables, plots and figures."""

import json as json_format
from dataclasses import asdict
from itertools import islice
from typing import Annotated

import typer
from rich.console import Console

from cleanrep.app.history import Best, SessionFigures, find_bests, list_figures, make_trends
from cleanrep.app.people import find_person
from cleanrep.app.request import find_exercise
from cleanrep.app.storage import open_store
from cleanrep.cli.page import is_output_taken, write_document
from cleanrep.cli.table import Column, draw_table
from cleanrep.cli.values import check_range
from cleanrep.report.trend import draw_svg, draw_text

SCHEMA_ID = "cleanrep.history/1"
_COLUMNS = (
    Column("session", 9, is_text=True),
    Column("sets", 3),
    Column("reps", 7),
    Column("clean", 8),
    Column("load kg", 6),
    Column("volume kg", 5),
    Column("range deg", 4),
    Column("up-top-down s", 2),
)


def history_command(
    exercise: Annotated[str, typer.Option(help="Exercise id, or the name of a custom one.")] = "lever-back-extension",
    n_latest: Annotated[int, typer.Option("--last", help="Sessions in the table and the plots.")] = 12,
    plots: Annotated[bool, typer.Option(help="Draw the plots.")] = True,
    svg: Annotated[str | None, typer.Option(help="Write the plots to an SVG file, or - for standard output.")] = None,
    json: Annotated[str | None, typer.Option(help="Write all figures to a file, or - for standard output.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
    person: Annotated[str | None, typer.Option(help="Whose log; the default person's unless given.")] = None,
) -> None:
    """Show how clean share, tempo, range, load and volume went, and the bests among clean reps."""
    is_taken = is_output_taken(svg=svg, json=json)
    check_range("--last", n_latest, least=1, most=100_000)
    with open_store() as store:
        who = find_person(store, person)
        latest = list(islice(store.log.iterate_sessions(who.id, exercise, is_newest_first=True), n_latest))
        bests = find_bests(store.log.iterate_sessions(who.id, exercise))
        if json is not None:
            latest = list(store.log.iterate_sessions(who.id, exercise, is_newest_first=True))
    figures = list(list_figures(reversed(latest)))
    title = _find_title(exercise)
    if svg is not None:
        write_document(draw_svg(make_trends(figures), title=title), svg, option="--svg", is_forced=force)
    if json is not None:
        write_document(spell_json(exercise, figures, bests), json, option="--json", is_forced=force)
    if not is_taken:
        _show(title, figures, bests, has_plots=plots)


def _find_title(exercise: str) -> str:
    from cleanrep.app.request import find_user_folder
    from cleanrep.exercises.catalogue import find_exercises

    return find_exercise(exercise).exercise.name if exercise in find_exercises(find_user_folder()) else exercise


def _show(title: str, figures: list[SessionFigures], bests: tuple[Best, ...], *, has_plots: bool) -> None:
    console = Console()
    width = min(console.width, 100)
    is_ascii = "utf" not in (console.encoding or "").lower()
    typer.echo(title)
    if not figures:
        typer.echo("  Nothing is logged yet: log a set with 'cleanrep log --reps N --load 40kg'.")
        return
    lines = ["", *draw_table(_COLUMNS, [_spell(item) for item in figures], width=width)]
    if bests:
        lines += ["", "  Bests among clean reps"]
        lines += [f"  {item.name}: {item.text}, {item.performed_at:%Y-%m-%d}" for item in bests]
    for trend in make_trends(figures) if has_plots and len(figures) > 1 else []:
        if trend.has_values:
            lines += ["", *(f"  {line}" for line in draw_text(trend, width=width - 2, is_ascii=is_ascii))]
    for line in lines:
        typer.echo(line.replace("°", " deg") if is_ascii else line)


def _spell(item: SessionFigures) -> list[str]:
    tempo = [item.concentric_s, item.top_hold_s, item.eccentric_s]
    return [
        f"{item.started_at:%Y-%m-%d}",
        str(item.n_sets),
        str(item.n_repetitions),
        "-" if item.clean_share is None else f"{item.n_clean}/{item.n_judged}",
        "-" if item.load_kg is None else f"{item.load_kg:.1f}",
        "-" if item.volume_load_kg is None else f"{item.volume_load_kg:.0f}",
        "-" if item.range_of_motion_deg is None else f"{item.range_of_motion_deg:.0f}",
        "-" if tempo == [None] * 3 else "-".join("?" if value is None else f"{value:.1f}" for value in tempo),
    ]


def spell_json(exercise: str, figures: list[SessionFigures], bests: tuple[Best, ...]) -> str:
    """All figures as a JSON document."""
    sessions = [{**asdict(item), "started_at": item.started_at.isoformat()} for item in figures]
    told = [{**asdict(item), "performed_at": item.performed_at.isoformat()} for item in bests]
    document = {"schema": SCHEMA_ID, "exercise": exercise, "sessions": sessions, "bests": told}
    return json_format.dumps(document, indent=1, ensure_ascii=False) + "\n"
