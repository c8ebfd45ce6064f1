"""A decision of the policy as a value: the rule, the figures and the sessions that it rests on, what follows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cleanrep.model.training import Load


class PolicyRule(StrEnum):
    """Which line of the policy decided."""

    EMERGENCY = "emergency"
    ASK_CLINICIAN = "ask-clinician"
    STOP_TODAY = "stop-today"
    AFTER_STOP = "after-stop"
    TOO_HEAVY = "too-heavy"
    TOO_HEAVY_TWICE = "too-heavy-twice"
    AFTER_TECHNIQUE = "after-technique"
    DELOAD_GOES_ON = "deload-goes-on"
    DELOAD_OVER = "deload-over"
    DELOAD_REGRESSIONS = "deload-regressions"
    DELOAD_DUE = "deload-due"
    LOW_READINESS = "low-readiness"
    LAY_OFF = "lay-off"
    RESTART = "restart"
    TECHNIQUE_FIRST = "technique-first"
    TECHNIQUE_DONE = "technique-done"
    FIND_START = "find-start"
    START_LOAD = "start-load"
    TRIAL_TOO_LIGHT = "trial-too-light"
    HOLD_TECHNIQUE = "hold-technique"
    HOLD_CONTROL = "hold-control"
    HOLD_TEMPO = "hold-tempo"
    HOLD_RANGE = "hold-range"
    HOLD_UNKNOWN = "hold-not-assessed"
    HOLD_CLEAN = "hold-not-clean"
    HOLD_ROUGH = "hold-not-smooth"
    HOLD_SETS = "hold-sets"
    HOLD_UNSURE = "hold-not-sure"
    HOLD_RESERVE = "hold-reserve"
    HOLD_PAIN = "hold-pain"
    HOLD_ANSWER = "hold-answer"
    HOLD_CONFIRM = "hold-confirm"
    HOLD_STEP = "hold-step"
    ADD_REPETITION = "add-repetition"
    MORE_REPETITIONS = "more-repetitions"
    SLOWER_LOWERING = "slower-lowering"
    ADD_LOAD = "add-load"
    EARNED_STEP = "earned-step"


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure that a decision rests on.

    Attributes
    ----------
    value, limit : float or None
        In `unit`; None where there is none.
    """

    name: str
    value: float | None
    unit: str = ""
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Focus:
    """The one thing to work on: the rule of the lowest unfinished stage that was missed most.

    Attributes
    ----------
    stage : str
        ``control``, ``tempo``, ``range``, ``repetitions`` or ``load``.
    rule : str or None
        Rule of the exercise; None where a stage asks for no rule.
    n_missed, n_repetitions : int
        In the last session.
    """

    stage: str
    rule: str | None
    cue: str
    n_missed: int = 0
    n_repetitions: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What one line of the policy said.

    Attributes
    ----------
    text : str
        What was seen and what follows, in a sentence or two.
    session_ids : tuple[str, ...]
        Sessions that it rests on, oldest first.
    source : str
        Field of the exercise file's policy with the limits and their source.
    """

    rule: PolicyRule
    text: str
    source: str
    facts: tuple[Fact, ...] = ()
    session_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a lifter stands after a session: all that the policy remembers.

    Attributes
    ----------
    load : Load or None
        Of the next work set; None: it has to be found.
    n_repetitions : int
        Of each set.
    eccentric_s : float or None
        Prescribed lowering where it is slower than the goal's.
    is_technique : bool
        Technique practice comes before the goal.
    is_single_technique : bool
        One technique session after a load that was too heavy twice.
    n_technique : int
        Technique sessions done since the start or the restart.
    passed, heavy : tuple[str, ...]
        Sessions in a row that passed every gate of the load, and that were too heavy.
    regressions : tuple[tuple[datetime, str], ...]
        When and in which session.
    block_started_at : datetime or None
        First session after the last deload or break.
    deload_started_at : datetime or None
        None outside of a deload.
    full_load : Load or None
        What a deload or a technique session goes back to.
    is_blocked : bool
        An emergency sign stands in the log; nothing is prescribed before a clinician was asked.
    """

    n_repetitions: int
    load: Load | None = None
    eccentric_s: float | None = None
    is_technique: bool = False
    is_single_technique: bool = False
    n_technique: int = 0
    passed: tuple[str, ...] = ()
    heavy: tuple[str, ...] = ()
    regressions: tuple[tuple[datetime, str], ...] = ()
    block_started_at: datetime | None = None
    deload_started_at: datetime | None = None
    full_load: Load | None = None
    last_session_at: datetime | None = None
    last_stop_at: datetime | None = None
    is_blocked: bool = False

    @property
    def is_deload(self) -> bool:
        """A lighter week is on."""
        return self.deload_started_at is not None


@dataclass(frozen=True, slots=True)
class Step:
    """The decision after a session, with where the lifter stands then."""

    decision: Decision
    standing: Standing
    decided_at: datetime
    session_id: str
    focus: Focus | None = None
