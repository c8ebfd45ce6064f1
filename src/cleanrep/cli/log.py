"""``cleanrep log``: log a set, from an analysis or by hand."""

from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cleanrep.app.people import find_person
from cleanrep.app.request import check_goal, choose_variant, find_exercise
from cleanrep.app.stop_rules import StopReason, find_stop_reasons, read_stop_text
from cleanrep.app.storage import open_store
from cleanrep.app.training_log import SetEntry, log_by_hand, log_report, read_report
from cleanrep.cli.values import (
    check_range,
    is_passed_on,
    parse_answer,
    parse_load,
    parse_moment,
    spell_clean,
    spell_load,
)
from cleanrep.errors import UsageError
from cleanrep.model.training import Load, LoadUnit, PerformedSet, SelfReport, SetKind
from cleanrep.report.wording import count_words

log_commands = typer.Typer(
    help="Log a set from an analysis (--report) or by hand (--reps); list, show, edit, undo.",
    rich_markup_mode=None,
    invoke_without_command=True,
)


class UnitOption(StrEnum):
    """Unit of a load without one."""

    KG = "kg"
    LB = "lb"


@log_commands.callback()
def log_command(
    context: typer.Context,
    report: Annotated[Path | None, typer.Option(help="JSON document of 'cleanrep analyze --json'.")] = None,
    reps: Annotated[int | None, typer.Option(help="Reps, when nobody filmed the set.")] = None,
    load: Annotated[str | None, typer.Option(help="40kg, 90lb, 'pin 7', bodyweight, bw+10.")] = None,
    unit: Annotated[UnitOption | None, typer.Option(help="Unit of a load without one.")] = None,
    machine: Annotated[str | None, typer.Option(help="Machine that was set up with 'cleanrep setup'.")] = None,
    exercise: Annotated[str, typer.Option(help="Exercise, for a set by hand.")] = "lever-back-extension",
    variant: Annotated[
        str | None, typer.Option(help="Variant, for a set by hand; as the last time unless given.")
    ] = None,
    goal: Annotated[str, typer.Option(help="Goal, for a set by hand.")] = "hypertrophy",
    kind: Annotated[SetKind, typer.Option(help="What the set was for.")] = SetKind.WORK,
    rir: Annotated[float | None, typer.Option(help="Reps left in reserve, 0 to 10.")] = None,
    rpe: Annotated[float | None, typer.Option(help="Effort, 1 to 10.")] = None,
    pain: Annotated[int | None, typer.Option(help="Pain, 0 to 10.")] = None,
    glutes: Annotated[str | None, typer.Option(help="Felt the glutes squeeze: yes, no or unsure.")] = None,
    breath: Annotated[str | None, typer.Option(help="Breathed out going up, in going down.")] = None,
    long_spine: Annotated[str | None, typer.Option(help="Spine stayed long.")] = None,
    hips_stable: Annotated[str | None, typer.Option(help="Hips stayed in place.")] = None,
    readiness: Annotated[int | None, typer.Option(help="Before the session: 1 poor to 5 fresh.")] = None,
    stop: Annotated[list[StopReason] | None, typer.Option(help="What made you stop; may be given again.")] = None,
    notes: Annotated[str, typer.Option(help="Anything else.")] = "",
    at: Annotated[str | None, typer.Option(help="When, such as 2026-11-24T18:30; now by default.")] = None,
    person: Annotated[str | None, typer.Option(help="Whose set; the default person's unless given.")] = None,
) -> None:
    """Log a set, from an analysis (--report) or by hand (--reps)."""
    if is_passed_on(context):
        return
    if (report is None) == (reps is None):
        got = "neither" if report is None else "both"
        raise UsageError("one of --report FILE and --reps N", got, "see 'cleanrep log --help'")
    answers = {"glutes": glutes, "breathing": breath, "long-spine": long_spine, "hips-stable": hips_stable}
    reasons = find_stop_reasons(check_range("--pain", pain, least=0, most=10), tuple(stop or ()))
    with open_store() as store:
        who = find_person(store, person)
        place = None if machine is None else store.machines.get(machine)
        entry = SetEntry(
            performed_at=parse_moment(at, datetime.now(UTC).astimezone()),
            load=_read_load(load, unit, None if place is None else place.unit),
            n_repetitions=check_range("--reps", reps, least=1, most=1000),
            kind=kind,
            machine_id=machine,
            rir=check_range("--rir", rir, least=0, most=10),
            rpe=check_range("--rpe", rpe, least=1, most=10),
            pain=pain,
            self_reports=_read_answers(answers),
            notes=_check_notes(notes),
            readiness=check_range("--readiness", readiness, least=1, most=5),
            stop_reasons=tuple(reason.value for reason in reasons),
        )
        if report is not None:
            document, sha256 = read_report(report)
            sets = log_report(store, who, entry, document=document, sha256=sha256)
        else:
            latest = store.log.get_latest_set(who.id)
            known = [item.variant for item in (place, latest) if item is not None and item.exercise == exercise]
            told = _describe(entry, exercise, variant or next(iter(known), None), goal=goal)
            sets = log_by_hand(store, who, told)
    show_logged(sets)
    show_stop(sets[0].exercise, reasons)


def show_stop(exercise: str, reasons: tuple[StopReason, ...]) -> None:
    """What to do when there is a reason to stop; nothing without one."""
    for text in read_stop_text(exercise, reasons):
        typer.echo(f"\n  {text}")


def _describe(entry: SetEntry, exercise: str, variant: str | None, *, goal: str) -> SetEntry:
    loaded = find_exercise(exercise)
    check_goal(loaded.exercise, goal)
    return replace(entry, exercise=loaded.exercise.id, variant=choose_variant(loaded, variant), goal=goal)


def _read_load(text: str | None, unit: UnitOption | None, machine_unit: LoadUnit | None) -> Load:
    if text is None:
        return Load(LoadUnit.UNKNOWN)
    return parse_load(text, machine_unit if unit is None else LoadUnit(unit.value))


def _read_answers(answers: dict[str, str | None]) -> tuple[tuple[str, SelfReport], ...]:
    return tuple((rule, parse_answer(rule, text)) for rule, text in answers.items() if text is not None)


def _check_notes(notes: str) -> str:
    if len(notes) > 5000:
        raise UsageError("--notes of at most 5000 characters", str(len(notes)), "say it shorter")
    return notes


def show_logged(sets: tuple[PerformedSet, ...], *, is_message: bool = False) -> None:
    """Say what was logged, one line a set; as a message it goes to standard error."""
    for item in sets:
        clean = spell_clean(item)
        told = "" if clean == "-" else f", clean: {clean}" if clean == "can't tell" else f", {clean} clean"
        load = "" if item.load.unit is LoadUnit.UNKNOWN else f", {spell_load(item.load)}"
        reps = count_words(item.n_repetitions, "rep")
        line = f"Logged set {item.order} of the session: {reps}{told}{load} ({item.id[:8]})"
        typer.echo(line, err=is_message)
