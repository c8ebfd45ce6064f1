"""The pages: start, live, analyse, list of sets."""

from itertools import islice

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from cleanrep.exercises.schema import Exercise
from cleanrep.model.training import Person
from cleanrep.web.access import PageVisitor
from cleanrep.web.api_types import view_job
from cleanrep.web.exercise_choice import ChosenExercise, list_exercises
from cleanrep.web.log_book import get_person, open_log
from cleanrep.web.rendering import render_page
from cleanrep.web.sessions import Session
from cleanrep.web.state import WebState, get_state

N_RECENT = 5

router = APIRouter(include_in_schema=False)


@router.get("/")
async def show_home(request: Request, visitor: PageVisitor) -> HTMLResponse:
    """Where to begin, and the last sets."""
    recent = list(islice(get_state(request).open_shelf(visitor.person_id).list_sets(), N_RECENT))
    return render_page(request, "home.html.j2", recent=recent)


@router.get("/sets")
async def show_sets(request: Request, visitor: PageVisitor) -> HTMLResponse:
    """Every set, newest first."""
    sets = list(get_state(request).open_shelf(visitor.person_id).list_sets())
    return render_page(request, "sets.html.j2", sets=sets)


@router.get("/live")
def show_live(request: Request, visitor: PageVisitor, chosen: ChosenExercise) -> HTMLResponse:
    """The live set."""
    state = get_state(request)
    exercise = chosen.exercise
    person = _read_person(state, visitor)
    words = {name: text for name, text in state.texts.items() if name.startswith(("live.", "voice."))}
    return render_page(
        request,
        "live.html.j2",
        choice=chosen.choice,
        exercise=exercise,
        exercises=list_exercises(),
        safety={item.id: item for item in exercise.guide.safety},
        level=person.level.value,
        is_screened=person.screened_on is not None and not person.needs_clinician,
        figures={"exercise": _describe(exercise), "texts": words},
    )


@router.get("/analyse")
def show_analyse(request: Request, visitor: PageVisitor, chosen: ChosenExercise) -> HTMLResponse:
    """Give recordings, and see how far they are."""
    state = get_state(request)
    jobs = [view_job(job) for job in state.jobs.list_of(visitor.person_id)]
    words = {name: text for name, text in state.texts.items() if name.startswith("analyse.")}
    return render_page(
        request,
        "analyse.html.j2",
        choice=chosen.choice,
        exercise=chosen.exercise,
        exercises=list_exercises(),
        level=_read_person(state, visitor).level.value,
        jobs=jobs,
        figures={"texts": words},
    )


@router.get("/analyse/jobs")
async def show_jobs(request: Request, visitor: PageVisitor) -> HTMLResponse:
    """The part of the page that says how far the recordings are."""
    jobs = [view_job(job) for job in get_state(request).jobs.list_of(visitor.person_id)]
    return render_page(request, "jobs.html.j2", jobs=jobs)


def _read_person(state: WebState, visitor: Session) -> Person:
    with open_log(state.settings) as store:
        return get_person(store, visitor.person_id)


def _describe(exercise: Exercise) -> dict[str, object]:
    """What the script of the live page needs to know of an exercise."""
    goals = {
        name: {
            "tempo": goal.tempo.model_dump(),
            "repetitions": goal.repetitions.model_dump(),
            "rest_s": goal.rest_s.min or goal.rest_s.max or 60.0,
        }
        for name, goal in exercise.goals.items()
    }
    return {"id": exercise.id, "goals": goals}
