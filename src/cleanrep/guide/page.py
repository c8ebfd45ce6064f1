"""The guide as a page, and as a card for the gym wall that prints on one sheet: each one file without a script.

The template escapes everything, for an exercise file may be a stranger's, and a content-security policy forbids every
connection.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cleanrep.exercises.schema import Exercise, Goal, Rule
from cleanrep.guide.sections import PARTS, Section, choose_sections, format_range


@dataclass(frozen=True, slots=True)
class GuidePart:
    """A part of the page with its sections."""

    id: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class CardGoal:
    """A goal as a line of the card."""

    name: str
    sets: str
    repetitions: str
    tempo: str
    rest: str


@dataclass(frozen=True, slots=True)
class CardContent:
    """What fits on one sheet: set-up, steps, what is never done, goals, when to stop."""

    name: str
    summary: str
    setup: tuple[Section, ...]
    execution: tuple[Section, ...]
    critical: tuple[Rule, ...]
    goals: tuple[CardGoal, ...]
    safety: tuple[Section, ...]


def group_parts(sections: Sequence[Section]) -> tuple[GuidePart, ...]:
    """Sections under the headings of their parts, in the order given."""
    return tuple(
        GuidePart(part, PARTS[part], tuple(items)) for part, items in groupby(sections, key=lambda item: item.part)
    )


def make_card(exercise: Exercise) -> CardContent:
    """Choose what goes on the card."""
    sections = choose_sections(exercise)
    return CardContent(
        name=exercise.name,
        summary=exercise.summary,
        setup=_choose(sections, "setup"),
        execution=_choose(sections, "execution"),
        critical=tuple(rule for rule in exercise.rules if rule.importance == "critical"),
        goals=tuple(_make_goal(goal) for goal in exercise.goals.values()),
        safety=tuple(item for item in _choose(sections, "safety") if item.id != "safety.not-medical-advice"),
    )


def render_guide(exercise: Exercise, sections: Sequence[Section]) -> str:
    """The guide, or a part of it, as a page in UTF-8."""
    return _render("guide.html.j2", name=exercise.name, summary=exercise.summary, parts=group_parts(sections))


def render_card(exercise: Exercise) -> str:
    """The card as a page in UTF-8; on paper it is one A4 sheet."""
    return _render("card.html.j2", card=make_card(exercise))


def _render(template: str, **content: object) -> str:
    style = _load_style()
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return _load_environment().get_template(template).render(style=style, policy=policy, **content)


@cache
def _load_style() -> Markup:
    text = (resources.files("cleanrep.guide") / "templates" / "guide.css").read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 - a file of this package


@cache
def _load_environment() -> Environment:
    return Environment(
        loader=PackageLoader("cleanrep.guide", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _choose(sections: Sequence[Section], part: str) -> tuple[Section, ...]:
    return tuple(section for section in sections if section.part == part)


def _make_goal(goal: Goal) -> CardGoal:
    tempo = goal.tempo
    return CardGoal(
        goal.name,
        format_range(goal.sets),
        format_range(goal.repetitions),
        f"{tempo.concentric_s:g}, {tempo.top_hold_s:g}, {tempo.eccentric_s:g}, {tempo.bottom_hold_s:g}",
        format_range(goal.rest_s),
    )
