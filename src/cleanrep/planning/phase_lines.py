"""Lines of the policy about phases: technique first, a lighter week, a session on a poor day, the first load."""

from dataclasses import replace

from cleanrep.planning.decision import Decision, Fact, PolicyRule, Standing
from cleanrep.planning.one_rm import RatedSet, find_start_load
from cleanrep.planning.safety_lines import start_deload
from cleanrep.planning.settings import PlanningSettings
from cleanrep.planning.situation import Outcome, Situation, count_weeks, format_load, format_weeks

NEARLY_A_WEEK = 6.5 / 7.0
"""A session at the same hour a week later may be a little early."""


def check_single_technique(situation: Situation) -> Outcome | None:
    """After the technique session that followed a load too heavy twice: back to the goal, at the reduced load."""
    standing = situation.standing
    if not (standing.is_single_technique and situation.session.is_technique):
        return None
    load = standing.full_load or standing.load
    text = f"The technique session is done: back to the goal with {format_load(load)}."
    after = replace(
        situation.held,
        load=load,
        full_load=None,
        is_single_technique=False,
        n_repetitions=situation.settings.goal.repetitions.min,
    )
    return situation.decide(PolicyRule.AFTER_TECHNIQUE, text, source="too_heavy"), after


def check_unasked_technique(situation: Situation) -> Outcome | None:
    """Technique practised between sessions of the goal is welcome, and moves nothing; a trial set still does."""
    if not situation.is_unasked_technique or situation.session.trials:
        return None
    text = "Technique was practised, the plan asked for the goal: load, reps and what passed in a row stay."
    return situation.decide(PolicyRule.HOLD_TECHNIQUE, text, source="beginner"), situation.standing


def check_technique(situation: Situation) -> Outcome | None:
    """Technique sessions before the goal, for beginners and after a long break."""
    standing, settings = situation.standing, situation.settings
    if not standing.is_technique:
        return None
    limits = settings.policy.beginner.technique_sessions
    n_done = standing.n_technique + 1
    facts = (Fact("technique sessions", float(n_done), "", limits.min),)
    is_unfinished = situation.focus.stage == "control"
    if n_done < limits.min or (n_done < limits.max and is_unfinished):
        why = "control first" if n_done >= limits.min else "small controlled reps first"
        text = f"Technique session {n_done} of {limits.min} to {limits.max}: {why}."
        decision = situation.decide(PolicyRule.TECHNIQUE_FIRST, text, source="beginner", facts=facts)
        return decision, replace(situation.held, n_technique=n_done)
    load = None if situation.session.is_technique else situation.load
    after = replace(
        situation.held,
        is_technique=False,
        n_technique=n_done,
        load=load,
        n_repetitions=settings.goal.repetitions.min,
        block_started_at=situation.now,
    )
    text = f"{n_done} technique sessions are done: on to the goal."
    return situation.decide(PolicyRule.TECHNIQUE_DONE, text, source="beginner", facts=facts), after


def check_deload_under_way(situation: Situation) -> Outcome | None:
    """A lighter week goes on for a week, then the full load is back."""
    standing = situation.standing
    if standing.deload_started_at is None:
        return None
    weeks = count_weeks(standing.deload_started_at, situation.now)
    facts = (Fact("days since it began", 7.0 * weeks, "days", 7.0),)
    if weeks < NEARLY_A_WEEK:
        decision = situation.decide(
            PolicyRule.DELOAD_GOES_ON, "The lighter week goes on.", source="deload", facts=facts
        )
        return decision, situation.held
    load = standing.full_load or standing.load
    text = f"The lighter week is over: back to {format_load(load)}."
    after = replace(situation.held, load=load, full_load=None, deload_started_at=None, block_started_at=situation.now)
    return situation.decide(PolicyRule.DELOAD_OVER, text, source="deload", facts=facts), after


def check_readiness(situation: Situation) -> Outcome | None:
    """A session on a poor day is not held against anybody, nor for anybody."""
    readiness, limit = situation.session.note.readiness, situation.settings.policy.deload.max_readiness
    if readiness is None or readiness > limit:
        return None
    facts = (Fact("readiness", float(readiness), "/5", limit),)
    text = "Readiness was low: the session is not judged, everything stays."
    return situation.decide(PolicyRule.LOW_READINESS, text, source="deload", facts=facts), situation.standing


def check_deload_due(situation: Situation, *, is_stalled: bool) -> Outcome | None:
    """A lighter week at the latest after so many weeks, earlier when nothing rises any more."""
    every = situation.settings.policy.deload.every_weeks
    weeks = count_weeks(situation.standing.block_started_at, situation.now)
    if weeks < every.min or (weeks < every.max and not is_stalled):
        return None
    limit = every.min if weeks < every.max else every.max
    facts = (Fact("weeks since the last lighter week", weeks, "weeks", limit),)
    text = f"{format_weeks(weeks)} without a lighter one: take it easy for a week."
    decision = situation.decide(PolicyRule.DELOAD_DUE, text, source="deload", facts=facts)
    return decision, start_deload(situation, replace(situation.standing, load=situation.load))


def check_start(situation: Situation) -> Outcome | None:
    """A trial set, or the first rated one, gives the load; without one it has to be found."""
    session = situation.session
    if session.sets and session.load is not None and not session.trials:
        return None
    rated = session.find_rated()
    if rated is None:
        decision, standing = decide_find_start(situation.settings, situation.standing)
        return replace(decision, session_ids=(session.session_id,)), standing
    return decide_start(situation.settings, situation.standing, rated)


def decide_find_start(settings: PlanningSettings, standing: Standing) -> Outcome:
    """Ask for a trial set."""
    start = settings.policy.start
    text = (
        f"Find the load: one set of {start.trial_repetitions.min} to {start.trial_repetitions.max} reps with"
        f" {start.trial_rir.min} to {start.trial_rir.max} left in reserve. Never a true maximum."
    )
    return Decision(PolicyRule.FIND_START, text, "policy.start"), standing


def decide_start(settings: PlanningSettings, standing: Standing, rated: RatedSet) -> Outcome:
    """The starting load from a rated set."""
    start = find_start_load(rated, settings.goal, settings.policy.start, scale=settings.scale, steps=settings.steps)
    facts = (
        Fact("reps to failure", rated.n_to_failure, "reps", settings.policy.start.max_repetitions_to_failure),
        Fact("share of the one-rep maximum", 100.0 * start.share, "%"),
    )
    after = replace(standing, load=start.load, n_repetitions=settings.goal.repetitions.min, passed=(), heavy=())
    if not start.is_trusted:
        text = f"{rated.n_to_failure:.0f} reps to failure are too many to tell from: repeat the trial a little heavier."
        return Decision(PolicyRule.TRIAL_TOO_LIGHT, text, "policy.start", facts, (rated.session_id,)), replace(
            after, load=None
        )
    text = (
        f"{rated.n_repetitions} reps with {rated.rir:g} in reserve at {format_load(rated.load)}:"
        f" start with {format_load(start.load)}."
    )
    return Decision(PolicyRule.START_LOAD, text, "policy.start", facts, (rated.session_id,)), after
