"""The queue of analyses: one at a time, in the order in which the recordings came."""

import asyncio
import multiprocessing
import shutil
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing.connection import Connection

from cleanrep.errors import UsageError
from cleanrep.web.job_process import JobEnd, JobOrder, JobProgress, run_job
from cleanrep.web.shelf import META_NAME, Shelf

MAX_REMEMBERED = 200


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


_OPEN_STATES = frozenset({JobState.WAITING, JobState.RUNNING})


@dataclass(slots=True)
class Job:
    """An analysis and how far it is.

    Attributes
    ----------
    share_done : float or None
        0..1; None while unknown.
    problem : str or None
        Why it failed, in one line.
    """

    order: JobOrder
    state: JobState = JobState.WAITING
    share_done: float | None = None
    problem: str | None = None


@dataclass(slots=True)
class JobQueue:
    """The analyses of a server.

    Attributes
    ----------
    max_jobs : int
        Waiting and running ones at one time.
    """

    max_jobs: int
    _jobs: dict[str, Job] = field(default_factory=dict)
    _waiting: "asyncio.Queue[Job]" = field(default_factory=asyncio.Queue)
    _worker: "asyncio.Task[None] | None" = None

    def open(self) -> None:
        """Begin to work; within a running event loop."""
        self._worker = asyncio.create_task(self._work())

    async def close(self) -> None:
        """Stop; what is not done is dropped, with its recording, which no page would ever show."""
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)
        for job in self._jobs.values():
            if job.state in _OPEN_STATES:
                _forget_recording(job.order)

    def check_room(self) -> None:
        """Check that one more may come.

        Raises
        ------
        UsageError
            When too many wait.
        """
        if sum(job.state in _OPEN_STATES for job in self._jobs.values()) >= self.max_jobs:
            raise UsageError(f"at most {self.max_jobs} recordings waiting", "one more", "wait until some are done")

    def add(self, order: JobOrder) -> Job:
        """Put a recording at the end of the queue.

        Raises
        ------
        UsageError
            When too many wait.
        """
        self.check_room()
        job = self._jobs[order.set_id] = Job(order)
        self._waiting.put_nowait(job)
        finished = [name for name, item in self._jobs.items() if item.state not in _OPEN_STATES]
        for name in finished[: max(0, len(self._jobs) - MAX_REMEMBERED)]:
            del self._jobs[name]
        return job

    def list_of(self, person_id: str) -> list[Job]:
        """The jobs of a person, newest first."""
        return [job for job in reversed(self._jobs.values()) if job.order.person_id == person_id]

    def get(self, set_id: str, person_id: str) -> Job | None:
        """The job of a set; None when there is none of that person."""
        job = self._jobs.get(set_id)
        return job if job is not None and job.order.person_id == person_id else None

    async def _work(self) -> None:
        while True:
            job = await self._waiting.get()
            job.state = JobState.RUNNING
            try:
                job.problem = await _run(job)
            except OSError as error:
                # No process for it: the recordings that wait have to go on.
                job.problem = f"{job.order.recording.name}: cannot be analysed now ({error.strerror}); try again"
            job.state = JobState.DONE if job.problem is None else JobState.FAILED
            if job.problem is not None:
                _forget_recording(job.order)


async def _run(job: Job) -> str | None:
    """Run a job in its process; return what went wrong, None when nothing did."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=run_job, args=(job.order, sender), daemon=True)
    process.start()
    sender.close()
    try:
        while True:
            message = await asyncio.get_running_loop().run_in_executor(None, _receive, receiver)
            if message is None:
                return f"{job.order.recording.name}: the analysis broke off; try again, or another recording"
            if isinstance(message, JobEnd):
                return message.problem
            job.share_done = min(1.0, message.n_done / message.n_total) if message.n_total else None
    finally:
        receiver.close()
        process.terminate()
        process.join(5.0)


def _receive(receiver: Connection) -> JobProgress | JobEnd | None:
    try:
        message: JobProgress | JobEnd = receiver.recv()
    except (EOFError, OSError):
        return None
    return message


def _forget_recording(order: JobOrder) -> None:
    """Remove what a failed job leaves, unless the set had been there before."""
    folder = Shelf(order.home, order.person_id).name_folder(order.set_id)
    if folder.is_dir() and not (folder / META_NAME).exists():
        shutil.rmtree(folder)
