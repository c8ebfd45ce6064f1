"""``cleanrep import`` and ``cleanrep export``: logs of other programs in and out."""

import sys
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from cleanrep.app.exporting import BINARY_FORMS, ExportRequest, export_log, stream_log
from cleanrep.app.importing import ImportOutcome, ImportRequest, import_log
from cleanrep.app.people import find_person
from cleanrep.app.request import find_user_folder
from cleanrep.app.storage import open_store
from cleanrep.app.whole_file import STANDARD_OUTPUT
from cleanrep.cli.log import UnitOption
from cleanrep.cli.training_options import PersonOption
from cleanrep.errors import UsageError
from cleanrep.exchange.fields import ReadingChoices
from cleanrep.exchange.reading import detect_format
from cleanrep.exchange.records import Format
from cleanrep.exercises.catalogue import find_exercises
from cleanrep.model.training import LoadUnit
from cleanrep.near_name import suggest
from cleanrep.report.wording import count_words

EXIT_PROBLEMS = 2
MAX_SHOWN_NAMES = 5


def import_command(
    file: Annotated[Path, typer.Argument(help="A training log.", metavar="FILE")],
    apply: Annotated[bool, typer.Option("--apply", help="Do it; without it, only say what would be done.")] = False,
    form: Annotated[Format | None, typer.Option("--format", help="Form of the file; found out by default.")] = None,
    unit: Annotated[UnitOption | None, typer.Option(help="Unit of loads, where the file names none.")] = None,
    zone: Annotated[str | None, typer.Option(help="Time zone of the file's times, e.g. Europe/Berlin.")] = None,
    exercise: Annotated[list[str] | None, typer.Option(help="NAME=ID: what the file calls an exercise.")] = None,
    skip_errors: Annotated[bool, typer.Option("--skip-errors", help="Leave out rows that cannot be read.")] = False,
    person: PersonOption = None,
) -> int:
    """Import a training log: say first what would be done, then --apply; the same file again adds nothing."""
    found = detect_format(file) if form is None else form
    unit = unit or _ask_unit(file, found)
    choices = ReadingChoices(None if unit is None else LoadUnit(unit.value), _find_zone(zone))
    request = ImportRequest(
        path=file,
        form=found,
        choices=choices,
        now=datetime.now(UTC),
        names=_parse_names(exercise or []),
        is_applied=apply,
        skips_problems=skip_errors,
    )
    with open_store() as store:
        outcome = import_log(store, find_person(store, person), request)
    return _show(request, outcome)


def _ask_unit(file: Path, form: Format) -> UnitOption | None:
    """Ask a person for the unit of a file that cannot say it; None without a person, or where the file says it."""
    if form is not Format.STRONG or not sys.stdin.isatty() or not sys.stderr.isatty():
        return None
    return UnitOption(typer.prompt(f"Are the loads in {file.name} in kg or lb?", type=UnitOption, err=True))


def _find_zone(name: str | None) -> tzinfo | None:
    try:
        return None if name is None else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError("a time zone such as Europe/Berlin", repr(name), "check --zone") from error


def _parse_names(pairs: list[str]) -> tuple[tuple[str, str], ...]:
    names = []
    for pair in pairs:
        name, _, exercise = pair.rpartition("=")
        if not name or not exercise:
            raise UsageError("--exercise NAME=ID", repr(pair), "e.g. --exercise 'Back Extension=lever-back-extension'")
        known = find_exercises(find_user_folder())
        if exercise not in known:
            remedy = suggest(exercise, known, otherwise="choose one or add a file")
            raise UsageError(f"an exercise of {', '.join(sorted(known))}", repr(exercise), remedy)
        names.append((name, exercise))
    return tuple(names)


def _show(request: ImportRequest, outcome: ImportOutcome) -> int:
    is_refused = outcome.n_problems > 0 and not request.skips_problems
    verb = "Imported" if request.is_applied and not is_refused else "Would import"
    typer.echo(f"{request.path.name}: {request.form.value}")
    known = f"{outcome.n_known} {'is' if outcome.n_known == 1 else 'are'} in the log already"
    typer.echo(f"  {verb} {count_words(outcome.n_new, 'set')}; {known}")
    _show_rows(outcome)
    if is_refused:
        typer.echo("Nothing was imported. Mend these rows, or leave them out with --skip-errors.", err=True)
        return EXIT_PROBLEMS
    if not request.is_applied:
        typer.echo("Nothing was changed yet. Add --apply to do it.")
    elif outcome.change is not None:
        typer.echo(f"'cleanrep log undo {outcome.change}' takes the whole import back.")
    return 0


def _show_rows(outcome: ImportOutcome) -> None:
    if outcome.n_skipped:
        holds = "row holds" if outcome.n_skipped == 1 else "rows hold"
        typer.echo(f"  {outcome.n_skipped} {holds} no set (no reps, rest, notes)")
    if outcome.n_left_unclean:
        told = count_words(outcome.n_left_unclean, "set")
        typer.echo(f"  clean reps of {told} are left out: they come from an analysis; 'cleanrep backup' keeps them")
    for name, n_sets in outcome.custom.most_common(MAX_SHOWN_NAMES):
        typer.echo(f"  kept under its own name: {_clean(name)} ({count_words(n_sets, 'set')})")
    if len(outcome.custom) > MAX_SHOWN_NAMES:
        typer.echo(f"  and {len(outcome.custom) - MAX_SHOWN_NAMES} more exercises")
    odd = "looks odd" if outcome.n_warnings == 1 else "look odd"
    _show_messages(odd, outcome.n_warnings, outcome.warnings, is_error=False)
    unread = "row cannot be read" if outcome.n_problems == 1 else "rows cannot be read"
    _show_messages(unread, outcome.n_problems, outcome.problems, is_error=True)


def _show_messages(title: str, count: int, texts: list[str], *, is_error: bool) -> None:
    if count:
        for text in (f"  {count} {title}", *(f"    {_clean(text)}" for text in texts)):
            typer.echo(text, err=is_error)


def _clean(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text)[:120]


def export_command(
    file: Annotated[Path, typer.Argument(help="Where to write; - for standard output.", metavar="FILE")],
    to: Annotated[Format, typer.Option(help="Form of the file.")] = Format.CSV,
    unit: Annotated[UnitOption, typer.Option(help="Unit of loads, in forms with one for all.")] = UnitOption.KG,
    exercise: Annotated[str | None, typer.Option(help="Only this exercise.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
    person: PersonOption = None,
) -> None:
    """Export a log: all sets, oldest first."""
    request = ExportRequest(path=file, form=to, unit=LoadUnit(unit.value), exercise=exercise, is_forced=force)
    is_streamed = str(file) == STANDARD_OUTPUT and to not in BINARY_FORMS
    with open_store() as store:
        who = find_person(store, person)
        n_sets = stream_log(store, who, request, stream=sys.stdout) if is_streamed else export_log(store, who, request)
    typer.echo(f"Wrote {count_words(n_sets, 'set')} to {'standard output' if is_streamed else file}", err=is_streamed)
