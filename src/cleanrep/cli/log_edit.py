"""``cleanrep log edit``, ``correct``, ``remove`` and ``undo``: change the log, never silently."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from cleanrep.app.log_changes import Correction, correct_set, edit_set, find_set, remove_set, undo_change
from cleanrep.app.people import find_person
from cleanrep.app.stop_rules import find_stop_reasons
from cleanrep.app.storage import open_store
from cleanrep.cli.log import UnitOption, show_stop
from cleanrep.cli.training_options import PersonOption
from cleanrep.cli.values import check_range, parse_load, parse_numbered, spell_clean, spell_load
from cleanrep.errors import UsageError
from cleanrep.model.repetition import Verdict
from cleanrep.model.training import LoadUnit, SetKind
from cleanrep.report.wording import count_words

log_edit_commands = typer.Typer(rich_markup_mode=None)
SetArgument = Annotated[str, typer.Argument(help="First characters of the set's id, or last.", metavar="SET")]


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


@log_edit_commands.command("edit")
def edit_command(
    named: SetArgument,
    load: Annotated[str | None, typer.Option(help="40kg, 90lb, 'pin 7', bodyweight, bw+10.")] = None,
    unit: Annotated[UnitOption | None, typer.Option(help="Unit of a load without one.")] = None,
    reps: Annotated[int | None, typer.Option(help="Reps, of a set that was logged by hand.")] = None,
    rir: Annotated[float | None, typer.Option(help="Reps left in reserve, 0 to 10.")] = None,
    rpe: Annotated[float | None, typer.Option(help="Effort, 1 to 10.")] = None,
    pain: Annotated[int | None, typer.Option(help="Pain, 0 to 10.")] = None,
    kind: Annotated[SetKind | None, typer.Option(help="What the set was for.")] = None,
    machine: Annotated[str | None, typer.Option(help="Machine that was set up with 'cleanrep setup'.")] = None,
    goal: Annotated[str | None, typer.Option(help="Goal.")] = None,
    notes: Annotated[str | None, typer.Option(help="Anything else.")] = None,
    person: PersonOption = None,
) -> None:
    """Change what was logged of a set; what it was before stays in the history."""
    told = None if load is None else parse_load(load, None if unit is None else LoadUnit(unit.value))
    values: dict[str, object] = {
        "load": None if told is None else [told.unit.value, told.value],
        "n_repetitions": check_range("--reps", reps, least=1, most=1000),
        "rir": check_range("--rir", rir, least=0, most=10),
        "rpe": check_range("--rpe", rpe, least=1, most=10),
        "pain": check_range("--pain", pain, least=0, most=10),
        "kind": None if kind is None else kind.value,
        "machine_id": machine,
        "goal": goal,
        "notes": notes,
    }
    with open_store() as store:
        if machine is not None:
            store.machines.get(machine)
        performed = find_set(store, find_person(store, person), named)
        given = [(name, value) for name, value in values.items() if value is not None]
        after = edit_set(store, performed, given, now=_now())
    typer.echo(f"Changed set {after.id[:8]}: {count_words(after.n_repetitions, 'rep')}, {spell_load(after.load)}.")
    typer.echo("'cleanrep log undo' takes it back.")
    if pain is not None:
        show_stop(after.exercise, find_stop_reasons(pain, ()))


@log_edit_commands.command("correct")
def correct_command(
    named: SetArgument,
    clean: Annotated[list[int] | None, typer.Option(help="This rep was clean; may be given again.")] = None,
    not_clean: Annotated[list[int] | None, typer.Option(help="This rep was not clean.")] = None,
    met: Annotated[list[str] | None, typer.Option(help="REP:RULE was met, e.g. 3:stop-at-neutral.")] = None,
    not_met: Annotated[list[str] | None, typer.Option(help="REP:RULE was not met.")] = None,
    drop_rep: Annotated[list[int] | None, typer.Option(help="This was no rep.")] = None,
    restore_rep: Annotated[list[int] | None, typer.Option(help="This was a rep after all.")] = None,
    add_rep: Annotated[bool, typer.Option("--add-rep", help="One rep more, which was not counted.")] = False,
    person: PersonOption = None,
) -> None:
    """Say where your eye knows better; what was found stays beside it."""
    told = [Correction(number, "clean", value=True) for number in clean or ()]
    told += [Correction(number, "clean", value=False) for number in not_clean or ()]
    for option, verdict, items in (("--met", Verdict.MET, met), ("--not-met", Verdict.NOT_MET, not_met)):
        told += [Correction(*parse_numbered(option, item), verdict) for item in items or ()]
    with open_store() as store:
        performed = find_set(store, find_person(store, person), named)
        numbers = {item.index for item in performed.repetitions}
        for number in (*(drop_rep or ()), *(restore_rep or ())):
            if number not in numbers:
                raise UsageError(f"a rep of this set, 1 to {len(numbers)}", str(number), "see 'cleanrep log show'")
        told += [Correction(number, "counts", value=False) for number in drop_rep or ()]
        told += [Correction(number, "counts", value=True) for number in restore_rep or ()]
        if add_rep:
            told.append(Correction(max(numbers, default=0) + 1, "counts", value=True))
        if not performed.repetitions:
            raise UsageError("a set from an analysis", "one that was logged by hand", "use 'cleanrep log edit'")
        after = correct_set(store, performed, told, now=_now())
    typer.echo(f"Corrected set {after.id[:8]}: {count_words(after.n_repetitions, 'rep')}, clean: {spell_clean(after)}.")
    typer.echo("What was found stays beside it.")


@log_edit_commands.command("remove")
def remove_command(named: SetArgument, person: PersonOption = None) -> None:
    """Take a set out of the log; 'cleanrep log undo' brings it back."""
    with open_store() as store:
        performed = find_set(store, find_person(store, person), named)
        remove_set(store, performed, now=_now())
    typer.echo(f"Removed set {performed.id[:8]}. 'cleanrep log undo' brings it back.")


@log_edit_commands.command("undo")
def undo_command(
    change: Annotated[int | None, typer.Argument(help="Number of the change; the latest by default.")] = None,
    person: PersonOption = None,
) -> None:
    """Take back a change as a whole: a logged set, an edit, a correction, an import, or an undo."""
    with open_store() as store:
        undone = undo_change(store, find_person(store, person), change, now=_now())
    typer.echo(f"Undid change {undone.number}: {undone.summary}")
