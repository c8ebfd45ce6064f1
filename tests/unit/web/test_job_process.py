from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing import Pipe
from pathlib import Path

import pytest

from cleanrep.testing import make_samples
from cleanrep.web.job_process import JobEnd, JobOrder, run_job
from cleanrep.web.shelf import Shelf, make_set_id


@pytest.fixture
def order(home: Path, write_log: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> JobOrder:
    """Of a recording with two repetitions; run in this process, whose priority and messages stay as they are."""
    monkeypatch.setattr("os.nice", lambda _: 0)
    monkeypatch.setattr("logging.disable", lambda _: None)
    now = datetime.now(UTC)
    return JobOrder(
        home=home,
        person_id="me",
        set_id=make_set_id(now),
        recording=write_log(make_samples(2)),
        exercise="lever-back-extension",
        variant="standing",
        goal="hypertrophy",
        level="intermediate",
        made_at=now,
    )


def run(order: JobOrder) -> JobEnd:
    receiver, sender = Pipe(duplex=False)
    with receiver, sender:
        run_job(order, sender)
        while not isinstance(message := receiver.recv(), JobEnd):
            pass
    return message


def test_what_was_said_of_a_set_outlives_another_analysis(order: JobOrder) -> None:
    assert run(order).problem is None
    shelf = Shelf(order.home, order.person_id)
    said = {"pain": 4, "notes": "left foot slipped", "log_ids": ("a", "b")}
    shelf.put(shelf.get(order.set_id).model_copy(update=said))
    assert run(order).problem is None
    kept = shelf.get(order.set_id)
    assert {name: getattr(kept, name) for name in said} == said
