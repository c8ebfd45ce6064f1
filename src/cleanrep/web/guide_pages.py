"""The guide: to read, to ask, to choose equipment by, to print."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BeforeValidator

from cleanrep.exercises.fields import Level
from cleanrep.guide.gear import GearNeeds, Space, Stability, list_warnings, rank_gear
from cleanrep.guide.page import group_parts, render_card
from cleanrep.guide.search import GuideIndex
from cleanrep.guide.sections import READ, find_explaining, list_sections
from cleanrep.web.access import PageVisitor
from cleanrep.web.exercise_choice import ChosenExercise, list_exercises
from cleanrep.web.rendering import render_page

MAX_QUESTION_CHARACTERS = 300
_OWN_POLICY = {"content-security-policy": "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"}

_EmptyIsNone = BeforeValidator(lambda value: value or None)
"""A form sends an empty text for what does not matter."""

router = APIRouter(prefix="/guide", include_in_schema=False)


@router.get("")
def show_guide(
    request: Request,
    _: PageVisitor,
    chosen: ChosenExercise,
    *,
    question: Annotated[str | None, Query(max_length=MAX_QUESTION_CHARACTERS)] = None,
    rule: Annotated[str | None, Query(max_length=64)] = None,
) -> HTMLResponse:
    """The guide, with the answers to a question or to a missed rule first."""
    exercise = chosen.exercise
    words = (question or "").strip()
    if words:
        with GuideIndex(exercise) as index:
            answers = [answer.section for answer in index.ask(words)]
    else:
        answers = [] if rule is None else list(find_explaining(exercise, rule))
    return render_page(
        request,
        "guide.html.j2",
        choice=chosen.choice,
        exercise=exercise,
        exercises=list_exercises(),
        parts=group_parts([section for section in list_sections(exercise) if section.part in READ]),
        question=words,
        is_asked=bool(words) or rule is not None,
        answers=answers,
    )


@router.get("/equipment")
def show_equipment(
    request: Request,
    _: PageVisitor,
    chosen: ChosenExercise,
    *,
    space: Annotated[Space | None, _EmptyIsNone, Query()] = None,
    level: Annotated[Level | None, _EmptyIsNone, Query()] = None,
    stability: Annotated[Stability | None, _EmptyIsNone, Query()] = None,
) -> HTMLResponse:
    """Equipment that fits room, level and need for stability, best first."""
    exercise = chosen.exercise
    needs = GearNeeds(space, level, stability)
    return render_page(
        request,
        "equipment.html.j2",
        choice=chosen.choice,
        exercise=exercise,
        ranked=rank_gear(exercise, needs),
        warnings=list_warnings(exercise, needs),
        needs=needs,
    )


@router.get("/card")
def show_card(_: PageVisitor, chosen: ChosenExercise) -> HTMLResponse:
    """A card for the gym wall, which prints on one sheet."""
    return HTMLResponse(render_card(chosen.exercise), headers=_OWN_POLICY)
