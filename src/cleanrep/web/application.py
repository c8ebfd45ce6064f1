"""Join routes, guard and state into one application."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles

from cleanrep import __version__
from cleanrep.errors import CleanRepError, SourceError, UsageError
from cleanrep.web import (
    api,
    compare_pages,
    guide_pages,
    history_pages,
    live_socket,
    pages,
    pairing_pages,
    people_pages,
    set_pages,
    train_pages,
)
from cleanrep.web.access import PairingNeededError
from cleanrep.web.exercise_choice import Choice
from cleanrep.web.guard import Guard
from cleanrep.web.jobs import JobQueue
from cleanrep.web.live_room import LiveRoom
from cleanrep.web.rate_limit import RateLimiter, TokenBucket
from cleanrep.web.rendering import render_page
from cleanrep.web.sessions import Sessions
from cleanrep.web.settings import STATIC_FOLDER, WebSettings
from cleanrep.web.state import WebState
from cleanrep.web.texts import load_texts

BUILT_FILES = ("app.css", "app.js", "live.js", "analyse.js", "pose/pose.js", "pose/pose_landmark_full.tflite")
_PARTS = (
    api,
    live_socket,
    pages,
    set_pages,
    train_pages,
    history_pages,
    guide_pages,
    people_pages,
    compare_pages,
    pairing_pages,
)
"""Modules with routes."""


def check_built_files() -> None:
    """Check that the pages' scripts and the pose model were built.

    Raises
    ------
    UsageError
        Naming what is missing and what makes it.
    """
    missing = [name for name in BUILT_FILES if not (STATIC_FOLDER / name).is_file()]
    if missing:
        raise UsageError(
            "the built files of the pages", f"none of {', '.join(missing)} in {STATIC_FOLDER}", "run 'make setup'"
        )


def create_app(settings: WebSettings) -> FastAPI:
    """Make the application.

    Raises
    ------
    UsageError, SourceError
        When files are missing or the server's folder cannot be used.
    """
    check_built_files()
    settings.home.mkdir(parents=True, exist_ok=True)
    app = FastAPI(
        title="CleanRep",
        version=__version__,
        summary="Counts the reps that count, on this machine.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_live,
    )
    app.state.web = state = _make_state(settings)
    app.add_middleware(Guard, settings=settings, requests=state.requests)
    for part in _PARTS:
        app.include_router(part.router)
    app.mount("/static", _Static(directory=STATIC_FOLDER), name="static")
    _handle_errors(app)
    return app


def _make_state(settings: WebSettings) -> WebState:
    limits = settings.limits
    return WebState(
        settings=settings,
        sessions=Sessions(settings.home / "sessions.json", clock=time.time),
        room=LiveRoom(settings.home, limits.max_live_sessions),
        jobs=JobQueue(limits.max_jobs),
        requests=RateLimiter(limits.requests_per_s, limits.request_burst, clock=time.monotonic),
        pairings=TokenBucket(limits.pairings_per_minute / 60.0, limits.pairings_per_minute, time.monotonic),
        texts=load_texts(),
    )


@asynccontextmanager
async def _live(app: FastAPI) -> AsyncIterator[None]:
    state: WebState = app.state.web
    state.room.open()
    state.jobs.open()
    yield
    await state.jobs.close()
    await state.room.close()


class _Static(StaticFiles):
    """Built files; a browser asks again whether they have changed."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type] # passed on as they came
        response.headers["cache-control"] = "no-cache"
        return response


def _handle_errors(app: FastAPI) -> None:
    app.add_exception_handler(PairingNeededError, _ask_for_pairing)
    app.add_exception_handler(CleanRepError, _tell_error)
    app.add_exception_handler(RequestValidationError, _tell_bad_request)
    app.add_exception_handler(404, _tell_missing)


async def _ask_for_pairing(request: Request, _: Exception) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": "This browser is not paired."}, 401)
    return RedirectResponse("/pair", 303)


async def _tell_error(request: Request, error: Exception) -> Response:
    missing = isinstance(error, SourceError) and error.name == "set"
    return _answer(request, 404 if missing else 400, " ".join(str(error).split()))


async def _tell_bad_request(request: Request, error: Exception) -> Response:
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {"loc": (), "msg": "bad request"}
    field = ".".join(str(part) for part in first["loc"])
    return _answer(request, 422, f"{field}: {first['msg']}")


async def _tell_missing(request: Request, error: Exception) -> Response:
    return _answer(request, 404, str(getattr(error, "detail", "There is nothing here.")))


def _answer(request: Request, status: int, problem: str) -> Response:
    if request.url.path.startswith("/api/") or request.method != "GET":
        return JSONResponse({"detail": problem}, status)
    is_missing = status == 404
    # Whatever was wrong with the address is not handed on.
    return render_page(request, "error.html.j2", status=status, choice=Choice(), is_missing=is_missing, problem=problem)
