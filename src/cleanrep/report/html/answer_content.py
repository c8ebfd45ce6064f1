"""What the guide answers to the rules that were missed: each once on the page, for its findings to link to."""

from collections.abc import Iterable
from dataclasses import dataclass

from cleanrep.exercises.schema import Exercise
from cleanrep.guide.sections import Section, find_explaining
from cleanrep.model.report import SetReport
from cleanrep.report.ranking import FAULTS, index_rules, rank_findings


@dataclass(frozen=True, slots=True)
class AnswerContent:
    """Sections of the guide that feed a rule, as ``cleanrep ask --rule`` shows them."""

    rule: str
    title: str
    statement: str
    sections: tuple[Section, ...]


def list_answers(report: SetReport, exercise: Exercise) -> tuple[AnswerContent, ...]:
    """Answers to the rules that were not met or borderline, worst first; none where no section feeds the rule."""
    rules = index_rules(exercise)
    found = [finding for repetition in report.repetitions for finding in repetition.findings]
    found += [item.finding for item in report.set_findings]
    ranked = rank_findings((finding for finding in found if finding.verdict in FAULTS), rules)
    return tuple(_list_answers(exercise, dict.fromkeys(item.rule for item in ranked if item.rule in rules)))


def _list_answers(exercise: Exercise, rule_ids: Iterable[str]) -> Iterable[AnswerContent]:
    rules = index_rules(exercise)
    for rule_id in rule_ids:
        _, *feeding = find_explaining(exercise, rule_id)
        if feeding:
            yield AnswerContent(rule_id, rules[rule_id].title, rules[rule_id].statement, tuple(feeding))
