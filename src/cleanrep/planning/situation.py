"""A session as a line of the policy sees it, and how a line answers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import floor

from cleanrep.model.training import Load
from cleanrep.planning.decision import Decision, Fact, Focus, PolicyRule, Standing
from cleanrep.planning.session_digest import TECHNIQUE, SessionDigest
from cleanrep.planning.settings import PlanningSettings

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Situation:
    """A session, where the lifter stood before it, and what it leaves to work on.

    Attributes
    ----------
    standing : Standing
        With the load that was done: it counts, whatever was prescribed. Technique that nobody asked for leaves it.
    """

    settings: PlanningSettings
    standing: Standing
    session: SessionDigest
    focus: Focus

    @property
    def now(self) -> datetime:
        """When the session took place."""
        return self.session.started_at

    @property
    def is_unasked_technique(self) -> bool:
        """Technique was practised though the goal was due: its light load says nothing about the goal's."""
        is_asked = self.standing.is_technique or self.standing.is_single_technique
        return self.session.is_technique and not is_asked and self.settings.goal_id != TECHNIQUE

    @property
    def load(self) -> Load | None:
        """The load done, or the one that stood before."""
        done = None if self.is_unasked_technique else self.session.load
        return done or self.standing.load

    def cut_load(self, cut: float, *, most: float | None = None) -> Load | None:
        """The load that counts, lighter by a share of the demand."""
        if self.load is None:
            return None
        return self.settings.steps.find_reduced(self.load, self.settings.scale, cut=cut, most=most)

    def decide(self, rule: PolicyRule, text: str, *, source: str, facts: tuple[Fact, ...] = ()) -> Decision:
        """A decision that rests on this session."""
        return Decision(rule, text, f"policy.{source}", facts, (self.session.session_id,))

    @property
    def held(self) -> Standing:
        """Where the lifter stands when nothing rises: what passed or was too heavy in a row is broken."""
        return replace(self.standing, passed=(), heavy=())


Outcome = tuple[Decision, Standing]
Line = Callable[[Situation], Outcome | None]
"""A line of the policy: its outcome, or None when it has nothing to say and the next line is asked."""


def count_weeks(start: datetime | None, end: datetime) -> float:
    """Weeks between two moments; 0 without a start."""
    return 0.0 if start is None else (end - start) / WEEK


def format_weeks(weeks: float) -> str:
    """The whole weeks that have passed, in words: ``3 weeks`` for 3.8, since the fourth is not over."""
    n_weeks = floor(weeks)
    return f"{n_weeks} week{'' if n_weeks == 1 else 's'}"


def format_load(load: Load | None) -> str:
    """A load in words: ``42.5 kg``, ``pin 6``, ``body weight + 5 kg``."""
    if load is None or load.unit == "unknown":
        return "a load to be found"
    value = f"{load.value or 0.0:.2f}".rstrip("0").rstrip(".")
    if load.unit == "stack_position":
        return f"pin {value}"
    if load.unit == "bodyweight":
        return "body weight" if not load.value else f"body weight + {value} kg"
    return f"{value} {load.unit.value}"
