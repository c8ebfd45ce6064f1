"""What the JSON interface takes and answers, beside the documents that other parts define."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from cleanrep.exercises.schema import Tempo
from cleanrep.web.jobs import Job, JobState

SetId = Annotated[str, Field(pattern=r"^[0-9]{8}-[0-9]{6}-[0-9a-f]{8}$")]


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Problem(_Answer):
    """Why something was not done, in one line."""

    detail: str


class JobView(_Answer):
    """An analysis and how far it is."""

    set_id: str
    name: str
    state: JobState
    share_done: float | None
    problem: str | None


class GoalView(_Answer):
    """A goal as the live page needs it."""

    name: str
    tempo: Tempo
    repetitions: tuple[int, int]
    rest_s: tuple[float | None, float | None]


class ExerciseView(_Answer):
    """An exercise as the pages need it."""

    id: str
    name: str
    variants: dict[str, str]
    goals: dict[str, GoalView]


class Answers(_Answer):
    """What a lifter says after a set."""

    pain: Annotated[int, Field(ge=0, le=10)]


class ScreeningAnswer(_Answer):
    """Whether one of the safety questions applies."""

    needs_clinician: bool


class NeutralSpan(_Answer):
    """Part of a recording in which the lifter holds neutral, seconds from the first frame."""

    start_s: Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]
    end_s: Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]


class CodeView(_Answer):
    """A pairing code and when it ends, in seconds since 1970."""

    code: str
    expires_s: float


def view_job(job: Job) -> JobView:
    """What is shown of a job."""
    order = job.order
    return JobView(
        set_id=order.set_id,
        name=order.recording.name,
        state=job.state,
        share_done=job.share_done,
        problem=job.problem,
    )
