"""The next session and a plan as JSON documents: ``cleanrep.next/1`` and ``cleanrep.plan/1``. They grow by adding."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from cleanrep.model.training import Load, Prescription
from cleanrep.planning.calendar import PlannedDay
from cleanrep.planning.decision import Decision, Focus, Step


class DocumentPart(BaseModel):
    """Base of every part: frozen, and an unknown field is an error that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class LoadDocument(DocumentPart):
    """A load as it is set on the machine, and in kg where that is known."""

    unit: str
    value: float | None
    load_kg: float | None


class TempoDocument(DocumentPart):
    """Seconds of each phase."""

    concentric_s: float
    top_hold_s: float
    eccentric_s: float
    bottom_hold_s: float


class PrescriptionDocument(DocumentPart):
    """What to do."""

    goal: str
    sets: int
    repetitions: int
    tempo: TempoDocument
    rest_s: float
    load: LoadDocument | None
    target_rir: tuple[int, int]


class FactDocument(DocumentPart):
    """A figure that a decision rests on."""

    name: str
    value: float | None
    unit: str
    limit: float | None


class DecisionDocument(DocumentPart):
    """What one line of the policy said, with figures and sessions."""

    rule: str
    text: str
    source: str
    facts: tuple[FactDocument, ...]
    sessions: tuple[str, ...]


class FocusDocument(DocumentPart):
    """The one thing to work on."""

    stage: str
    rule: str | None
    cue: str
    n_missed: int
    n_repetitions: int


class StepDocument(DocumentPart):
    """The decision after a session."""

    session: str
    at: datetime
    decision: DecisionDocument
    load: LoadDocument | None
    repetitions: int


class NextDocument(DocumentPart):
    """The next session and why."""

    schema_id: Literal["cleanrep.next/1"] = Field("cleanrep.next/1", alias="schema")
    policy: str
    person: str
    exercise: str
    variant: str
    goal: str
    machine: str | None
    is_screened: bool
    prescription: PrescriptionDocument | None
    work_on: FocusDocument | None
    setup_doubts: tuple[str, ...] = ()
    decisions: tuple[DecisionDocument, ...]
    history: tuple[StepDocument, ...] = ()


class DayDocument(DocumentPart):
    """A day of a plan."""

    on: date
    week: int
    kind: str
    before: str | None
    prescription: PrescriptionDocument


class PlanDocument(DocumentPart):
    """A plan over the weeks."""

    schema_id: Literal["cleanrep.plan/1"] = Field("cleanrep.plan/1", alias="schema")
    id: str
    person: str
    exercise: str
    exercise_name: str
    variant: str
    goal: str
    machine: str | None
    start: date
    weeks: int
    sessions_per_week: int
    companions: tuple[str, ...]
    load_band: str
    volume_band: str
    notes: tuple[str, ...]
    days: tuple[DayDocument, ...]


def make_load(load: Load | None) -> LoadDocument | None:
    """A load as a part of a document."""
    if load is None:
        return None
    load_kg = None if load.load_kg is None else round(load.load_kg, 3)
    return LoadDocument(unit=load.unit.value, value=load.value, load_kg=load_kg)


def make_prescription(planned: Prescription) -> PrescriptionDocument:
    """A prescription as a part of a document."""
    tempo = planned.tempo
    return PrescriptionDocument(
        goal=planned.goal,
        sets=planned.n_sets,
        repetitions=planned.n_repetitions,
        tempo=TempoDocument(
            concentric_s=tempo.concentric_s,
            top_hold_s=tempo.top_hold_s,
            eccentric_s=tempo.eccentric_s,
            bottom_hold_s=tempo.bottom_hold_s,
        ),
        rest_s=planned.rest_s,
        load=make_load(planned.load),
        target_rir=planned.target_rir,
    )


def make_decision(decision: Decision) -> DecisionDocument:
    """A decision as a part of a document."""
    facts = tuple(
        FactDocument(
            name=item.name,
            value=None if item.value is None else round(item.value, 3),
            unit=item.unit,
            limit=None if item.limit is None else round(float(item.limit), 3),
        )
        for item in decision.facts
    )
    return DecisionDocument(
        rule=decision.rule.value,
        text=decision.text,
        source=decision.source,
        facts=facts,
        sessions=decision.session_ids,
    )


def make_focus(focus: Focus | None) -> FocusDocument | None:
    """The one thing to work on as a part of a document."""
    if focus is None:
        return None
    return FocusDocument(
        stage=focus.stage, rule=focus.rule, cue=focus.cue, n_missed=focus.n_missed, n_repetitions=focus.n_repetitions
    )


def make_step(step: Step) -> StepDocument:
    """A step of the replay as a part of a document."""
    standing = step.standing
    return StepDocument(
        session=step.session_id,
        at=step.decided_at,
        decision=make_decision(step.decision),
        load=make_load(standing.load),
        repetitions=standing.n_repetitions,
    )


def make_day(day: PlannedDay) -> DayDocument:
    """A day as a part of a document."""
    return DayDocument(
        on=day.on,
        week=day.week,
        kind=day.kind.value,
        before=None if day.before is None else day.before.words,
        prescription=make_prescription(day.prescription),
    )


def to_json(document: BaseModel) -> str:
    """Text of a document."""
    return document.model_dump_json(by_alias=True, indent=2) + "\n"
