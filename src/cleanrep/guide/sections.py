"""The guide as sections with an address each, such as ``faq.how-heavy``, in the order in which it is read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cleanrep.errors import UsageError
from cleanrep.exercises.fields import Bounds, Count
from cleanrep.exercises.schema import Exercise, Goal, Rule, Statement
from cleanrep.near_name import suggest

PARTS: Mapping[str, str] = {
    "overview": "Overview",
    "setup": "Set up the machine",
    "execution": "Do it step by step",
    "tips": "Tips and common mistakes",
    "goals": "Sets, reps and load by goal",
    "progression": "Progression",
    "faq": "Questions",
    "equipment": "Equipment",
    "equipment-advice": "Choosing equipment",
    "safety": "Safety",
    "rules": "Rules",
}
"""Parts in reading order; `rules` are what a set is held against, shown when asked for."""
READ = tuple(part for part in PARTS if part != "rules")


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of the guide.

    Attributes
    ----------
    id : str
        Part and name, ``execution.pause-briefly``.
    lines : tuple[str, ...]
        Paragraphs.
    rules : tuple[str, ...]
        Rules that it explains.
    """

    id: str
    part: str
    title: str
    lines: tuple[str, ...]
    rules: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All paragraphs in one."""
        return " ".join(self.lines)


def list_sections(exercise: Exercise) -> tuple[Section, ...]:
    """Every section, part by part."""
    return tuple(
        section
        for part in PARTS
        for section in (_make_overview(exercise) if part == "overview" else _make_part(exercise, part))
    )


def choose_sections(exercise: Exercise, wanted: str | None = None) -> tuple[Section, ...]:
    """The sections of a part or the one of that id; without either everything that is read.

    Raises
    ------
    UsageError
        When there is no such part or section.
    """
    sections = list_sections(exercise)
    if wanted is None:
        return tuple(section for section in sections if section.part in READ)
    chosen = tuple(section for section in sections if wanted in (section.part, section.id))
    if not chosen:
        parts = ", ".join(part for part in PARTS if any(section.part == part for section in sections))
        known = sorted({name for section in sections for name in (section.part, section.id)})
        remedy = suggest(wanted, known, otherwise="choose one of them")
        raise UsageError(f"a part ({parts}) or a section such as {sections[0].id}", repr(wanted), remedy)
    return chosen


def find_explaining(exercise: Exercise, rule_id: str) -> tuple[Section, ...]:
    """What answers a rule that was missed: the rule, then questions, tips, steps and the rest that feed it.

    Raises
    ------
    UsageError
        When the exercise has no such rule.
    """
    known = [rule.id for rule in exercise.rules]
    if rule_id not in known:
        remedy = suggest(rule_id, known, otherwise=f"choose one of {', '.join(known)}")
        raise UsageError(f"a rule of {exercise.id}", repr(rule_id), remedy)
    sections = list_sections(exercise)
    order = ("faq", "tips", "execution", "setup", "safety", "progression", "equipment-advice")
    rule = next(section for section in sections if section.id == f"rules.{rule_id}")
    feeding = [section for section in sections if rule_id in section.rules and section.part in order]
    # The first rule that a section names is what it is about.
    feeding.sort(key=lambda section: (section.rules.index(rule_id) > 0, order.index(section.part)))
    return (rule, *feeding)


def _make_overview(exercise: Exercise) -> Iterator[Section]:
    overview = exercise.overview
    facts = (
        f"Body part: {overview.body_part}",
        f"Primary muscles: {', '.join(overview.primary_muscles)}",
        f"Secondary muscles: {', '.join(overview.secondary_muscles)}",
        f"Equipment: {overview.equipment}",
        f"Difficulty: {overview.difficulty}",
    )
    yield Section("overview.summary", "overview", exercise.name, (exercise.summary, *overview.description))
    yield Section("overview.facts", "overview", "At a glance", facts, overview.rules)
    for name, variant in exercise.variants.items():
        yield Section(f"overview.{name}", "overview", variant.name, (variant.description,))


def _make_part(exercise: Exercise, part: str) -> Iterator[Section]:
    guide = exercise.guide
    statements: Mapping[str, Sequence[Statement]] = {
        "setup": guide.setup,
        "execution": guide.execution,
        "tips": guide.tips,
        "progression": exercise.progression,
        "equipment-advice": guide.equipment_advice,
        "safety": guide.safety,
    }
    for item in statements.get(part, ()):
        yield Section(f"{part}.{item.id}", part, item.title, (item.text,), item.rules)
    if part == "goals":
        yield from (_make_goal(name, goal) for name, goal in exercise.goals.items())
    elif part == "faq":
        for entry in guide.faq:
            yield Section(f"faq.{entry.id}", part, entry.question, (entry.answer,), entry.rules)
    elif part == "equipment":
        for piece in guide.equipment:
            yield Section(f"equipment.{piece.id}", part, piece.name, tuple(f"{use}." for use in piece.uses))
    elif part == "rules":
        yield from (_make_rule(rule) for rule in exercise.rules)


def _make_goal(name: str, goal: Goal) -> Section:
    tempo = goal.tempo
    lines = [
        f"{format_range(goal.sets)} sets of {format_range(goal.repetitions)} reps. Load: {lower(goal.load)}.",
        f"Tempo: up {tempo.concentric_s:g} s, top {tempo.top_hold_s:g} s, down {tempo.eccentric_s:g} s,"
        f" bottom {tempo.bottom_hold_s:g} s. Rest {format_range(goal.rest_s)} s.",
    ]
    if goal.rir is not None:
        lines.append(f"Reps left in reserve: {format_range(goal.rir)}.")
    return Section(f"goals.{name}", "goals", goal.name, (*lines, *goal.notes), goal.rules)


def _make_rule(rule: Rule) -> Section:
    question = () if rule.question is None else (f"Ask yourself: {rule.question}",)
    return Section(f"rules.{rule.id}", "rules", rule.title, (rule.statement, f"Cue: {rule.cue}", *question), (rule.id,))


def format_range(bounds: Count | Bounds) -> str:
    """``3 to 4``; one number when both sides are the same, ``at most 60`` or ``at least 60`` for an open side."""
    if bounds.min is None:
        return f"at most {bounds.max:g}"
    if bounds.max is None:
        return f"at least {bounds.min:g}"
    return f"{bounds.min:g}" if bounds.min == bounds.max else f"{bounds.min:g} to {bounds.max:g}"


def lower(text: str) -> str:
    """First letter small, for the middle of a sentence."""
    return text[:1].lower() + text[1:]
