"""``cleanrep plan``: a goal over the weeks, as a table and a calendar file; a virtual lifter's year."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from cleanrep.app.plan_calendar import PlanRequest, make_plan, read_active_plan
from cleanrep.app.plan_document import DayDocument, PlanDocument, to_json
from cleanrep.app.storage import open_store
from cleanrep.app.virtual_training import read_lifter, train
from cleanrep.app.whole_file import STANDARD_OUTPUT
from cleanrep.cli.page import Page, check_free, is_output_taken, open_page, write_document
from cleanrep.cli.training_options import (
    DEFAULT_EXERCISE,
    ExerciseOption,
    ForceOption,
    JsonOption,
    MachineOption,
    PersonOption,
    VariantOption,
    find_safety,
    format_load,
    format_reserve,
    format_rest,
    format_tempo,
    format_work,
    make_request,
)
from cleanrep.errors import UsageError
from cleanrep.planning.calendar import CalendarRequest, Companion, CompanionDay
from cleanrep.planning.simulation import SimulatedSession
from cleanrep.planning.situation import format_load as format_domain_load
from cleanrep.report.calendar_file import CalendarEntry, render_calendar
from cleanrep.report.wording import count_words

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIRST_YEAR, LAST_YEAR = 1970, 9990
_KINDS = {"work": "", "technique": "technique", "light": "lighter week", "warm-up": "warm-up"}


def plan_command(
    goal: Annotated[str | None, typer.Option(help="Goal to plan for; without it the plan followed is shown.")] = None,
    sessions: Annotated[int, typer.Option(help="Sessions a week.")] = 2,
    weeks: Annotated[int, typer.Option(help="Weeks.")] = 6,
    companions: Annotated[
        list[str] | None,
        typer.Option("--with", help="deadlift-day, row-day or hinge-day, with its day: deadlift-day=wed."),
    ] = None,
    start: Annotated[str | None, typer.Option(help="First day, YYYY-MM-DD; today unless given.")] = None,
    ics: Annotated[str | None, typer.Option(help="Write a calendar file, or - for standard output.")] = None,
    simulate: Annotated[
        Path | None, typer.Option(help="Let a virtual lifter (a TOML file) train by the policy.")
    ] = None,
    exercise: ExerciseOption = DEFAULT_EXERCISE,
    variant: VariantOption = None,
    machine: MachineOption = None,
    person: PersonOption = None,
    json: JsonOption = None,
    force: ForceOption = False,
) -> None:
    """Plan sets, reps, tempo and rest over the weeks, and keep the plan."""
    if simulate is not None:
        _show_simulation(open_page(), list(train(read_lifter(simulate))))
        return
    is_taken = is_output_taken(ics=ics, json=json)
    request = make_request(exercise, person=person, machine=machine, variant=variant, goal=goal)
    now = datetime.now().astimezone()
    for option, place in (("--ics", ics), ("--json", json)):
        if place not in (None, STANDARD_OUTPUT):
            check_free(option, Path(place), is_forced=force)
    with open_store() as store:
        if goal is None:
            document = read_active_plan(store, request)
        else:
            days = tuple(parse_companion(text) for text in companions or ())
            calendar = CalendarRequest(parse_day(start, now.date()), weeks, sessions, days)
            document = make_plan(store, PlanRequest(request, calendar, now))
    if ics is not None:
        text = render_calendar(_make_entries(document), name=f"CleanRep: {document.exercise_name}", written_at=now)
        write_document(text, ics, option="--ics", is_forced=force)
    if json is not None:
        write_document(to_json(document), json, option="--json", is_forced=force)
    if not is_taken:
        _show_plan(open_page(), document, find_safety(request.exercise.exercise, "screening"))


def parse_companion(text: str) -> CompanionDay:
    """Read ``deadlift-day`` or ``deadlift-day=wed``.

    Raises
    ------
    UsageError
        When it is neither.
    """
    name, _, day = text.partition("=")
    if name not in set(Companion) or (day and day not in WEEKDAYS):
        expected = f"--with {', '.join(item.value for item in Companion)}, with a day {', '.join(WEEKDAYS)} or none"
        raise UsageError(expected, repr(text), "e.g. --with deadlift-day=wed")
    return CompanionDay(Companion(name), WEEKDAYS.index(day) if day else None)


def parse_day(text: str | None, today: date) -> date:
    """Read a day, ``YYYY-MM-DD``; today without one.

    Raises
    ------
    UsageError
        When it is none, or beyond what a calendar of weeks can be laid out from.
    """
    if text is None:
        return today
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise UsageError("--start YYYY-MM-DD", repr(text), "e.g. --start 2027-01-04") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UsageError(f"--start from {FIRST_YEAR} to {LAST_YEAR}", repr(text), "check the year")
    return day


def _show_plan(page: Page, plan: PlanDocument, screening: str) -> None:
    page.write(f"{plan.exercise_name} · {plan.variant} · {plan.goal}", "bold")
    page.write(f"{count_words(plan.weeks, 'week')} from {plan.start}, {plan.sessions_per_week} a week.")
    page.write(f"{plan.volume_band}. Load: {plan.load_band}.")
    for week, days in groupby(plan.days, key=lambda day: day.week):
        page.write()
        page.write(f"Week {week}", "bold")
        for day in days:
            _show_day(page, day)
    page.write()
    for tempo_of, planned in _list_kinds(plan):
        work = planned.prescription
        rest, reserve = format_rest(work.rest_s), format_reserve(work.target_rir)
        page.write(f"{tempo_of}: {format_tempo(work.tempo)}; rest {rest}; {reserve}.", hang=2)
    page.write()
    for note in plan.notes:
        page.write(note)
    page.write(screening, "dim")


def _list_kinds(plan: PlanDocument) -> Iterator[tuple[str, DayDocument]]:
    """The first day of each goal: days of a goal share their tempo."""
    seen: set[str] = set()
    for day in plan.days:
        goal = day.prescription.goal
        if goal not in seen:
            seen.add(goal)
            yield goal.capitalize(), day


def _show_day(page: Page, day: DayDocument) -> None:
    words = [f"{day.on:%a %d %b}", format_work(day.prescription)]
    if day.prescription.load is not None:
        words.append(format_load(day.prescription.load))
    if day.before is not None:
        words.append(f"warm-up before {day.before}")
    elif _KINDS[day.kind]:
        words.append(_KINDS[day.kind])
    page.write("  ".join(words), indent=2, hang=12)


def _make_entries(plan: PlanDocument) -> Iterator[CalendarEntry]:
    for day in plan.days:
        planned = day.prescription
        kind = f"{plan.goal}" if day.kind == "work" else _KINDS[day.kind]
        before = "" if day.before is None else f" before {day.before}"
        yield CalendarEntry(
            uid=f"{plan.id}-{day.on}-{day.kind}-{(day.before or 'work').replace(' ', '-')}@cleanrep",
            on=day.on,
            title=f"{plan.exercise_name}: {kind}{before}, {format_work(planned)}",
            text=f"{format_work(planned)}. Tempo: {format_tempo(planned.tempo)}. Rest {format_rest(planned.rest_s)}. "
            f"{format_reserve(planned.target_rir).capitalize()}. Load: {format_load(planned.load)}.",
        )


def _show_simulation(page: Page, sessions: list[SimulatedSession]) -> None:
    page.write("week  goal        load         sets  reps  clean  decision", "bold")
    for item in sessions:
        load = format_domain_load(item.load)
        lead = f"{item.week:>4}  {item.goal:<10}  {load:<11}  {item.n_sets:>4}  {item.n_repetitions:>4}"
        page.write(f"{lead}  {100 * item.clean_share:>4.0f} %  {item.decision.rule.value}", hang=6)
    page.write()
    page.write("Why the load moved", "bold")
    before = None
    for item in sessions:
        after = format_domain_load(item.next_load)
        if item.next_load is not None and after != before:
            page.write(f"week {item.week}: {after}. {item.decision.text}", indent=2, hang=2)
        before = after if item.next_load is not None else before
