"""Train: today's plan and why, a set logged in two taps, the plan over the weeks."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from cleanrep.app.lifter import LifterRequest
from cleanrep.app.next_plan import NextRequest, decide_next, make_next_document
from cleanrep.app.plan_calendar import PlanRequest, make_plan
from cleanrep.app.plan_document import PlanDocument
from cleanrep.app.request import choose_variant, find_exercise
from cleanrep.app.stop_rules import find_stop_reasons, read_stop_text
from cleanrep.app.training_log import SetEntry, log_by_hand
from cleanrep.exercises.fields import Slug
from cleanrep.model.training import LoadUnit, PerformedSet
from cleanrep.planning.calendar import MAX_SESSIONS_PER_WEEK, CalendarRequest
from cleanrep.planning.situation import format_load
from cleanrep.store.store import Store
from cleanrep.web.access import Changer, PageVisitor
from cleanrep.web.exercise_choice import (
    DEFAULT_EXERCISE,
    Choice,
    ChosenExercise,
    check_goal,
    list_exercises,
)
from cleanrep.web.log_book import get_person, make_load, open_log
from cleanrep.web.rendering import render_page
from cleanrep.web.state import get_state

N_DAYS_SHOWN = 4
N_SETS_SHOWN = 5

router = APIRouter(prefix="/train", include_in_schema=False)


@router.get("")
def show_train(request: Request, visitor: PageVisitor, chosen: ChosenExercise) -> HTMLResponse:
    """What to do today, and why."""
    exercise = chosen.exercise
    now = datetime.now(UTC).astimezone()
    with open_log(get_state(request).settings) as store:
        person = get_person(store, visitor.person_id)
        # The goal is the plan's and the log's: a warm-up done between does not change what is trained for.
        lifter = LifterRequest(chosen.loaded, person=person.id, variant=chosen.choice.variant)
        result = decide_next(store, NextRequest(lifter, now))
        plan = _read_plan(store, person.id, exercise.id)
        latest = _list_latest(store, person.id, exercise.id)
    planned = result.session.prescription
    document = make_next_document(result)
    return render_page(
        request,
        "train.html.j2",
        choice=Choice(exercise.id, document.variant, document.goal),
        person=person,
        exercise=exercise,
        exercises=list_exercises(),
        next=document,
        load_words=None if planned is None else format_load(planned.load),
        plan=plan,
        days=[] if plan is None else [day for day in plan.days if day.on >= now.date()][:N_DAYS_SHOWN],
        latest=[(item, format_load(item.load)) for item in latest],
        units=[unit.value for unit in LoadUnit],
        max_sessions=MAX_SESSIONS_PER_WEEK,
        stop_texts=read_stop_text(exercise.id, find_stop_reasons(_find_pain(latest, now), ())),
    )


@router.post("/sets")
def log_set(
    request: Request,
    changer: Changer,
    variant: Annotated[str, Form(max_length=64)],
    goal: Annotated[str, Form(max_length=64)],
    n_repetitions: Annotated[int, Form(ge=1, le=1000)],
    unit: Annotated[LoadUnit, Form()],
    value: Annotated[float | None, Form(ge=0, le=2000)] = None,
    exercise: Annotated[Slug, Form()] = DEFAULT_EXERCISE,
    rir: Annotated[float | None, Form(ge=0, le=10)] = None,
    pain: Annotated[int | None, Form(ge=0, le=10)] = None,
) -> Response:
    """Log a set that nobody filmed."""
    loaded = find_exercise(exercise)
    check_goal(goal, tuple(loaded.exercise.goals))
    entry = SetEntry(
        performed_at=datetime.now(UTC).astimezone(),
        exercise=exercise,
        variant=choose_variant(loaded, variant),
        goal=goal,
        load=make_load(unit, value),
        n_repetitions=n_repetitions,
        rir=rir,
        pain=pain,
        stop_reasons=tuple(reason.value for reason in find_stop_reasons(pain, ())),
    )
    with open_log(get_state(request).settings) as store:
        log_by_hand(store, get_person(store, changer.person_id), entry)
    return RedirectResponse(Choice(exercise, variant, goal).name_page("/train"), 303)


@router.post("/plan")
def plan_weeks(
    request: Request,
    changer: Changer,
    goal: Annotated[str, Form(max_length=64)],
    weeks: Annotated[int, Form(ge=1, le=52)],
    sessions: Annotated[int, Form(ge=1, le=MAX_SESSIONS_PER_WEEK)],
    variant: Annotated[Slug | None, Form()] = None,
    exercise: Annotated[Slug, Form()] = DEFAULT_EXERCISE,
) -> Response:
    """Plan the weeks, and follow that plan from now on."""
    now = datetime.now(UTC).astimezone()
    lifter = LifterRequest(find_exercise(exercise), person=changer.person_id, variant=variant, goal=goal)
    with open_log(get_state(request).settings) as store:
        make_plan(store, PlanRequest(lifter, CalendarRequest(now.date(), weeks, sessions, ()), now))
    return RedirectResponse(Choice(exercise, variant, goal).name_page("/train"), 303)


def _read_plan(store: Store, person_id: str, exercise_id: str) -> PlanDocument | None:
    active = store.plans.get_active(person_id, exercise_id)
    return None if active is None else PlanDocument.model_validate_json(active.document)


def _list_latest(store: Store, person_id: str, exercise_id: str) -> list[PerformedSet]:
    """Sets of the last session, the newest first."""
    sessions = store.log.iterate_sessions(person_id, exercise_id, is_newest_first=True)
    session = next(iter(sessions), None)
    return [] if session is None else list(reversed(session.sets))[:N_SETS_SHOWN]


def _find_pain(latest: list[PerformedSet], now: datetime) -> int | None:
    """The worst pain that was told today."""
    told = [item.pain for item in latest if item.pain is not None and item.performed_at.date() == now.date()]
    return max(told, default=None)
