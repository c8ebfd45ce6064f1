"""Recordings that were kept with their sets: to be analysed again."""

from pathlib import Path

from fastapi import HTTPException

from cleanrep.errors import SourceError
from cleanrep.web.job_process import JobOrder
from cleanrep.web.jobs import Job
from cleanrep.web.shelf import Shelf
from cleanrep.web.state import WebState
from cleanrep.web.uploads import RECORDING_FOLDER


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
