"""The result file of a run: every set, every repetition, every rule, true beside found."""

from enum import StrEnum
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_ID: Final = "cleanrep.validation-results/1"


class ResultPart(BaseModel):
    """Base: closed and frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(StrEnum):
    """Where a true value lies against the limits of a rule."""

    WITHIN = "within"
    """Within the aim of every check: a `not_met` is wrong."""
    BETWEEN = "between"
    """Past an aim, not past a fault limit: no verdict is wrong."""
    PAST = "past"
    """Past a fault limit: `not_met` is right, `met` is wrong."""
    UNKNOWN = "unknown"
    """The rendering does not tell."""


class Compared(ResultPart):
    """A true number beside the one found; None where there is none."""

    true: float | None
    found: float | None
    uncertainty: float | None = None


class RuleResult(ResultPart):
    """One rule of one repetition or set.

    ``measure``, ``found`` and ``uncertainty`` are those of the finding; ``true`` is the true value of that measure, or
    of the measure that is furthest off where the finding names none.
    """

    rule: str
    verdict: Literal["met", "borderline", "not_met", "not_assessed"]
    place: Place
    measure: str | None
    true: float | None
    found: float | None
    uncertainty: float | None
    reason: str | None


class GivenFault(ResultPart):
    """A fault that the repetition was given."""

    kind: str
    strength: Literal["under", "between", "clear"]


class RepetitionResult(ResultPart):
    """One true repetition and what was found of it.

    Attributes
    ----------
    is_clean
        No rule that makes a repetition unclean is past a fault limit, in truth.
    follows_rebound
        The lift before it ended in an elastic turn, so its own start is not at rest.
    found_index, found_clean
        None when the repetition was missed, or when clean could not be told.
    boundaries, phases, measures
        By the names of the JSON document: ``start_s``…, ``concentric_s``…, ``range_of_motion_deg``….
    """

    index: int
    fault: str
    faults: tuple[GivenFault, ...]
    is_clean: bool
    follows_rebound: bool
    found_index: int | None
    found_clean: bool | None
    boundaries: dict[str, Compared]
    phases: dict[str, Compared]
    measures: dict[str, Compared]
    rules: tuple[RuleResult, ...]


class SetResultRow(ResultPart):
    """One set.

    Attributes
    ----------
    phantoms
        Times (s) of the tops of repetitions found where there was none.
    exit_status
        Of the command: 0, or 3 when the view was refused.
    is_judgeable
        False: the view had to be refused.
    """

    name: str
    key: str
    variant: str
    goal: str
    strata: dict[str, str]
    in_sample: bool
    is_judgeable: bool
    exit_status: int
    reasons: tuple[str, ...]
    yaw_deg: Compared
    n_frames: int
    duration_s: float
    coverage: float
    n_true: int
    n_found: int
    phantoms: tuple[float, ...]
    repetitions: tuple[RepetitionResult, ...]
    set_rules: tuple[RuleResult, ...]


class Results(ResultPart):
    """A run. ``missing`` names planned sets that are not rendered and analysed whole; they are not scored."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True)

    schema_id: Literal["cleanrep.validation-results/1"] = Field(default=SCHEMA_ID, alias="schema")
    cleanrep: str
    pose_model: str
    exercise_sha256: str
    seed: int
    n_planned: int
    missing: tuple[str, ...]
    sets: tuple[SetResultRow, ...]
