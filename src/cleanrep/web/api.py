"""The interface for programs and for our own pages: JSON, described by OpenAPI at ``/api/openapi.json``."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from cleanrep.app.corrections import Corrections, check_corrections
from cleanrep.app.request import choose_variant, find_exercise
from cleanrep.errors import SourceError
from cleanrep.exercises.schema import Tempo
from cleanrep.report.document import SetDocument
from cleanrep.rules.context import Level
from cleanrep.web.access import Changer, Visitor
from cleanrep.web.exercise_choice import DEFAULT_EXERCISE, ExerciseId
from cleanrep.web.job_process import JobOrder
from cleanrep.web.jobs import Job, JobState
from cleanrep.web.log_book import bring_corrections, bring_pain, open_log
from cleanrep.web.screening import Screening, read_screening, write_screening
from cleanrep.web.shelf import SetMeta, Shelf, make_set_id
from cleanrep.web.state import WebState, get_state
from cleanrep.web.uploads import RECORDING_FOLDER, clean_name, save_upload


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Problem(_Answer):
    """Why something was not done, in one line."""

    detail: str


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

SetId = Annotated[str, Field(pattern=r"^[0-9]{8}-[0-9]{6}-[0-9a-f]{8}$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]


class JobView(_Answer):
    """An analysis and how far it is."""

    set_id: str
    name: str
    state: JobState
    share_done: float | None
    problem: str | None


class GoalView(_Answer):
    """A goal as the live page needs it."""

    name: str
    tempo: Tempo
    repetitions: tuple[int, int]
    rest_s: tuple[float | None, float | None]


class ExerciseView(_Answer):
    """An exercise as the pages need it."""

    id: str
    name: str
    variants: dict[str, str]
    goals: dict[str, GoalView]


class Answers(_Answer):
    """What a lifter says after a set."""

    pain: Annotated[int, Field(ge=0, le=10)]


class ScreeningAnswer(_Answer):
    """Whether one of the safety questions applies."""

    needs_clinician: bool


class NeutralSpan(_Answer):
    """Part of a recording in which the lifter holds neutral, seconds from the first frame."""

    start_s: Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]
    end_s: Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]


class CodeView(_Answer):
    """A pairing code and when it ends, in seconds since 1970."""

    code: str
    expires_s: float


def open_shelf(state: WebState, person_id: str) -> Shelf:
    """The sets of whoever asks."""
    return Shelf(state.settings.home, person_id)


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
    return list(open_shelf(get_state(request), visitor.person_id).list_sets())


@router.get("/sets/{set_id}")
async def show_set(set_id: SetId, request: Request, visitor: Visitor) -> SetDocument:
    """The document of a set as the machine made it."""
    return open_shelf(get_state(request), visitor.person_id).read_document(set_id)


@router.delete("/sets/{set_id}", status_code=204)
async def remove_set(set_id: SetId, request: Request, changer: Changer) -> None:
    """Delete a set with its report and its recording."""
    open_shelf(get_state(request), changer.person_id).remove(set_id)


@router.get("/sets/{set_id}/corrections")
async def show_corrections(set_id: SetId, request: Request, visitor: Visitor) -> Corrections:
    """What a person said of a set."""
    return open_shelf(get_state(request), visitor.person_id).read_corrections(set_id)


@router.put("/sets/{set_id}/corrections")
def put_corrections(set_id: SetId, corrections: Corrections, request: Request, changer: Changer) -> Corrections:
    """Keep corrections beside the machine's findings; they replace those kept before."""
    shelf = open_shelf(get_state(request), changer.person_id)
    check_corrections(shelf.read_document(set_id), corrections)
    shelf.put_corrections(set_id, corrections)
    with open_log(get_state(request).settings) as store:
        bring_corrections(store, shelf, shelf.get(set_id))
    return corrections


@router.put("/sets/{set_id}/answers")
def put_answers(set_id: SetId, answers: Answers, request: Request, changer: Changer) -> SetMeta:
    """Keep what the lifter says after a set; where it is in the log, the log says it too."""
    shelf = open_shelf(get_state(request), changer.person_id)
    meta = shelf.get(set_id).model_copy(update={"pain": answers.pain})
    shelf.put(meta)
    with open_log(get_state(request).settings) as store:
        bring_pain(store, meta)
    return meta


@router.put("/sets/{set_id}/neutral", status_code=202)
async def mark_neutral(set_id: SetId, span: NeutralSpan, request: Request, changer: Changer) -> JobView:
    """Analyse the recording again with this part of it as the lifter's neutral hold."""
    state = get_state(request)
    job = order_again(state, open_shelf(state, changer.person_id), set_id, span_s=(span.start_s, span.end_s))
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
    variant: Annotated[str, Query(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)],
    exercise: Annotated[ExerciseId, Query()] = DEFAULT_EXERCISE,
    goal: Annotated[str, Query(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)] = "hypertrophy",
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
    folder = open_shelf(state, changer.person_id).name_folder(set_id)
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


def view_job(job: Job) -> JobView:
    """What is shown of a job."""
    order = job.order
    return JobView(
        set_id=order.set_id,
        name=order.recording.name,
        state=job.state,
        share_done=job.share_done,
        problem=job.problem,
    )


def check_goal(goal: str, known: tuple[str, ...]) -> None:
    """Refuse a goal that the exercise does not have.

    Raises
    ------
    HTTPException
        400, naming the goals that it has.
    """
    if goal not in known:
        raise HTTPException(400, f"expected a goal of {', '.join(known)}, got {goal!r}")


def order_again(state: WebState, shelf: Shelf, set_id: str, *, span_s: tuple[float, float]) -> Job:
    """Queue the analysis of a set's recording once more, with a neutral span.

    Raises
    ------
    SourceError, HTTPException
        When there is no such set, or its span is none.
    """
    meta = shelf.get(set_id)
    if not span_s[0] < span_s[1]:
        raise HTTPException(400, "expected a span whose end is after its start")
    order = JobOrder(
        home=state.settings.home,
        person_id=meta.person_id,
        set_id=set_id,
        recording=_find_recording(shelf, set_id),
        exercise=meta.exercise,
        variant=meta.variant,
        goal=meta.goal,
        level=meta.level,
        made_at=meta.made_at,
        neutral_span_s=span_s,
    )
    return state.jobs.add(order)


def _find_recording(shelf: Shelf, set_id: str) -> Path:
    folder = shelf.name_folder(set_id) / RECORDING_FOLDER
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    if not found:
        raise SourceError("set", "its recording is not kept: it was live", "calibrate before the next set")
    return found[0]
