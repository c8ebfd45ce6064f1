"""What time does to a plan: a lay-off lightens it, a long one starts it over with technique."""

from datetime import datetime

from cleanrep.planning.decision import Decision, Fact, PolicyRule, Standing
from cleanrep.planning.settings import PlanningSettings
from cleanrep.planning.situation import count_weeks, format_load, format_weeks


def pass_time(settings: PlanningSettings, standing: Standing, when: datetime) -> Standing:
    """Where a lifter stands after the time since the last session."""
    found = check_break(settings, standing, when)
    return standing if found is None else found[1]


def check_break(settings: PlanningSettings, standing: Standing, when: datetime) -> tuple[Decision, Standing] | None:
    """What a break costs; None for a break too short to matter, and before the first session."""
    if standing.last_session_at is None:
        return None
    limits, weeks = settings.policy.lay_off, count_weeks(standing.last_session_at, when)
    reached = [step for step in limits.steps if weeks >= step.weeks]
    if not reached:
        return None
    is_restart = weeks > limits.restart_weeks
    full = standing.full_load or standing.load
    load = None if full is None else settings.steps.find_reduced(full, settings.scale, cut=reached[-1].cut)
    after = Standing(
        n_repetitions=settings.goal.repetitions.min,
        load=load,
        is_technique=is_restart or standing.is_technique,
        n_technique=0 if is_restart else standing.n_technique,
        last_session_at=standing.last_session_at,
        last_stop_at=standing.last_stop_at,
        is_blocked=standing.is_blocked,
    )
    limit = limits.restart_weeks if is_restart else reached[-1].weeks
    facts = (Fact("weeks since the last session", weeks, "weeks", limit),)
    if is_restart:
        text = f"More than {format_weeks(limit)} without a session: start over with technique."
        return Decision(PolicyRule.RESTART, text, "policy.lay_off", facts), after
    text = f"{format_weeks(weeks)} without a session: {100 * reached[-1].cut:.0f} % less, {format_load(load)}."
    return Decision(PolicyRule.LAY_OFF, text, "policy.lay_off", facts), after
