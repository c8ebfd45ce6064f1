"""``cleanrep log list``, ``show`` and ``changes``: what the log holds, and who changed what."""

from itertools import islice
from typing import Annotated

import typer
from rich.console import Console

from cleanrep.app.log_changes import find_set
from cleanrep.app.people import find_person
from cleanrep.app.storage import open_store
from cleanrep.cli.table import Column, draw_table
from cleanrep.cli.training_options import PersonOption
from cleanrep.cli.values import check_range, spell_clean, spell_load, spell_verdict
from cleanrep.model.training import LoggedRepetition, PerformedSet

_COLUMNS = (
    Column("when", 9, is_text=True),
    Column("set", 8, is_text=True),
    Column("reps", 7),
    Column("clean", 7),
    Column("load", 6),
    Column("RIR", 3),
    Column("pain", 2),
    Column("exercise", 4, is_text=True),
    Column("notes", 1, is_text=True),
)
log_view_commands = typer.Typer(rich_markup_mode=None)
_CHANGE_COLUMNS = (
    Column("change", 9),
    Column("when", 5, is_text=True),
    Column("what", 8, is_text=True),
    Column("", 3, is_text=True),
    Column("summary", 6, is_text=True),
)


def _width() -> int:
    return min(Console().width, 100)


@log_view_commands.command("list")
def list_command(
    n_latest: Annotated[int, typer.Option("--last", help="How many sessions, latest first.")] = 5,
    person: PersonOption = None,
) -> None:
    """List the latest sets."""
    check_range("--last", n_latest, least=1, most=100_000)
    with open_store() as store:
        who = find_person(store, person)
        sessions = list(islice(store.log.iterate_sessions(who.id, is_newest_first=True), n_latest))
    rows = [_spell_set(item) for session in reversed(sessions) for item in session.sets]
    if not rows:
        typer.echo("The log is empty: log a set with 'cleanrep log --reps N --load 40kg'.")
        return
    for line in draw_table(_COLUMNS, rows, width=_width()):
        typer.echo(line)


def _spell_set(item: PerformedSet) -> list[str]:
    return [
        f"{item.performed_at:%Y-%m-%d %H:%M}",
        item.id[:8],
        str(item.n_repetitions),
        spell_clean(item),
        spell_load(item.load),
        "" if item.rir is None else f"{item.rir:g}",
        "" if item.pain is None else str(item.pain),
        item.exercise[:30],
        item.notes[:30],
    ]


@log_view_commands.command("show")
def show_command(
    named: Annotated[str, typer.Argument(help="First characters of the set's id, or last.", metavar="SET")] = "last",
    person: PersonOption = None,
) -> None:
    """Show one set: each rep as it was found and as it was corrected, and every change."""
    with open_store() as store:
        who = find_person(store, person)
        performed = find_set(store, who, named)
        changes = store.changes.list_fields(performed.id)
    for line in _describe(performed):
        typer.echo(line)
    for number, item in changes:
        typer.echo(f"  change {number}: {item.field} was {item.before}, is {item.after}")


def _describe(performed: PerformedSet) -> list[str]:
    lines = [
        f"{performed.exercise} · {performed.variant or '-'} · {performed.goal or '-'}",
        f"  {performed.performed_at:%Y-%m-%d %H:%M}, set {performed.order} of the session, {performed.id}",
        f"  {performed.n_repetitions} reps, clean: {spell_clean(performed)}, load {spell_load(performed.load)}",
    ]
    told = {
        "RIR": performed.rir,
        "RPE": performed.rpe,
        "pain": performed.pain,
        "machine": performed.machine_id,
        "notes": performed.notes or None,
    }
    told |= {rule: answer.value for rule, answer in performed.self_reports}
    lines += [f"  {name}: {value}" for name, value in told.items() if value is not None]
    if performed.repetitions:
        rows = [_spell_repetition(item) for item in performed.repetitions]
        columns = [Column("rep", 9), Column("found", 8, is_text=True), Column("corrected", 8, is_text=True)]
        columns += [Column("not met or corrected", 7, is_text=True)]
        lines += draw_table(columns, rows, width=_width())
    return lines


def _spell_repetition(item: LoggedRepetition) -> list[str]:
    words = {True: "clean", False: "not clean", None: "can't tell"}
    found = "not counted" if item.is_added else words[item.found_clean]
    corrected = "no rep" if item.is_removed else "a rep" if item.is_added else ""
    if item.corrected_clean is not None:
        corrected = f"{corrected} {words[item.corrected_clean]}".strip()
    told = [
        f"{finding.rule}"
        + (f" ({spell_verdict(finding.found)}, you: {spell_verdict(finding.corrected)})" if finding.corrected else "")
        for finding in item.findings
        if finding.corrected or finding.verdict.value == "not_met"
    ]
    return [str(item.index), found, corrected, ", ".join(told)]


@log_view_commands.command("changes")
def changes_command(
    n_latest: Annotated[int, typer.Option("--last", help="How many, latest first.")] = 20,
    person: PersonOption = None,
) -> None:
    """List the changes of the log, latest first."""
    check_range("--last", n_latest, least=1, most=100_000)
    with open_store() as store:
        changes = store.changes.list(find_person(store, person).id, n_latest=n_latest)
    rows = [
        [
            str(item.number),
            f"{item.made_at.astimezone():%Y-%m-%d %H:%M}",
            item.kind.value,
            "undone" if item.is_undone else "",
            item.summary,
        ]
        for item in changes
    ]
    for line in draw_table(_CHANGE_COLUMNS, rows, width=_width()) if rows else ["Nothing was changed yet."]:
        typer.echo(line)
