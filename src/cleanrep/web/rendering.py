"""Pages from templates, with the words of the catalogue and what every page needs."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cleanrep.web.access import find_session, set_cookie
from cleanrep.web.exercise_choice import Choice, name_subject, read_choice
from cleanrep.web.sessions import Role, Session
from cleanrep.web.state import get_state
from cleanrep.web.texts import Texts


def render_page(
    request: Request, template: str, *, status: int = 200, choice: Choice | None = None, **content: object
) -> HTMLResponse:
    """Render a page or a part of one.

    Parameters
    ----------
    template : str
        Name within the package's templates.
    choice : Choice or None
        What the page is about, which its links hand on; None: what its address names.
    content : object
        For the template.
    """
    state = get_state(request)
    session: Session | None = getattr(request.state, "session", None) or find_session(request)
    page = _load_environment().get_template(template)
    carried = read_choice(request) if choice is None else choice
    text = page.render(
        t=_make_wording(state.texts),
        session=session,
        csrf="" if session is None else session.csrf,
        path=request.url.path,
        nav=_list_parts(session),
        is_lan=state.settings.is_lan,
        choice=carried,
        link=carried.name_page,
        **content,
    )
    response = HTMLResponse(text, status)
    new_secret = getattr(request.state, "new_secret", None)
    if new_secret is not None:
        set_cookie(response, new_secret, is_secure=state.settings.is_lan)
    return response


def _list_parts(session: Session | None) -> tuple[str, ...]:
    """Parts of the navigation; only a coach sees other people."""
    parts = ("train", "live", "analyse", "sets", "history", "guide", "people", "phone")
    return tuple(part for part in parts if part != "people" or (session and session.role is not Role.LIFTER))


def embed_json(content: object) -> Markup:
    """JSON that may stand in a script element: no sign in it can end the element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - every sign that could end the element was replaced


def format_when(moment: datetime) -> str:
    """Day and time of a set on this machine's clock, e.g. ``24 Nov, 07:30``."""
    local = moment.astimezone()
    year = "" if local.year == datetime.now(UTC).year else f" {local.year}"
    return f"{local.day} {local:%b}{year}, {local:%H:%M}"


def _make_wording(texts: Texts) -> Callable[..., str]:
    """Words for a template: ``t("home.title")``, ``t("home.count", n=3)``."""

    def word(name: str, /, **values: object) -> str:
        return texts[name].format(**values) if values else texts[name]

    return word


@cache
def _load_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("cleanrep.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["when"] = format_when
    environment.filters["subject"] = name_subject
    environment.filters["embed"] = embed_json
    return environment
