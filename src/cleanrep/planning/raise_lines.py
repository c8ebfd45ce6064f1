"""Lines of the policy that let something rise: a repetition, then the load, by the smallest step of the machine."""

from dataclasses import replace

from cleanrep.model.training import Load
from cleanrep.planning.decision import Decision, Fact, PolicyRule, Standing
from cleanrep.planning.one_rm import compute_n_to_failure, compute_one_rm_ratio
from cleanrep.planning.settings import PlanningSettings
from cleanrep.planning.situation import Outcome, Situation, format_load

SLOWER_BY_S = 0.5


def find_step(settings: PlanningSettings, load: Load | None) -> tuple[Load, float | None] | None:
    """The next load of the machine and the change of the demand; None at the top or without a load.

    From nothing at all the change is not defined (None), and the first step is always allowed.
    """
    following = None if load is None else settings.steps.find_next(load)
    if load is None or following is None:
        return None
    return following, settings.scale.compute_change(load, following)


def find_ceiling(settings: PlanningSettings, load: Load | None) -> int:
    """Repetitions to reach before the load rises: the goal's most, or the cap where the next step is too large."""
    top = settings.goal.repetitions.max
    return top if _fits(settings, load) else max(top, settings.policy.repetitions.max_repetitions)


def _fits(settings: PlanningSettings, load: Load | None) -> bool:
    step = find_step(settings, load)
    if step is None:
        return False
    is_from_nothing = load is not None and not load.value
    return is_from_nothing if step[1] is None else step[1] <= settings.max_step + 1e-9


def hold_at_ceiling(situation: Situation) -> Standing:
    """Every set reached the ceiling, clean and smooth, and the load waits: that many reps again, whatever stood."""
    return replace(situation.held, n_repetitions=find_ceiling(situation.settings, situation.load))


def add_repetition(situation: Situation) -> Outcome | None:
    """One more repetition a set, up to the top of the range or the cap."""
    settings, session = situation.settings, situation.session
    reached = session.least_repetitions
    ceiling = find_ceiling(settings, situation.load)
    if reached >= ceiling:
        return None
    top = settings.goal.repetitions.max
    facts = (Fact("reps of the shortest set", float(reached), "reps", ceiling), *_list_quality_facts(situation))
    after = replace(situation.held, n_repetitions=reached + 1)
    if reached < top:
        text = f"Every set of {reached} was clean and smooth: {reached + 1} reps next time."
        return situation.decide(PolicyRule.ADD_REPETITION, text, source="repetitions", facts=facts), after
    step = find_step(settings, situation.load)
    why = "there is no heavier step" if step is None else f"the next step, {format_load(step[0])}, is too large"
    text = f"Clean and smooth, but {why}: {reached + 1} reps next time, up to {ceiling}."
    return situation.decide(PolicyRule.MORE_REPETITIONS, text, source="repetitions", facts=facts), after


def confirm_or_raise(situation: Situation) -> Outcome:
    """Every gate passed: the load rises once that holds for enough sessions in a row at this load."""
    standing, limits = situation.standing, situation.settings.policy.load
    passed = (*standing.passed, situation.session.session_id)
    n_needed = limits.n_sessions
    facts = (Fact("sessions in a row that passed", float(len(passed)), "", n_needed), *_list_quality_facts(situation))
    if len(passed) < n_needed:
        text = f"Everything passed, {len(passed)} of {n_needed} sessions in a row: same again."
        decision = Decision(PolicyRule.HOLD_CONFIRM, text, "policy.load", facts, passed)
        return decision, replace(hold_at_ceiling(situation), passed=passed)
    return _raise_load(situation, facts, passed[-n_needed:])


def _raise_load(situation: Situation, facts: tuple[Fact, ...], ids: tuple[str, ...]) -> Outcome:
    settings, load = situation.settings, situation.load
    step = find_step(settings, load)
    if step is not None and _fits(settings, load):
        return _step_up(situation, step, facts=facts, ids=ids)
    slower_s = (situation.standing.eccentric_s or settings.goal.tempo.eccentric_s) + SLOWER_BY_S
    if slower_s <= settings.policy.load.max_eccentric_s + 1e-9:
        text = f"The next step is too large: lower in {slower_s:g} s instead."
        decision = Decision(PolicyRule.SLOWER_LOWERING, text, "policy.load", facts, ids)
        return decision, replace(situation.held, eccentric_s=slower_s, n_repetitions=settings.goal.repetitions.max)
    if step is not None and _is_earned(situation, step[1]):
        return _step_up(situation, step, facts=facts, ids=ids)
    what = "The stack ends here" if step is None else f"The next step, {format_load(step[0])}, is too large"
    text = f"{what}: stay, or use a smaller add-on weight or another machine."
    return Decision(PolicyRule.HOLD_STEP, text, "policy.load", facts, ids), hold_at_ceiling(situation)


def _step_up(
    situation: Situation, step: tuple[Load, float | None], *, facts: tuple[Fact, ...], ids: tuple[str, ...]
) -> Outcome:
    settings = situation.settings
    following, change = step
    is_small = _fits(settings, situation.load)
    rule = PolicyRule.ADD_LOAD if is_small else PolicyRule.EARNED_STEP
    bottom = settings.goal.repetitions.min
    change_percent = None if change is None else 100.0 * change
    more = (*facts, Fact(f"rise of the demand ({settings.scale.name})", change_percent, "%", 100.0 * settings.max_step))
    text = f"{len(ids)} sessions in a row passed every gate: {format_load(following)}, back to {bottom} reps."
    if not is_small:
        text += " A large step, earned by the reps at this load."
    after = replace(situation.held, load=following, n_repetitions=bottom, eccentric_s=None)
    return Decision(rule, text, "policy.load", more, ids), after


def _is_earned(situation: Situation, change: float | None) -> bool:
    """Whether the repetitions done allow the goal's fewest, with its reserve, at the larger load (Epley)."""
    goal, session = situation.settings.goal, situation.session
    if change is None or session.least_rir is None:
        return False
    ratio = compute_one_rm_ratio(session.least_repetitions + session.least_rir) / (1.0 + change)
    reserve = 0 if goal.rir is None else goal.rir.min
    return compute_n_to_failure(ratio) - reserve >= goal.repetitions.min


def _list_quality_facts(situation: Situation) -> tuple[Fact, ...]:
    session, policy = situation.session, situation.settings.policy
    return (
        Fact(
            "clean reps in the least clean set",
            100.0 * session.least_clean_share,
            "%",
            100.0 * policy.repetitions.min_clean_share,
        ),
        Fact("reps that were not smooth", float(session.n_rough), "reps", 0.0),
    )


def follow_load(standing: Standing, situation_load: Load | None) -> Standing:
    """The load that was done counts; a change of it breaks what passed in a row."""
    if situation_load is None or situation_load == standing.load:
        return standing
    return replace(standing, load=situation_load, passed=())
