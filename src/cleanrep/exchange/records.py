"""A set as it travels between programs: what all formats can say, before it belongs to a person or an exercise."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cleanrep.model.training import Load, SetKind


class Format(StrEnum):
    """A form of training log."""

    HEVY = "hevy"
    STRONG = "strong"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    HEALTH_CONNECT = "health-connect"
    WGER = "wger"
    FIT = "fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangedSet:
    """One set of a foreign log.

    Attributes
    ----------
    line : int
        Line (text) or record (others) of the file, from 1.
    session : str
        Name of the workout.
    session_started_at, performed_at : datetime
        With their zone.
    exercise : str
        Name or id as the file has it.
    order : int
        From 1 within the session.
    n_repetitions : int
        0 or more.
    n_clean : int or None
        Clean repetitions that the file tells. An import does not take them over: they come from an analysis or from a
        person's own word on single repetitions.
    """

    line: int
    session: str
    session_started_at: datetime
    performed_at: datetime
    exercise: str
    order: int
    n_repetitions: int
    load: Load
    kind: SetKind = SetKind.WORK
    variant: str = ""
    goal: str = ""
    rir: float | None = None
    rpe: float | None = None
    pain: int | None = None
    notes: str = ""
    session_notes: str = ""
    duration_s: float | None = None
    n_clean: int | None = None


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that cannot be read: the line and what was expected and got."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that holds no set: a rest timer, a note, cardio without repetitions."""

    line: int
    text: str


RowResult = ExchangedSet | RowProblem | SkippedRow
Rows = Iterator[RowResult]
