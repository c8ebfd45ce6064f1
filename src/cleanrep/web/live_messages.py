"""The words of the live connection, version 1: JSON text both ways, landmark frames as bytes beside it.

Decides form and bounds only; what follows from a message is ``live_session``'s to decide.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from cleanrep.errors import UsageError
from cleanrep.exercises.fields import Slug

MAX_TEXT_BYTES = 4000


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Hello(_Message):
    """First message of a connection.

    Attributes
    ----------
    resume : str or None
        The live session to go on with after a lost connection.
    pose_model : str
        Name and version of the model on the device.
    """

    type: Literal["hello"]
    protocol: Literal[1]
    exercise: Slug
    variant: Slug
    goal: Slug
    level: Literal["beginner", "intermediate", "advanced"] = "intermediate"
    pose_model: Annotated[str, Field(pattern=r"^[a-z0-9.-]+$", max_length=80)]
    width_px: Annotated[int, Field(ge=16, le=8192)]
    height_px: Annotated[int, Field(ge=16, le=8192)]
    resume: Annotated[str, Field(pattern=r"^[0-9a-f]{8,40}$")] | None = None


class Calibrate(_Message):
    """The lifter holds neutral from now on."""

    type: Literal["calibrate"]


class Begin(_Message):
    """The set may begin; from now on every frame belongs to it."""

    type: Literal["begin"]


class Finish(_Message):
    """The lifter ended the set, or the session (`is_last`)."""

    type: Literal["finish"]
    is_last: bool = False


ClientMessage = Annotated[Hello | Calibrate | Begin | Finish, Field(discriminator="type")]
_CLIENT: TypeAdapter[Hello | Calibrate | Begin | Finish] = TypeAdapter(ClientMessage)


def parse_message(text: str) -> Hello | Calibrate | Begin | Finish:
    """Read a message of a client.

    Raises
    ------
    UsageError
        When it is none, naming the field.
    """
    if len(text) > MAX_TEXT_BYTES:
        raise UsageError(f"a message of at most {MAX_TEXT_BYTES} characters", str(len(text)), "reload the page")
    try:
        return _CLIENT.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "message"
        raise UsageError("a message of the live protocol", f"{field}: {first['msg']}", "reload the page") from error


class Welcome(_Message):
    """Answer to `Hello`: the session, and the first frame that the server still needs."""

    type: Literal["welcome"] = "welcome"
    session: str
    next_frame: int
    stage: Literal["place", "set"]
    n_repetitions: int
    n_clean: int


class Acknowledged(_Message):
    """Frames before this one are safe; the page may forget them."""

    type: Literal["ack"] = "ack"
    next_frame: int


class ViewSeen(_Message):
    """How the camera stands to the lifter, during placement."""

    type: Literal["view"] = "view"
    side: str | None
    yaw_deg: float | None
    person_height: float | None
    frame_rate_hz: float | None
    is_suitable: bool
    reasons: tuple[str, ...]


class NeutralTaken(_Message):
    """Outcome of a calibration; `problem` says why there is none."""

    type: Literal["neutral"] = "neutral"
    is_taken: bool
    problem: str | None = None


class PhaseSeen(_Message):
    """The lifter entered a phase. `frame` is the last one that was looked at, as in all that follow."""

    type: Literal["phase"] = "phase"
    frame: int
    time_s: float
    phase: str
    repetition: int


class Counted(_Message):
    """A repetition was done, or judged anew."""

    type: Literal["count"] = "count"
    frame: int
    repetition: int
    is_clean: bool | None
    n_repetitions: int
    n_clean: int
    n_not_assessed: int
    concentric_s: float
    top_hold_s: float
    eccentric_s: float


class CueSaid(_Message):
    """The one thing to say now."""

    type: Literal["cue"] = "cue"
    frame: int
    rule: str
    text: str
    is_critical: bool


class SetOver(_Message):
    """The set ended; `set_id` is None when nothing was counted and nothing is kept."""

    type: Literal["set"] = "set"
    set_id: str | None
    n_repetitions: int
    n_clean: int
    n_not_assessed: int
    top_cue: str | None
    is_judged: bool
    reasons: tuple[str, ...]


class SetSaved(_Message):
    """The report of a set can be opened; `problem` says why it cannot."""

    type: Literal["saved"] = "saved"
    set_id: str
    problem: str | None = None


class Refused(_Message):
    """What was sent cannot be taken; the connection is closed after it."""

    type: Literal["refused"] = "refused"
    problem: str


ServerMessage = (
    Welcome | Acknowledged | ViewSeen | NeutralTaken | PhaseSeen | Counted | CueSaid | SetOver | SetSaved | Refused
)
