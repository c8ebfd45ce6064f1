"""History: each session in figures, the bests, plots, and the log as a file."""

import tempfile
from itertools import islice
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from cleanrep.app.exporting import ExportRequest, export_log
from cleanrep.app.history import find_bests, list_figures, make_trends
from cleanrep.exchange.records import Format
from cleanrep.report.trend import draw_svg
from cleanrep.web.access import PageVisitor
from cleanrep.web.exercise_choice import ChosenExercise, list_exercises
from cleanrep.web.log_book import get_person, open_log
from cleanrep.web.rendering import render_page
from cleanrep.web.state import get_state

N_SESSIONS = 50

router = APIRouter(prefix="/history", include_in_schema=False)


@router.get("")
def show_history(request: Request, visitor: PageVisitor, chosen: ChosenExercise) -> HTMLResponse:
    """The sessions, newest first."""
    with open_log(get_state(request).settings) as store:
        get_person(store, visitor.person_id)
        sessions = store.log.iterate_sessions(visitor.person_id, chosen.exercise.id, is_newest_first=True)
        figures = list(list_figures(islice(sessions, N_SESSIONS)))
        bests = find_bests(store.log.iterate_sessions(visitor.person_id, chosen.exercise.id))
    return render_page(
        request,
        "history.html.j2",
        choice=chosen.choice,
        exercise=chosen.exercise,
        exercises=list_exercises(),
        figures=figures,
        bests=bests,
    )


@router.get("/trend.svg")
def draw_trend(request: Request, visitor: PageVisitor, chosen: ChosenExercise) -> Response:
    """The plots of clean share, load, volume, range and tempo."""
    with open_log(get_state(request).settings) as store:
        sessions = store.log.iterate_sessions(visitor.person_id, chosen.exercise.id, is_newest_first=True)
        figures = list(list_figures(reversed(list(islice(sessions, N_SESSIONS)))))
    title = chosen.exercise.name
    drawn = draw_svg(make_trends(figures), title=title)
    headers = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'"}
    return Response(drawn, media_type="image/svg+xml", headers=headers)


@router.get("/log.csv")
def export_sets(request: Request, visitor: PageVisitor) -> Response:
    """The whole log as a table."""
    with open_log(get_state(request).settings) as store, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        export_log(store, get_person(store, visitor.person_id), ExportRequest(path=path, form=Format.CSV))
        content = path.read_bytes()
    headers = {"content-disposition": f'attachment; filename="cleanrep-{visitor.person_id}.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)
