"""Coach: several people, each with their own sets, plan and log."""

import re
import unicodedata
from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from cleanrep.errors import ConflictError, UsageError
from cleanrep.model.slug import MAX_SLUG_CHARACTERS
from cleanrep.model.training import Level, Person
from cleanrep.web.access import Coach, CoachingChanger, require_coaching_change
from cleanrep.web.log_book import find_owner, open_log
from cleanrep.web.qr import draw_svg
from cleanrep.web.rendering import render_page
from cleanrep.web.sessions import Role
from cleanrep.web.shelf import forget_shelf
from cleanrep.web.state import get_state

MAX_NAME_CHARACTERS = 80

router = APIRouter(prefix="/people", include_in_schema=False)


@router.get("")
def show_people(request: Request, coach: Coach) -> HTMLResponse:
    """Everybody, with their last set."""
    state = get_state(request)
    find_owner(state.settings)
    with open_log(state.settings) as store:
        people = store.people.list()
        n_logged = {person.id: store.log.count_sets(person.id) for person in people}
    latest = {person.id: next(state.open_shelf(person.id).list_sets(), None) for person in people}
    return render_page(
        request, "people.html.j2", people=people, n_logged=n_logged, latest=latest, active=coach.person_id, code=None
    )


@router.post("", dependencies=[Depends(require_coaching_change)])
def add_person(
    request: Request,
    name: Annotated[str, Form(min_length=1, max_length=MAX_NAME_CHARACTERS)],
    level: Annotated[Level, Form()] = Level.BEGINNER,
) -> Response:
    """Add a person."""
    state = get_state(request)
    find_owner(state.settings)
    with open_log(state.settings) as store:
        store.people.add(Person(id=make_slug(name), name=name.strip(), level=level))
    return RedirectResponse("/people", 303)


@router.post("/{person_id}/choose")
def choose_person(request: Request, person_id: str, coach: CoachingChanger) -> Response:
    """Act for a person: their plan, their sets, their log."""
    state = get_state(request)
    with open_log(state.settings) as store:
        person = store.people.get(person_id)
    state.sessions.act_for(coach, person.id)
    return RedirectResponse("/train", 303)


@router.post("/{person_id}/level", dependencies=[Depends(require_coaching_change)])
def change_level(request: Request, person_id: str, level: Annotated[Level, Form()]) -> Response:
    """Say how far a person has come: plans, rules and the next session go by it."""
    with open_log(get_state(request).settings) as store, store.transaction():
        store.people.update(replace(store.people.get(person_id), level=level))
    return RedirectResponse("/people", 303)


@router.post("/{person_id}/code")
def make_code(
    request: Request, person_id: str, coach: CoachingChanger, role: Annotated[Literal["lifter", "coach"], Form()]
) -> Response:
    """Make a pairing code for a person's own phone, or for another coach."""
    state = get_state(request)
    with open_log(state.settings) as store:
        people = store.people.list()
        person = store.people.get(person_id)
        n_logged = {item.id: store.log.count_sets(item.id) for item in people}
    code = state.sessions.make_code(person.id, Role(role)).code
    url = state.settings.lan_url
    latest = {item.id: next(state.open_shelf(item.id).list_sets(), None) for item in people}
    return render_page(
        request,
        "people.html.j2",
        people=people,
        n_logged=n_logged,
        latest=latest,
        active=coach.person_id,
        code=(person, role, code),
        url=url,
        qr=None if url is None else draw_svg(f"{url}/pair#{code}"),
    )


@router.post("/{person_id}/forget")
def forget_person(
    request: Request, person_id: str, coach: CoachingChanger, typed: Annotated[str, Form(max_length=64)]
) -> Response:
    """Delete everything about a person, once their short name was typed."""
    if typed.strip() != person_id:
        raise UsageError(f"the short name {person_id!r} to be typed", repr(typed[:40]), "nothing was deleted")
    state = get_state(request)
    if person_id == coach.person_id:
        raise ConflictError("another person than the one you act for", repr(person_id), "choose somebody else first")
    with open_log(state.settings) as store:
        store.people.forget(person_id)
    state.sessions.close_person(person_id)
    forget_shelf(state.settings.home, person_id)
    return RedirectResponse("/people", 303)


def make_slug(name: str) -> str:
    """A short name of lower-case letters, digits and hyphens for a person's own.

    Raises
    ------
    UsageError
        When no letter or digit is left.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_SLUG_CHARACTERS].strip("-")
    if not slug:
        raise UsageError("a name with letters a to z", repr(name[:40]), "write it in Latin letters")
    return slug
