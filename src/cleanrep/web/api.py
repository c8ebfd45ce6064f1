"""The interface for programs and for our own pages: JSON, described by OpenAPI at ``/api/openapi.json``."""

import shutil
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request

from cleanrep.app.corrections import Corrections, check_corrections
from cleanrep.app.request import choose_variant, find_exercise
from cleanrep.exercises.fields import Slug
from cleanrep.report.document import SetDocument
from cleanrep.rules.context import Level
from cleanrep.web.access import Changer, Visitor
from cleanrep.web.api_types import (
    Answers,
    CodeView,
    ExerciseView,
    GoalView,
    JobView,
    NeutralSpan,
    Problem,
    ScreeningAnswer,
    SetId,
    view_job,
)
from cleanrep.web.exercise_choice import DEFAULT_EXERCISE, check_goal
from cleanrep.web.job_process import JobOrder
from cleanrep.web.log_book import bring_corrections, bring_pain, open_log
from cleanrep.web.recordings import order_again
from cleanrep.web.screening import Screening, read_screening, write_screening
from cleanrep.web.shelf import SetMeta, make_set_id
from cleanrep.web.state import get_state
from cleanrep.web.uploads import RECORDING_FOLDER, clean_name, save_upload

_PROBLEMS: dict[int | str, dict[str, object]] = {
    400: {"model": Problem, "description": "What was asked for does not hold."},
    401: {"model": Problem, "description": "This browser is not paired."},
    403: {"model": Problem, "description": "The page is out of date, or another page asks."},
    404: {"model": Problem, "description": "There is no such thing of this person."},
    413: {"description": "Larger than the server takes."},
    422: {"model": Problem, "description": "A field is missing or holds what it cannot."},
    429: {"description": "Too many requests."},
}

router = APIRouter(prefix="/api", tags=["api"], responses=_PROBLEMS)


@router.get("/exercises/{exercise_id}")
async def show_exercise(exercise_id: Slug, _: Visitor) -> ExerciseView:
    """Variants and goals of an exercise."""
    exercise = find_exercise(exercise_id).exercise
    return ExerciseView(
        id=exercise.id,
        name=exercise.name,
        variants={name: variant.name for name, variant in exercise.variants.items()},
        goals={
            name: GoalView(
                name=goal.name,
                tempo=goal.tempo,
                repetitions=(goal.repetitions.min, goal.repetitions.max),
                rest_s=(goal.rest_s.min, goal.rest_s.max),
            )
            for name, goal in exercise.goals.items()
        },
    )


@router.get("/sets")
async def list_sets(request: Request, visitor: Visitor) -> list[SetMeta]:
    """The sets of whoever asks, newest first."""
    return list(get_state(request).open_shelf(visitor.person_id).list_sets())


@router.get("/sets/{set_id}")
async def show_set(set_id: SetId, request: Request, visitor: Visitor) -> SetDocument:
    """The document of a set as the machine made it."""
    return get_state(request).open_shelf(visitor.person_id).read_document(set_id)


@router.delete("/sets/{set_id}", status_code=204)
async def remove_set(set_id: SetId, request: Request, changer: Changer) -> None:
    """Delete a set with its report and its recording."""
    get_state(request).open_shelf(changer.person_id).remove(set_id)


@router.get("/sets/{set_id}/corrections")
async def show_corrections(set_id: SetId, request: Request, visitor: Visitor) -> Corrections:
    """What a person said of a set."""
    return get_state(request).open_shelf(visitor.person_id).read_corrections(set_id)


@router.put("/sets/{set_id}/corrections")
def put_corrections(set_id: SetId, corrections: Corrections, request: Request, changer: Changer) -> Corrections:
    """Keep corrections beside the machine's findings; they replace those kept before."""
    shelf = get_state(request).open_shelf(changer.person_id)
    check_corrections(shelf.read_document(set_id), corrections)
    shelf.put_corrections(set_id, corrections)
    with open_log(get_state(request).settings) as store:
        bring_corrections(store, shelf, shelf.get(set_id))
    return corrections


