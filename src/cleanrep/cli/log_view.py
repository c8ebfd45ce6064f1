"""``cleanrep log list``, ``show`` and ``changes``: what the log holds, and who changed what."""

import json
from itertools import islice
from typing import Annotated

import typer
from rich.console import Console

from cleanrep.app.log_changes import find_set
from cleanrep.app.people import find_person
from cleanrep.app.set_fields import spell_field
from cleanrep.app.storage import open_store
from cleanrep.cli.table import Column, draw_table
from cleanrep.cli.training_options import PersonOption
from cleanrep.cli.values import check_range, spell_clean, spell_load, spell_verdict
from cleanrep.model.training import Load, LoadUnit, LoggedRepetition, PerformedSet
from cleanrep.report.wording import count_words

_COLUMNS = (
    Column("when", 11, is_text=True),
    Column("set", 10, is_text=True),
    Column("reps", 9),
    Column("clean", 9),
    Column("load", 8),
    Column("RIR", 5),
    Column("pain", 4),
    Column("exercise", 6, is_text=True),
    Column("variant", 3, is_text=True),
    Column("machine", 2, is_text=True),
    Column("notes", 1, is_text=True),
)
DATED_WIDTH = 60
"""From this width on a set has the year and the time beside its day: clean reps and load matter more."""
MAX_WIDTH = 140
log_view_commands = typer.Typer(rich_markup_mode=None)
_CHANGE_COLUMNS = (
    Column("change", 9),
    Column("when", 5, is_text=True),
    Column("what", 8, is_text=True),
    Column("", 3, is_text=True),
    Column("summary", 6, is_text=True),
)


def _width() -> int:
    return min(Console().width, MAX_WIDTH)


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
    is_dated = _width() >= DATED_WIDTH
    rows = [_spell_set(item, is_dated=is_dated) for session in reversed(sessions) for item in session.sets]
    if not rows:
        typer.echo("The log is empty: log a set with 'cleanrep log --reps N --load 40kg'.")
        return
    for line in draw_table(_COLUMNS, rows, width=_width()):
        typer.echo(line)


def _spell_set(item: PerformedSet, *, is_dated: bool) -> list[str]:
    return [
        f"{item.performed_at:{'%Y-%m-%d %H:%M' if is_dated else '%m-%d'}}",
        item.id[:8],
        str(item.n_repetitions),
        spell_clean(item),
        spell_load(item.load),
        "" if item.rir is None else f"{item.rir:g}",
        "" if item.pain is None else str(item.pain),
        item.exercise[:30],
        item.variant,
        item.machine_id or "",
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
        before, after = (_spell_value(item.field, value) for value in (item.before, item.after))
        typer.echo(f"  change {number}: {spell_field(item.field)} was {before}, is {after}")


def _spell_value(field: str, text: str) -> str:
    """A value of the history of changes in words."""
    value = json.loads(text)
    if field == "load":
        return spell_load(Load(LoadUnit(value[0]), value[1]))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {word}" for name, word in value.items()) or "-"
    words = {"": "-", "not_met": "not met", "not_assessed": "can't tell"}
    if value is None or isinstance(value, bool):
        return "-" if value is None else "yes" if value else "no"
    return words.get(str(value), str(value))


def _describe(performed: PerformedSet) -> list[str]:
    lines = [
        f"{performed.exercise} · {performed.variant or '-'} · {performed.goal or '-'}",
        f"  {performed.performed_at:%Y-%m-%d %H:%M}, set {performed.order} of the session, {performed.id}",
        f"  {count_words(performed.n_repetitions, 'rep')}, clean: {spell_clean(performed)},"
        f" load {spell_load(performed.load)}",
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
