"""Lines of the policy that hold repetitions and load back until the quality is there."""

from dataclasses import replace

from cleanrep.planning.decision import Fact, PolicyRule, Standing
from cleanrep.planning.raise_lines import find_ceiling, hold_at_ceiling
from cleanrep.planning.situation import Outcome, Situation

_HOLDS = {
    "control": PolicyRule.HOLD_CONTROL,
    "tempo": PolicyRule.HOLD_TEMPO,
    "range": PolicyRule.HOLD_RANGE,
}


def check_stage(situation: Situation) -> Outcome | None:
    """Control, then tempo, then range: an unfinished stage holds everything after it."""
    focus = situation.focus
    if focus.stage not in _HOLDS or focus.rule is None:
        return None
    title = situation.settings.rules[focus.rule].title.lower()
    facts = (Fact(f"reps that missed {title}", float(focus.n_missed), f"of {focus.n_repetitions} reps"),)
    text = f"{focus.stage.capitalize()} first: {title} was missed in {focus.n_missed} of {focus.n_repetitions} reps."
    return situation.decide(_HOLDS[focus.stage], text, source="stages", facts=facts), _repeat(situation)


def check_clean(situation: Situation) -> Outcome | None:
    """Every work set has to be clean enough; what cannot be told is not clean."""
    session, limit = situation.session, situation.settings.policy.repetitions.min_clean_share
    share = session.least_clean_share
    if share >= limit - 1e-9:
        return None
    facts = (
        Fact("clean reps in the least clean set", 100.0 * share, "%", 100.0 * limit),
        Fact("reps that could not be told", 100.0 * session.unknown_share, "%"),
    )
    is_unknown = any((item.n_clean + item.n_unknown) >= limit * item.n_repetitions for item in session.sets)
    if is_unknown and session.unknown_share > situation.settings.policy.load.max_not_assessed_share:
        text = (
            f"{100 * session.unknown_share:.0f} % of the reps could not be told clean or not:"
            " film from the side, or log which were."
        )
        return situation.decide(PolicyRule.HOLD_UNKNOWN, text, source="load", facts=facts), _repeat(situation)
    text = f"{100 * share:.0f} % of the reps of a set were clean, {100 * limit:.0f} % are needed: same again."
    return situation.decide(PolicyRule.HOLD_CLEAN, text, source="repetitions", facts=facts), _repeat(situation)


def check_smooth(situation: Situation) -> Outcome | None:
    """Every repetition has to be smooth before anything rises."""
    n_rough = situation.session.n_rough
    if not n_rough:
        return None
    facts = (Fact("reps that were not smooth", float(n_rough), "reps", 0.0),)
    text = f"{n_rough} of {situation.session.n_repetitions} reps were not smooth: same again, smoother."
    return situation.decide(PolicyRule.HOLD_ROUGH, text, source="repetitions", facts=facts), _repeat(situation)


def check_sets(situation: Situation) -> Outcome | None:
    """The goal's sets have to be done, with its fewest repetitions, at one load."""
    goal, session = situation.settings.goal, situation.session
    n_sets, bottom = goal.sets.min, goal.repetitions.min
    is_one_load = len({item.load for item in session.sets}) == 1
    if len(session.sets) >= n_sets and session.least_repetitions >= bottom and is_one_load:
        return None
    facts = (
        Fact("sets", float(len(session.sets)), "", n_sets),
        Fact("reps of the shortest set", float(session.least_repetitions), "reps", bottom),
    )
    text = f"{n_sets} sets of at least {bottom} reps at one load come first."
    return situation.decide(PolicyRule.HOLD_SETS, text, source="repetitions", facts=facts), _repeat(situation)


def check_sure(situation: Situation) -> Outcome | None:
    """The aims have to be met with enough probability, not only more likely than not."""
    limit, worst = situation.settings.policy.load.max_p_off_aim, situation.session.find_worst_aim()
    if worst is not None and worst[1] <= limit:
        return None
    rule, p_off_aim = worst or ("", 1.0)
    title = situation.settings.rules[rule].title.lower() if rule in situation.settings.rules else "the rules"
    facts = (Fact(f"chance that {title} missed its aim", 100.0 * p_off_aim, "%", 100.0 * limit),)
    text = f"Not sure enough about {title}: a chance of {100 * p_off_aim:.0f} % that it missed its aim."
    return situation.decide(PolicyRule.HOLD_UNSURE, text, source="load", facts=facts), hold_at_ceiling(situation)


def check_reserve(situation: Situation) -> Outcome | None:
    """Enough repetitions have to be left in reserve; not given is not known."""
    goal, rir = situation.settings.goal, situation.session.least_rir
    target = 0 if goal.rir is None else goal.rir.min
    if rir is not None and rir >= target:
        return None
    facts = (Fact("reps in reserve", rir, "reps", target),)
    text = (
        "The reserve was not logged for every set: say how many reps were left."
        if rir is None
        else f"{rir:g} reps in reserve, {target} are needed: same again."
    )
    return situation.decide(PolicyRule.HOLD_RESERVE, text, source="load", facts=facts), hold_at_ceiling(situation)


def check_pain(situation: Situation) -> Outcome | None:
    """Pain has to be known and low."""
    limit, pain = situation.settings.policy.load.max_pain, situation.session.worst_pain
    if pain is not None and pain <= limit:
        return None
    facts = (Fact("pain", None if pain is None else float(pain), "/10", limit),)
    text = "Pain was not logged: 0 to 10." if pain is None else f"Pain {pain}/10, at most {limit} for more load."
    return situation.decide(PolicyRule.HOLD_PAIN, text, source="load", facts=facts), hold_at_ceiling(situation)


def check_answers(situation: Situation) -> Outcome | None:
    """What the camera could not judge has to be answered before the load rises."""
    missing = situation.session.find_unanswered()
    if not missing:
        return None
    rule = situation.settings.rules[missing[0]]
    text = f"Before more load, answer: {rule.question or rule.statement}"
    facts = tuple(Fact(f"answer to {item}", None) for item in missing)
    return situation.decide(PolicyRule.HOLD_ANSWER, text, source="load", facts=facts), hold_at_ceiling(situation)


def _repeat(situation: Situation) -> Standing:
    """The reps that stood or, when fewer were done, those; more that were not clean and smooth earn none."""
    least, most = situation.settings.goal.repetitions.min, find_ceiling(situation.settings, situation.load)
    wanted = min(situation.standing.n_repetitions, situation.session.least_repetitions)
    return replace(situation.held, n_repetitions=min(max(wanted, least), most))
