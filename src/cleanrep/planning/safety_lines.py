"""Lines of the policy that look after the back before anything else: emergency, pain, a load that was too heavy."""

from dataclasses import replace
from datetime import datetime

from cleanrep.model.training import Load
from cleanrep.planning.decision import Decision, Fact, PolicyRule, Standing
from cleanrep.planning.situation import Outcome, Situation, count_weeks, format_load

EMERGENCY = "emergency"


def check_emergency(situation: Situation) -> Outcome | None:
    """An emergency sign blocks everything until the safety questions were answered anew, later."""
    if EMERGENCY not in situation.session.note.stop_reasons:
        return None
    cleared_on = situation.settings.cleared_on
    if cleared_on is not None and cleared_on > situation.now.date() and not situation.settings.needs_clinician:
        return None
    text = "An emergency sign was reported: nothing is prescribed until a clinician has been asked."
    standing = replace(situation.held, is_blocked=True, last_stop_at=situation.now)
    return situation.decide(PolicyRule.EMERGENCY, text, source="stop"), standing


def check_stop(situation: Situation) -> Outcome | None:
    """A stop reason or pain beyond the limit: the next session is lighter, and it counts as a regression."""
    stop, session = situation.settings.policy.stop, situation.session
    pain = session.worst_pain
    if not session.note.stop_reasons and (pain is None or pain < stop.min_pain):
        return None
    load = situation.cut_load(stop.light_cut)
    facts = (Fact("pain", None if pain is None else float(pain), "/10", stop.min_pain),)
    reasons = ", ".join(session.note.stop_reasons) or f"pain {pain}/10"
    text = f"The session was stopped ({reasons}). Work load from now on: {format_load(load)}, and only without pain."
    standing = replace(
        situation.held,
        load=load,
        full_load=_lower_full(situation, load),
        last_stop_at=situation.now,
        regressions=_add_regression(situation),
    )
    return situation.decide(PolicyRule.AFTER_STOP, text, source="stop", facts=facts), standing


def check_too_heavy(situation: Situation) -> Outcome | None:
    """Jerks or a lost neutral: a tenth less; in two sessions in a row more, and one technique session."""
    limits, session = situation.settings.policy.too_heavy, situation.session
    found = session.find_heavy(limits)
    if found is None:
        return None
    name = f"reps with a jerk or a lost neutral (among the first {limits.first_repetitions} one is enough)"
    facts = (
        Fact(name, float(found.n_heavy), "reps", limits.n_repetitions),
        Fact("first of them is rep", float(found.first_heavy or 0), "", limits.first_repetitions),
    )
    if situation.standing.heavy and not session.is_technique:
        return _back_off(situation, facts)
    load = situation.cut_load(limits.cut)
    text = (
        f"Too heavy: {found.n_heavy} of {found.n_repetitions} reps jerked or lost neutral."
        f" Work load from now on: {format_load(load)}."
    )
    standing = replace(
        situation.standing,
        load=load,
        full_load=_lower_full(situation, load),
        passed=(),
        heavy=(session.session_id,),
        regressions=_add_regression(situation),
        is_single_technique=False,
    )
    return situation.decide(PolicyRule.TOO_HEAVY, text, source="too_heavy", facts=facts), standing


def _lower_full(situation: Situation, load: Load | None) -> Load | None:
    """What a lighter week goes back to: no more than the load from now on. None: no lighter week is under way."""
    return None if situation.standing.full_load is None else load


def _back_off(situation: Situation, facts: tuple[Fact, ...]) -> Outcome:
    cut = situation.settings.policy.too_heavy.repeated_cut
    load = situation.cut_load(cut.min, most=cut.max)
    text = f"Too heavy twice in a row: one technique session, then {format_load(load)}."
    ids = (*situation.standing.heavy, situation.session.session_id)
    decision = Decision(PolicyRule.TOO_HEAVY_TWICE, text, "policy.too_heavy", facts, ids)
    # The back-off is the answer to both regressions: they do not call for a deload as well.
    full_load = _lower_full(situation, load)
    return decision, replace(situation.held, load=load, full_load=full_load, is_single_technique=True, regressions=())


def check_regressions(situation: Situation, standing: Standing) -> Outcome | None:
    """Enough regressions within a few weeks: a lighter week, from the load that was just reduced."""
    limits = situation.settings.policy.deload
    recent = tuple(
        item for item in standing.regressions if count_weeks(item[0], situation.now) <= limits.regression_weeks
    )
    if len(recent) < limits.n_regressions:
        return None
    text = f"{len(recent)} setbacks within {limits.regression_weeks} weeks: a lighter week."
    facts = (Fact("setbacks", float(len(recent)), "", limits.n_regressions),)
    ids = tuple(session_id for _, session_id in recent)
    decision = Decision(PolicyRule.DELOAD_REGRESSIONS, text, "policy.deload", facts, ids)
    return decision, start_deload(situation, standing)


def start_deload(situation: Situation, standing: Standing) -> Standing:
    """Where the lifter stands at the start of a lighter week."""
    settings, full = situation.settings, standing.load
    cut = settings.policy.deload.load_cut
    load = None if full is None else settings.steps.find_reduced(full, settings.scale, cut=cut)
    return replace(
        standing, load=load, full_load=full, deload_started_at=situation.now, regressions=(), passed=(), heavy=()
    )


def _add_regression(situation: Situation) -> tuple[tuple[datetime, str], ...]:
    limit = situation.settings.policy.deload.regression_weeks
    kept = [item for item in situation.standing.regressions if count_weeks(item[0], situation.now) <= limit]
    return (*kept, (situation.now, situation.session.session_id))
