"""Analyse one recording in a process of its own, so that neither its work nor a crash touches the live sets."""

import logging
import os
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from cleanrep.app.reporting import ReportRequest, write_analysis
from cleanrep.app.request import AnalysisRequest, choose_variant, find_exercise
from cleanrep.errors import CleanRepError
from cleanrep.rules.context import Level
from cleanrep.web.shelf import Shelf, describe_set

PROGRESS_EVERY = 5


@dataclass(frozen=True, slots=True)
class JobOrder:
    """A recording to analyse.

    Attributes
    ----------
    recording : Path
        Kept for as long as the set: a neutral span may be marked later, and the analysis made again.
    neutral_span_s : tuple[float, float] or None
        Part in which the lifter holds neutral.
    """

    home: Path
    person_id: str
    set_id: str
    recording: Path
    exercise: str
    variant: str
    goal: str
    level: Level
    made_at: datetime
    neutral_span_s: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class JobProgress:
    """Frames done, and to come where that is known."""

    n_done: int
    n_total: int | None


@dataclass(frozen=True, slots=True)
class JobEnd:
    """The set is on its shelf; or why it is not, in one line."""

    problem: str | None


def run_job(order: JobOrder, sender: Connection) -> None:
    """Do the work of a process: progress and the end go to `sender`."""
    os.nice(5)
    logging.disable(logging.CRITICAL)
    try:
        _analyse(order, sender)
    except CleanRepError as error:
        sender.send(JobEnd(" ".join(str(error).split())))
    else:
        sender.send(JobEnd(None))


def _analyse(order: JobOrder, sender: Connection) -> None:
    loaded = find_exercise(order.exercise)
    shelf = Shelf(order.home, order.person_id)
    request = AnalysisRequest(
        path=order.recording,
        exercise=loaded,
        variant=choose_variant(loaded, order.variant),
        goal=order.goal,
        level=order.level,
        neutral_span_s=order.neutral_span_s,
    )

    def tell(n_done: int, n_total: int | None) -> None:
        if n_done % PROGRESS_EVERY == 0:
            sender.send(JobProgress(n_done, n_total))

    target = ReportRequest(shelf.name_report(order.set_id), is_forced=True)
    report = write_analysis(request, target, progress=tell)
    meta = describe_set(report, set_id=order.set_id, person_id=order.person_id, level=order.level, now=order.made_at)
    shelf.renew(meta)
