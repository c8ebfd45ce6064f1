from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cleanrep.web import jobs
from cleanrep.web.job_process import JobOrder
from cleanrep.web.jobs import Job, JobQueue, JobState
from cleanrep.web.shelf import Shelf
from tests.unit.web.own_loop import run_alone

MakeOrder = Callable[[int], JobOrder]


@pytest.fixture
def make_order(home: Path) -> MakeOrder:
    """An order for a recording that lies where an upload puts it."""

    def make(number: int) -> JobOrder:
        set_id = f"20261127-100000-0000000{number}"
        recording = Shelf(home, "me").name_folder(set_id) / "recording" / "set.mp4"
        recording.parent.mkdir(parents=True)
        recording.write_bytes(b"video")
        return JobOrder(
            home=home,
            person_id="me",
            set_id=set_id,
            recording=recording,
            exercise="lever-back-extension",
            variant="standing",
            goal="hypertrophy",
            level="intermediate",
            made_at=datetime.now(UTC),
        )

    return make


def test_what_was_not_analysed_when_the_server_ends_is_not_left_behind(
    make_order: MakeOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders = [make_order(number) for number in range(3)]
    # The last one was analysed before: its set stays, with the recording.
    kept = orders[2].recording.parent.parent
    (kept / "set.json").write_text("{}")

    async def never_end(_: Job) -> str | None:
        await asyncio.Event().wait()
        return None

    async def serve() -> None:
        queue = JobQueue(5)
        queue.open()
        made = [queue.add(order) for order in orders]
        await asyncio.sleep(0.01)
        assert [job.state for job in made] == [JobState.RUNNING, JobState.WAITING, JobState.WAITING]
        await queue.close()

    monkeypatch.setattr(jobs, "_run", never_end)
    run_alone(serve())
    assert list(kept.parent.iterdir()) == [kept]
    assert orders[2].recording.is_file()


def test_an_analysis_for_which_there_is_no_process_does_not_stop_the_others(
    make_order: MakeOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail_once(job: Job) -> str | None:
        if job.order.set_id.endswith("0"):
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return None

    async def serve() -> None:
        queue = JobQueue(5)
        queue.open()
        first, second = (queue.add(make_order(number)) for number in range(2))
        await asyncio.sleep(0.01)
        assert (first.state, second.state) == (JobState.FAILED, JobState.DONE)
        assert "Resource temporarily unavailable" in (first.problem or "")
        await queue.close()

    monkeypatch.setattr(jobs, "_run", fail_once)
    run_alone(serve())
