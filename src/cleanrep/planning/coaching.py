"""The one thing to work on: the lowest unfinished stage, and in it the rule that was missed most."""

from collections.abc import Sequence
from math import floor

from cleanrep.planning.decision import Focus
from cleanrep.planning.session_digest import SessionDigest
from cleanrep.planning.settings import PlanningSettings


def find_focus(settings: PlanningSettings, session: SessionDigest) -> Focus:
    """The lowest stage that the session left unfinished; with all of quality finished, repetitions or load."""
    stages = settings.policy.stages
    n_repetitions = session.n_repetitions
    n_allowed = floor(stages.max_fault_share * n_repetitions + 1e-9)
    for stage, rules, allowed in (
        ("control", stages.control, 0),
        ("tempo", stages.tempo, n_allowed),
        ("range", stages.range, n_allowed),
    ):
        focus = _find_missed(settings, session, rules=rules, stage=stage)
        if focus is not None and focus.n_missed > allowed:
            return focus
    if session.least_repetitions < settings.goal.repetitions.max:
        return Focus("repetitions", None, "Same quality, one more rep when every rep is clean.")
    return Focus("load", None, "Keep every rep smooth: the load follows.")


def _find_missed(
    settings: PlanningSettings, session: SessionDigest, *, rules: Sequence[str], stage: str
) -> Focus | None:
    faults = session.count_faults()
    missed = [rule for rule in rules if faults.get(rule, 0)]
    if not missed:
        return None
    worst = max(missed, key=lambda rule: faults[rule])
    rule = settings.rules[worst]
    cue = rule.variant_cues.get(settings.variant, rule.cue)
    return Focus(stage, worst, cue, faults[worst], session.n_repetitions)