@router.put("/sets/{set_id}/answers")
def put_answers(set_id: SetId, answers: Answers, request: Request, changer: Changer) -> SetMeta:
    """Keep what the lifter says after a set; where it is in the log, the log says it too."""
    shelf = get_state(request).open_shelf(changer.person_id)
    meta = shelf.get(set_id).model_copy(update={"pain": answers.pain})
    shelf.put(meta)
    with open_log(get_state(request).settings) as store:
        bring_pain(store, meta)
    return meta


@router.put("/sets/{set_id}/neutral", status_code=202)
async def mark_neutral(set_id: SetId, span: NeutralSpan, request: Request, changer: Changer) -> JobView:
    """Analyse the recording again with this part of it as the lifter's neutral hold."""
    state = get_state(request)
    job = order_again(state, state.open_shelf(changer.person_id), set_id, span_s=(span.start_s, span.end_s))
    return view_job(job)


@router.get("/jobs")
async def list_jobs(request: Request, visitor: Visitor) -> list[JobView]:
    """Analyses of this run of the server, newest first."""
    return [view_job(job) for job in get_state(request).jobs.list_of(visitor.person_id)]


@router.get("/jobs/{set_id}")
async def show_job(set_id: SetId, request: Request, visitor: Visitor) -> JobView:
    """How far an analysis is."""
    job = get_state(request).jobs.get(set_id, visitor.person_id)
    if job is None:
        raise HTTPException(404, "There is no such analysis.")
    return view_job(job)


@router.post(
    "/recordings",
    status_code=202,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def take_recording(
    request: Request,
    changer: Changer,
    name: Annotated[str, Query(min_length=1, max_length=255)],
    variant: Annotated[Slug, Query()],
    exercise: Annotated[Slug, Query()] = DEFAULT_EXERCISE,
    goal: Annotated[Slug, Query()] = "hypertrophy",
    level: Level = "intermediate",
) -> JobView:
    """Take a video or a landmark log as the body, and analyse it; follow it at ``/api/jobs``."""
    state = get_state(request)
    state.jobs.check_room()
    loaded = find_exercise(exercise)
    choose_variant(loaded, variant)
    check_goal(goal, tuple(loaded.exercise.goals))
    now = datetime.now(UTC)
    set_id = make_set_id(now)
    folder = state.open_shelf(changer.person_id).name_folder(set_id)
    path = folder / RECORDING_FOLDER / clean_name(name)
    expected = int(request.headers.get("content-length", "0"))
    limit = state.settings.limits.max_upload_bytes
    try:
        await save_upload(request.stream(), path, expected_bytes=expected, max_bytes=limit)
        order = JobOrder(
            home=state.settings.home,
            person_id=changer.person_id,
            set_id=set_id,
            recording=path,
            exercise=exercise,
            variant=variant,
            goal=goal,
            level=level,
            made_at=now,
        )
        return view_job(state.jobs.add(order))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@router.get("/screening")
def show_screening(request: Request, visitor: Visitor) -> Screening:
    """Whether the safety questions were answered."""
    return read_screening(get_state(request).settings, visitor.person_id)


@router.put("/screening")
def put_screening(answer: ScreeningAnswer, request: Request, changer: Changer) -> Screening:
    """Keep today's answer to the safety questions."""
    settings, today = get_state(request).settings, datetime.now(UTC).astimezone().date()
    return write_screening(settings, changer.person_id, needs_clinician=answer.needs_clinician, on=today)


@router.post("/pairing-codes", status_code=201)
async def make_pairing_code(request: Request, changer: Changer) -> CodeView:
    """Make a code for a phone that is to see the same person."""
    made = get_state(request).sessions.make_code(changer.person_id, changer.role)
    return CodeView(code=made.code, expires_s=made.expires_s)
