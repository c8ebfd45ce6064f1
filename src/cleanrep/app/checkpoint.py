"""Where the replay of a log was last kept, so that the next one begins there instead of years ago.

A checkpoint counts only while everything up to it is as it was, and while exercise, goal, machine and person are the
same; then the replay from it gives what the replay of the whole log gives.
"""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from cleanrep.app.lifter import Lifter
from cleanrep.exercises.catalogue import LoadedExercise
from cleanrep.planning.decision import Step

if TYPE_CHECKING:
    from cleanrep.store.store import Store


class Checkpoint(BaseModel):
    """A step of the replay, with what it rests on.

    Attributes
    ----------
    key : str
        Hash of exercise, goal, machine and person.
    mark : str
        Mark of the log up to `until`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    mark: str
    until: datetime
    step: Step


class KeptReasons(BaseModel):
    """What is kept beside a prescription: the document, and where the replay may begin next time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str
    checkpoint: Checkpoint | None = None


def find_checkpoint(store: "Store", lifter: Lifter, exercise: LoadedExercise) -> Checkpoint | None:
    """The checkpoint of the last decision, when it still counts."""
    latest = store.decisions.get_latest(lifter.person.id, exercise.exercise.id)
    if latest is None:
        return None
    try:
        kept = KeptReasons.model_validate_json(latest.reasons).checkpoint
    except ValidationError:
        # Written by another version: the whole log is replayed.
        return None
    if kept is None or kept.key != make_key(lifter, exercise):
        return None
    mark = store.log.make_mark(lifter.person.id, exercise.exercise.id, until=kept.until)
    return kept if mark == kept.mark else None


def make_checkpoint(
    store: "Store", lifter: Lifter, exercise: LoadedExercise, *, step: Step, until: datetime
) -> Checkpoint:
    """Keep a step with the mark of the log up to it."""
    mark = store.log.make_mark(lifter.person.id, exercise.exercise.id, until=until)
    return Checkpoint(key=make_key(lifter, exercise), mark=mark, until=until, step=step)


def make_key(lifter: Lifter, exercise: LoadedExercise) -> str:
    """Hash of all that the replay depends on besides the log."""
    settings = lifter.settings
    parts = (
        exercise.sha256,
        settings.policy_name,
        settings.variant,
        settings.goal_id,
        settings.level.value,
        settings.scale,
        settings.steps,
        settings.machine_id,
        settings.cleared_on,
        settings.needs_clinician,
    )
    return hashlib.sha256(repr(parts).encode("utf-8")).hexdigest()
