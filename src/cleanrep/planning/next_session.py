"""The next session: what stands in the log, the time since, how the lifter feels today."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cleanrep.model.training import Prescription
from cleanrep.planning.breaks import check_break
from cleanrep.planning.decision import Decision, Fact, Focus, PolicyRule, Standing, Step
from cleanrep.planning.double_progression import DoubleProgression
from cleanrep.planning.one_rm import RatedSet
from cleanrep.planning.phase_lines import decide_find_start, decide_start
from cleanrep.planning.prescribing import prescribe
from cleanrep.planning.settings import PlanningSettings


@dataclass(frozen=True, slots=True)
class NextSession:
    """What to do next, and why.

    Attributes
    ----------
    decisions : tuple[Decision, ...]
        What decided, the last word first.
    prescription : Prescription or None
        None while a clinician has to be asked.
    focus : Focus or None
        The one thing to work on; None before the first session.
    history : tuple[Step, ...]
        The decisions that it follows, oldest first.
    """

    decisions: tuple[Decision, ...]
    prescription: Prescription | None
    focus: Focus | None
    history: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """The moment that is planned for, and how the lifter feels.

    Attributes
    ----------
    readiness : int or None
        1 (poor) to 5 (fresh).
    rated : RatedSet or None
        The last set of the log rated in repetitions in reserve, whatever its goal.
    """

    now: datetime
    readiness: int | None = None
    rated: RatedSet | None = None


def plan_next(settings: PlanningSettings, history: Sequence[Step], today: Today) -> NextSession:
    """Say what comes next.

    Parameters
    ----------
    history : Sequence[Step]
        Decisions over the log, oldest first; the last one says where the lifter stands, empty before the first session.
    """
    last = history[-1] if history else None
    standing = DoubleProgression(settings).start() if last is None else last.standing
    decisions = [] if last is None else [last.decision]
    for check in (_check_break, _check_technique, _check_start, _check_readiness):
        found = check(settings, standing, today)
        if found is not None:
            decisions.insert(0, found[0])
            standing = found[1]
    decisions = _check_stop(settings, standing, today) + decisions
    is_barred = settings.needs_clinician or standing.is_blocked
    prescription = None if is_barred else prescribe(settings, standing)
    return NextSession(tuple(decisions), prescription, None if last is None else last.focus, tuple(history))


def _check_stop(settings: PlanningSettings, standing: Standing, today: Today) -> list[Decision]:
    if settings.needs_clinician:
        text = "Ask a clinician first: an answer to the safety questions says so."
        return [Decision(PolicyRule.ASK_CLINICIAN, text, "guide.safety.screening")]
    stopped = standing.last_stop_at
    if stopped is not None and stopped.astimezone(today.now.tzinfo).date() == today.now.date():
        text = "Stop for today. What follows is for another day, without pain."
        return [Decision(PolicyRule.STOP_TODAY, text, "policy.stop")]
    return []


def _check_break(settings: PlanningSettings, standing: Standing, today: Today) -> tuple[Decision, Standing] | None:
    return check_break(settings, standing, today.now)


def _check_technique(settings: PlanningSettings, standing: Standing, _today: Today) -> tuple[Decision, Standing] | None:
    if standing.last_session_at is not None or not standing.is_technique:
        return None
    limits = settings.policy.beginner.technique_sessions
    text = f"Technique first: {limits.min} to {limits.max} sessions of small controlled reps, at a light load."
    return Decision(PolicyRule.TECHNIQUE_FIRST, text, "policy.beginner"), standing


def _check_start(settings: PlanningSettings, standing: Standing, today: Today) -> tuple[Decision, Standing] | None:
    if standing.load is not None or standing.is_technique or standing.is_blocked:
        return None
    if today.rated is not None:
        return decide_start(settings, standing, today.rated)
    return decide_find_start(settings, standing)


def _check_readiness(settings: PlanningSettings, standing: Standing, today: Today) -> tuple[Decision, Standing] | None:
    limits = settings.policy.deload
    if today.readiness is None or today.readiness > limits.max_readiness or standing.is_deload:
        return None
    load = standing.load
    lighter = None if load is None else settings.steps.find_reduced(load, settings.scale, cut=limits.load_cut)
    facts = (Fact("readiness", float(today.readiness), "/5", limits.max_readiness),)
    text = "Readiness is low: a light session today, the plan goes on afterwards."
    after = replace(standing, load=lighter, full_load=load, deload_started_at=today.now)
    return Decision(PolicyRule.LOW_READINESS, text, "policy.deload", facts), after
