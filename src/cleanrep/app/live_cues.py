"""Choose what to say to a lifter in the middle of a set: one thing at a time, and not again and again.

Decides by importance, then by time: a critical fault is said at the next chance, anything else keeps its distance from
the last cue, and the same words rest for a while. Borderline findings are never said.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cleanrep.exercises.schema import Exercise, Rule
from cleanrep.model.events import FindingMade
from cleanrep.model.repetition import Verdict

MIN_PAUSE_S = 4.0
"""Between two cues: about one repetition, so that there is time to act on it."""
MIN_REPEAT_S = 20.0
"""Until the same cue is said again: about three repetitions."""
_ORDER = {"critical": 0, "quality": 1, "advice": 2}


@dataclass(frozen=True, slots=True)
class LiveCue:
    """Words to the lifter, now.

    Attributes
    ----------
    time_s : float
        By the source's clock.
    is_critical : bool
        The rule behind it is a critical one.
    """

    time_s: float
    rule: str
    text: str
    is_critical: bool


class CueSpeaker:
    """Picks from the findings as they are made.

    Parameters
    ----------
    exercise : Exercise
        Tells how much a rule matters.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._rules = {rule.id: rule for rule in exercise.rules}
        self._last_s = float("-inf")
        self._last_of_rule_s: dict[str, float] = {}

    def choose(self, made: Iterable[FindingMade]) -> LiveCue | None:
        """The one cue to say for these findings; None when there is none or it is too early for one."""
        faults = [event for event in made if event.finding.verdict is Verdict.NOT_MET and event.finding.cue]
        sayable = [event for event in faults if self._may_say(event)]
        if not sayable:
            return None
        chosen = min(sayable, key=lambda event: _ORDER[self._rule_of(event).importance])
        rule = self._rule_of(chosen)
        self._last_s = self._last_of_rule_s[rule.id] = chosen.time_s
        return LiveCue(chosen.time_s, rule.id, chosen.finding.cue or rule.cue, rule.importance == "critical")

    def _may_say(self, event: FindingMade) -> bool:
        rule = self._rule_of(event)
        last_same_s = self._last_of_rule_s.get(rule.id, float("-inf"))
        if event.time_s - last_same_s < MIN_REPEAT_S:
            return False
        return rule.importance == "critical" or event.time_s - self._last_s >= MIN_PAUSE_S

    def _rule_of(self, event: FindingMade) -> Rule:
        return self._rules[event.finding.rule]
