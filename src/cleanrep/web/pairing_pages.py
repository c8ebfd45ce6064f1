"""Bring a phone in: the code, the QR code, the steps to trust the certificate."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

from cleanrep.web.access import PageVisitor, set_cookie
from cleanrep.web.certificate import AUTHORITY_NAME
from cleanrep.web.qr import draw_svg
from cleanrep.web.rendering import render_page
from cleanrep.web.state import get_state

router = APIRouter(include_in_schema=False)


@router.get("/pair")
async def ask_for_code(request: Request) -> HTMLResponse:
    """Ask a browser that is not known for its code."""
    return render_page(request, "pair.html.j2", problem=None)


@router.post("/pair")
async def pair(request: Request, code: Annotated[str, Form(max_length=20)]) -> Response:
    """Take a code; wrong ones are counted for all browsers together, so that none can be guessed."""
    state = get_state(request)
    if not state.pairings.take():
        raise HTTPException(429, "Too many tries. Wait a minute.")
    paired = state.sessions.pair("".join(code.split()))
    if paired is None:
        return render_page(request, "pair.html.j2", status=403, problem=state.texts["pair.wrong"])
    response = RedirectResponse("/", 303)
    set_cookie(response, paired[0], is_secure=state.settings.is_lan)
    return response


@router.get("/phone")
async def show_phone(request: Request, visitor: PageVisitor) -> HTMLResponse:
    """How to open the coach on a phone."""
    state = get_state(request)
    url = state.settings.lan_url
    code = None if url is None else state.sessions.make_code(visitor.person_id, visitor.role).code
    qr = None if url is None else draw_svg(f"{url}/pair#{code}")
    return render_page(request, "phone.html.j2", url=url, code=code, qr=qr)


@router.get("/trust/cleanrep.crt")
async def give_certificate(request: Request) -> FileResponse:
    """The certificate that a phone is asked to trust; it holds no secret."""
    path = get_state(request).settings.home / "certificate" / AUTHORITY_NAME
    if not path.is_file():
        raise HTTPException(404, "This server uses no certificate: it was not started with --lan.")
    return FileResponse(path, media_type="application/x-x509-ca-cert", filename="cleanrep.crt")
