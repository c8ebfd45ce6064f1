"""Two sets side by side, of one person or, for a coach, of two."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from cleanrep.app.corrections import count_repetitions, list_repetitions
from cleanrep.app.request import find_exercise
from cleanrep.model.training import LoggedRepetition
from cleanrep.report.document import SetDocument
from cleanrep.web.access import PageVisitor
from cleanrep.web.log_book import get_person, open_log
from cleanrep.web.rendering import render_page
from cleanrep.web.sessions import Role, Session
from cleanrep.web.shelf import SetMeta
from cleanrep.web.state import WebState, get_state

N_OFFERED = 30
_Named = Annotated[str | None, Query(pattern=r"^[a-z0-9-]{1,64}:[0-9]{8}-[0-9]{6}-[0-9a-f]{8}$")]

router = APIRouter(prefix="/compare", include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Side:
    """A set as it stands beside another."""

    meta: SetMeta
    document: SetDocument
    repetitions: tuple[LoggedRepetition, ...]
    n_counting: int
    n_clean: int


@router.get("")
def compare_sets(request: Request, visitor: PageVisitor, left: _Named = None, right: _Named = None) -> HTMLResponse:
    """Choose two sets, and see them side by side."""
    state = get_state(request)
    names = _list_names(state, visitor)
    sides = [_read_side(state, names, named) for named in (left, right) if named is not None]
    return render_page(
        request,
        "compare.html.j2",
        names=names,
        offered=_list_offered(state, names),
        sides=sides,
        left=left,
        right=right,
    )


def _list_names(state: WebState, visitor: Session) -> dict[str, str]:
    """Names of the people whose sets this session may see, by their ids."""
    with open_log(state.settings) as store:
        own = get_person(store, visitor.person_id)
        people = [own] if visitor.role is Role.LIFTER else store.people.list()
    return {person.id: person.name for person in people}


def _list_offered(state: WebState, people: Iterable[str]) -> list[SetMeta]:
    """Sets of these people, newest first."""
    sets = [meta for person_id in people for meta in state.open_shelf(person_id).list_sets()]
    return sorted(sets, key=lambda meta: meta.made_at, reverse=True)[:N_OFFERED]


def _read_side(state: WebState, people: Container[str], named: str) -> Side:
    person_id, _, set_id = named.partition(":")
    if person_id not in people:
        raise HTTPException(404, "There is no such set of this person.")
    shelf = state.open_shelf(person_id)
    meta, document = shelf.get(set_id), shelf.read_document(set_id)
    repetitions = list_repetitions(document, shelf.read_corrections(set_id), find_exercise(meta.exercise).exercise)
    return Side(meta, document, repetitions, *count_repetitions(repetitions))
