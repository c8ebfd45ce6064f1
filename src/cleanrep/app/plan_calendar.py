"""Make a plan over the weeks, keep it, read the one that is followed, and write it as a calendar file."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from pydantic import ValidationError

from cleanrep.app.lifter import LifterRequest, find_lifter
from cleanrep.app.next_plan import NextRequest, decide_next
from cleanrep.app.people import find_person
from cleanrep.app.plan_document import PlanDocument, make_day
from cleanrep.errors import UsageError
from cleanrep.exercises.fields import Count
from cleanrep.exercises.schema import Goal
from cleanrep.model.training_records import StoredPlan
from cleanrep.planning.breaks import check_break
from cleanrep.planning.calendar import CalendarRequest, lay_out
from cleanrep.planning.settings import PlanningSettings

if TYPE_CHECKING:
    from cleanrep.store.store import Store


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What is planned, and for when."""

    lifter: LifterRequest
    calendar: CalendarRequest
    now: datetime


def make_plan(store: "Store", request: PlanRequest) -> PlanDocument:
    """Lay out the weeks from where the lifter stands by the log and the time since, and follow that plan from now."""
    person = find_person(store, request.lifter.person)
    history = decide_next(store, NextRequest(request.lifter, request.now)).session.history
    settings = find_lifter(store, request.lifter).settings
    standing = history[-1].standing if history else None
    paused = None if standing is None else check_break(settings, standing, request.now)
    calendar = replace(request.calendar, standing=standing if paused is None else paused[1])
    document = _describe_plan(person.id, settings, calendar, ahead=() if paused is None else (paused[0].text,))
    store.plans.add(
        StoredPlan(
            id=document.id,
            person_id=person.id,
            exercise=document.exercise,
            created_at=request.now,
            document=document.model_dump_json(by_alias=True),
        )
    )
    return document


def _describe_plan(
    person_id: str, settings: PlanningSettings, calendar: CalendarRequest, *, ahead: tuple[str, ...]
) -> PlanDocument:
    return PlanDocument(
        id=str(uuid4()),
        person=person_id,
        exercise=settings.exercise.id,
        exercise_name=settings.exercise.name,
        variant=settings.variant,
        goal=settings.goal_id,
        machine=settings.machine_id,
        start=calendar.start,
        weeks=calendar.n_weeks,
        sessions_per_week=calendar.n_per_week,
        companions=tuple(day.companion.value for day in calendar.companions),
        load_band=describe_load(settings.goal),
        volume_band=f"{_format(settings.goal.sets)} sets of {_format(settings.goal.repetitions)} reps",
        notes=(*ahead, *_make_notes(settings, calendar)),
        days=tuple(make_day(day) for day in lay_out(settings, calendar)),
    )


def read_active_plan(store: "Store", request: LifterRequest) -> PlanDocument:
    """The plan that is followed.

    Raises
    ------
    UsageError
        When there is none, or another version of CleanRep wrote it.
    """
    person = find_person(store, request.person)
    active = store.plans.get_active(person.id, request.exercise.exercise.id)
    if active is None:
        remedy = "make one: cleanrep plan --goal strength --sessions 2 --weeks 6"
        raise UsageError("a plan that is followed", "none", remedy)
    try:
        return PlanDocument.model_validate_json(active.document)
    except ValidationError as error:
        raise UsageError("a plan of this version", f"another one in {active.id}", "make it anew") from error


def describe_load(goal: Goal) -> str:
    """Load of a goal in words, with its share of the one-repetition maximum."""
    band = goal.percent_1rm
    if band is None:
        return goal.load
    if band.min is None:
        return f"{goal.load}; at most {band.max:g} % of the one-rep maximum"
    top = "" if band.max is None else f" to {band.max:g}"
    return f"{goal.load}; {band.min:g}{top} % of the one-rep maximum"


def _format(count: Count) -> str:
    return f"{count.min}" if count.min == count.max else f"{count.min} to {count.max}"


def _make_notes(settings: PlanningSettings, calendar: CalendarRequest) -> tuple[str, ...]:
    notes = list(settings.goal.notes)
    week = settings.goal.sessions_per_week
    if week is not None and week.max is not None and calendar.n_per_week > week.max:
        notes.insert(0, f"{calendar.n_per_week} sessions a week are more than the {week.max:g} that this goal needs.")
    if calendar.companions:
        notes.append("The warm-up is light: it must not tire the back for what follows.")
    notes.append("What rises when is decided after each session: cleanrep next")
    return tuple(notes)
