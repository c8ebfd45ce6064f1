"""What is kept beside the sets: how a person sets a machine, plans, decisions, calibrations, and who changed what.

Plans and decisions are documents of whoever makes them: here they have an owner and a time, and no meaning.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cleanrep.model.training import SelfReport


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineSettings:
    """How one person sets one machine.

    Attributes
    ----------
    values : tuple[tuple[str, str], ...]
        Name and setting, e.g. ``("pad height", "4")``, in the order in which they are set.
    comfort : tuple[tuple[str, SelfReport], ...]
        Rule id and answer to the questions of the set-up that no camera answers (``shoulders-free``, ``pad-position``).
    set_on : date
        When they were last gone through.
    """

    person_id: str
    machine_id: str
    values: tuple[tuple[str, str], ...]
    comfort: tuple[tuple[str, SelfReport], ...]
    set_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPlan:
    """A plan as it is kept: a versioned document that whoever made it can read.

    Attributes
    ----------
    id : str
        UUID.
    document : str
        JSON that names its own schema, e.g. ``{"schema": "cleanrep.plan/1", ...}``.
    is_active : bool
        The one that is followed; at most one a person and exercise.
    """

    id: str
    person_id: str
    exercise: str
    created_at: datetime
    document: str
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDecision:
    """A decision on the next session as it is kept; it is only ever added.

    Attributes
    ----------
    id : str
        UUID.
    policy : str
        Policy with its version, e.g. ``quality-gated-double-progression/1``.
    prescription, reasons : str
        JSON documents of whoever decided.
    """

    id: str
    person_id: str
    exercise: str
    decided_at: datetime
    policy: str
    prescription: str
    reasons: str


@dataclass(frozen=True, slots=True)
class SessionWord:
    """What an act, by its number, said of a session besides its sets.

    Attributes
    ----------
    readiness : int or None
        1 (poor) to 5 (fresh); None where it said nothing.
    """

    session_id: str
    said_by: int
    readiness: int | None = None
    stop_reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptStep:
    """What a replay decided after a session, kept so that the next one need not decide it again.

    Attributes
    ----------
    basis : str
        Hash of all that the decision rests on besides the sets.
    mark_before, mark_after : str
        Hashes of where the lifter stood before and after it.
    step : str or None
        JSON of whoever decided; None where the session holds nothing that counts.
    """

    session_id: str
    exercise: str
    basis: str
    mark_before: str
    mark_after: str
    step: str | None


@dataclass(frozen=True, slots=True)
class SessionPlace:
    """A session in the order of time, with the marks of its kept step; None: none is kept."""

    session_id: str
    mark_before: str | None = None
    mark_after: str | None = None
    has_step: bool = False


@dataclass(frozen=True, slots=True)
class SetChoice:
    """Which sets of an exercise are asked for.

    Attributes
    ----------
    goals : tuple[str, ...]
        Sets for any of them.
    machine_id : str or None
        Sets on this machine, and those that name none; None: on any.
    """

    exercise: str
    variant: str
    goals: tuple[str, ...]
    machine_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeutralCalibration:
    """A lifter's own neutral hold as the pose model read it, degrees; None where it was not seen."""

    person_id: str
    exercise: str
    variant: str
    calibrated_at: datetime
    trunk_deg: float
    line_deg: float
    head_deg: float | None = None
    contour_deg: float | None = None


class ChangeKind(StrEnum):
    """What a change did."""

    LOG = "log"
    IMPORT = "import"
    EDIT = "edit"
    CORRECT = "correct"
    REMOVE = "remove"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field of a set before and after; JSON values.

    Attributes
    ----------
    field : str
        Name of the field of the set, or ``repetitions.3.clean``, ``repetitions.3.stop-at-neutral`` and the like.
    """

    set_id: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One act that changed a log: it is kept for good, and can be undone as a whole.

    Attributes
    ----------
    number : int
        Rises with every change of the store.
    n_sets : int
        Sets that it added or removed.
    undoes : int or None
        The change that this one undid.
    is_undone : bool
        A later change undid it.
    """

    number: int
    person_id: str
    made_at: datetime
    kind: ChangeKind
    summary: str
    n_sets: int = 0
    fields: tuple[FieldChange, ...] = ()
    undoes: int | None = None
    is_undone: bool = False
