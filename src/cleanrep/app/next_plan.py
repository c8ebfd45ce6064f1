"""Decide the next session from the stored log, and keep the decision."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING
from uuid import uuid4

from cleanrep.app.kept_replay import replay_log
from cleanrep.app.lifter import Lifter, LifterRequest, find_lifter
from cleanrep.app.machine_setup import SetupDoubt, list_doubts
from cleanrep.app.plan_document import (
    NextDocument,
    PlanDocument,
    make_decision,
    make_focus,
    make_prescription,
    make_step,
)
from cleanrep.app.request import find_exercise
from cleanrep.errors import CleanRepError
from cleanrep.model.training import PerformedSet, Person
from cleanrep.model.training_records import StoredDecision
from cleanrep.planning.next_session import NextSession, Today, plan_next
from cleanrep.planning.one_rm import RatedSet

if TYPE_CHECKING:
    from cleanrep.store.store import Store

_LOGGER = logging.getLogger(__name__)
N_SESSIONS_SEARCHED = 60
"""Sessions that are searched for a set rated in repetitions in reserve, the newest first."""


@dataclass(frozen=True, slots=True)
class NextRequest:
    """For whom and when.

    Attributes
    ----------
    readiness : int or None
        1 (poor) to 5 (fresh).
    is_explained : bool
        Decide over every session of the log anew, and say so.
    """

    lifter: LifterRequest
    now: datetime
    readiness: int | None = None
    is_explained: bool = False


@dataclass(frozen=True, slots=True)
class NextResult:
    """The next session, with what a page needs to show it.

    Attributes
    ----------
    dates : Mapping[str, datetime]
        When the sessions took place that the decisions name.
    doubts : tuple[SetupDoubt, ...]
        What does not fit yet of the machine's set-up, or was not answered.
    """

    lifter: Lifter
    session: NextSession
    dates: Mapping[str, datetime]
    doubts: tuple[SetupDoubt, ...] = ()


def decide_next(store: "Store", request: NextRequest) -> NextResult:
    """Replay the log by the policy of the exercise, and keep what was decided."""
    exercise = request.lifter.exercise
    lifter = find_lifter(store, request.lifter, planned_goal=find_planned_goal(store, request.lifter))
    history = replay_log(store, lifter, exercise, is_whole=request.is_explained)
    today = Today(request.now, request.readiness, _find_rated(store, lifter, exercise.exercise.id))
    session = plan_next(lifter.settings, history, today)
    result = NextResult(lifter, session, _find_dates(store, session, request.now.tzinfo), _find_doubts(store, lifter))
    _keep(store, request, result)
    return result


def decide_ahead(store: "Store", person: Person, exercise_id: str) -> None:
    """Decide over a log that came as a whole, so that the next session need not wait for it.

    Does nothing for an exercise without a file or a policy, or on a machine whose mechanics cannot be read.
    """
    try:
        request = LifterRequest(find_exercise(exercise_id), person=person.id)
        lifter = find_lifter(store, request, planned_goal=find_planned_goal(store, request))
    except CleanRepError as error:
        _LOGGER.info("nothing was decided ahead for %s: %s", exercise_id, error)
        return
    replay_log(store, lifter, request.exercise)


def make_next_document(result: NextResult, *, has_history: bool = False) -> NextDocument:
    """The next session as a document."""
    settings, session = result.lifter.settings, result.session
    planned = session.prescription
    return NextDocument(
        policy=settings.policy_name,
        person=result.lifter.person.id,
        exercise=settings.exercise.id,
        variant=settings.variant,
        goal=settings.goal_id,
        machine=settings.machine_id,
        is_screened=result.lifter.person.screened_on is not None,
        prescription=None if planned is None else make_prescription(planned),
        work_on=make_focus(session.focus),
        setup_doubts=tuple(doubt.rule.id for doubt in result.doubts),
        decisions=tuple(make_decision(decision) for decision in session.decisions),
        history=tuple(make_step(step) for step in session.history) if has_history else (),
    )


def find_planned_goal(store: "Store", request: LifterRequest) -> str | None:
    """Goal of the plan that is followed; None without one."""
    person = store.people.get_default() if request.person is None else store.people.get(request.person)
    if person is None:
        return None
    active = store.plans.get_active(person.id, request.exercise.exercise.id)
    return None if active is None else PlanDocument.model_validate_json(active.document).goal


def _counts(item: PerformedSet, lifter: Lifter) -> bool:
    """Whether a set is of the variant and on the machine; one without a machine counts for any."""
    settings = lifter.settings
    is_there = settings.machine_id is None or item.machine_id in (None, settings.machine_id)
    return is_there and item.variant == settings.variant


def _find_rated(store: "Store", lifter: Lifter, exercise_id: str) -> RatedSet | None:
    sessions = store.log.iterate_sessions(lifter.person.id, exercise_id, is_newest_first=True, has_repetitions=False)
    for _, session in zip(range(N_SESSIONS_SEARCHED), sessions, strict=False):
        for item in reversed(session.sets):
            if not _counts(item, lifter):
                continue
            if item.rir is not None and item.load.value is not None and item.n_repetitions > 0:
                return RatedSet(item.load, item.n_repetitions, item.rir, session.id)
    return None


def _find_dates(store: "Store", session: NextSession, zone: tzinfo | None) -> Mapping[str, datetime]:
    dates = {step.session_id: step.decided_at for step in session.history}
    named = {name for decision in session.decisions for name in decision.session_ids}
    dates |= {name: store.log.get_session(name).started_at for name in named - set(dates)}
    return {name: when.astimezone(zone) for name, when in dates.items()}


def _find_doubts(store: "Store", lifter: Lifter) -> tuple[SetupDoubt, ...]:
    machine_id = lifter.settings.machine_id
    settings = None if machine_id is None else store.machine_settings.get(lifter.person.id, machine_id)
    return () if settings is None else list_doubts(lifter.settings.exercise, settings)


def _keep(store: "Store", request: NextRequest, result: NextResult) -> None:
    if store.database.is_read_only:
        return
    document = make_next_document(result)
    planned = document.prescription
    prescription = "null" if planned is None else planned.model_dump_json()
    reasons = document.model_dump_json(by_alias=True)
    exercise_id, person_id = request.lifter.exercise.exercise.id, result.lifter.person.id
    latest = store.decisions.get_latest(person_id, exercise_id)
    if latest is not None and (latest.prescription, latest.reasons) == (prescription, reasons):
        return
    store.decisions.add(
        StoredDecision(
            id=str(uuid4()),
            person_id=person_id,
            exercise=exercise_id,
            decided_at=request.now,
            policy=result.lifter.settings.policy_name,
            prescription=prescription,
            reasons=reasons,
        )
    )
