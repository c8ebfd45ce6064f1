"""What the report page says, as plain values for its template.

Decides which texts and figures stand on the page and in which order; the template decides where, the style sheet how
they look, `cleanrep.report.wording` how findings read.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cleanrep.exercises.schema import Exercise, Rule
from cleanrep.model.repetition import Repetition, Verdict
from cleanrep.model.report import SetReport
from cleanrep.report.html.answer_content import AnswerContent, list_answers
from cleanrep.report.html.curves import draw_curves
from cleanrep.report.html.finding_content import FindingContent, FindingMaker
from cleanrep.report.html.load_content import LoadContent, make_load_content
from cleanrep.report.medians import list_medians
from cleanrep.report.next_step import choose_next_step
from cleanrep.report.pictures import Pictures
from cleanrep.report.ranking import find_deciding, find_unassessed, index_rules, rank_findings
from cleanrep.report.wording import (
    describe_repetition,
    join_words,
    lower_first,
)


@dataclass(frozen=True, slots=True)
class RepetitionContent:
    """One repetition; `level` as in `FindingContent`."""

    index: int
    set_index: int
    level: str
    verdict: str
    text: str
    curve: str
    figures: tuple[tuple[str, str], ...]
    findings: tuple[FindingContent, ...]
    unassessed: tuple[FindingContent, ...]


@dataclass(frozen=True, slots=True)
class UnassessedContent:
    """A rule that could not be judged, with the question that the lifter could answer instead."""

    title: str
    where: str
    reasons: tuple[str, ...]
    question: str | None


@dataclass(frozen=True, slots=True)
class PageContent:
    """Everything on the page but the plot's figures."""

    report: SetReport
    goal: str
    variant: str
    cue_where: str | None
    cue_answer: AnswerContent | None
    next_step: str
    figures: tuple[tuple[str, str], ...]
    repetitions: tuple[RepetitionContent, ...]
    set_findings: tuple[tuple[int, FindingContent], ...]
    answers: tuple[AnswerContent, ...]
    load: LoadContent | None
    unassessed: tuple[UnassessedContent, ...]
    provenance: tuple[tuple[str, str], ...]


def make_content(report: SetReport, exercise: Exercise, pictures: Pictures) -> PageContent:
    """Gather what the page says.

    Parameters
    ----------
    report : SetReport
        The analysis.
    exercise : Exercise
        Rules and guide of its exercise.
    pictures : Pictures
        Key frames of the second pass; may be empty.
    """
    answers = list_answers(report, exercise)
    by_rule = {item.rule: item for item in answers}
    key_frames = {(k.repetition, k.rule): k for k in pictures.key_frames}
    maker = _RepetitionMaker(exercise, FindingMaker(exercise, key_frames, by_rule))
    curves = draw_curves(report, is_top_up=exercise.phase_signal.concentric == "decreasing")
    goal, variant = exercise.goals.get(report.goal), exercise.variants.get(report.variant)
    return PageContent(
        report=report,
        goal=report.goal if goal is None else goal.name,
        variant=report.variant if variant is None else variant.name,
        cue_where=_say_where(report),
        cue_answer=by_rule.get(report.summary.top_cue_rule or ""),
        next_step=choose_next_step(report),
        figures=tuple((item.word, item.text) for item in list_medians(report.repetitions)),
        repetitions=tuple(maker.make(r, curves[r.index]) for r in report.repetitions),
        set_findings=tuple((item.set_index, maker.findings.make(item.finding)) for item in report.set_findings),
        answers=answers,
        load=make_load_content(report.load),
        unassessed=tuple(_list_unassessed(report, index_rules(exercise))),
        provenance=tuple(_list_provenance(report)),
    )


def _say_where(report: SetReport) -> str | None:
    found = _find_repetitions(report, Verdict.NOT_MET) or _find_repetitions(report, Verdict.BORDERLINE)
    if not found:
        return None
    return f"Seen in rep {found[0]}." if len(found) == 1 else f"Seen in reps {join_words(found)}."


def _find_repetitions(report: SetReport, verdict: Verdict) -> list[str]:
    rule = report.summary.top_cue_rule
    return [
        str(r.index) for r in report.repetitions if any(f.rule == rule and f.verdict is verdict for f in r.findings)
    ]


class _RepetitionMaker:
    def __init__(self, exercise: Exercise, findings: FindingMaker) -> None:
        self._rules = index_rules(exercise)
        self.findings = findings

    def make(self, repetition: Repetition, curve: str) -> RepetitionContent:
        ranked = rank_findings(repetition.findings, self._rules)
        findings = [self.findings.make(f, repetition.index) for f in ranked]
        return RepetitionContent(
            index=repetition.index,
            set_index=repetition.set_index,
            level=self._rate(repetition),
            verdict={True: "clean", False: "not clean", None: "can't tell"}[repetition.is_clean],
            text=describe_repetition(repetition, self._rules),
            curve=curve,
            figures=tuple((item.word, item.text) for item in list_medians([repetition])),
            findings=tuple(f for f in findings if f.level != "unknown"),
            unassessed=tuple(f for f in findings if f.level == "unknown"),
        )

    def _rate(self, repetition: Repetition) -> str:
        if repetition.is_clean is None:
            return "unknown"
        deciding = find_deciding(repetition, self._rules)
        if deciding:
            return self.findings.find_level(deciding[0])
        return "met" if repetition.is_clean else "fault"


def _list_unassessed(report: SetReport, rules: Mapping[str, Rule]) -> Sequence[UnassessedContent]:
    results = []
    for item in find_unassessed(report):
        rule = rules.get(item.rule)
        numbers = [str(index) for index in item.repetitions]
        where = "" if item.is_everywhere or not numbers else f"rep {numbers[0]}"
        if where and len(numbers) > 1:
            where = f"reps {join_words(numbers)}"
        title = item.rule if rule is None else rule.title
        reasons = tuple(lower_first(reason).removesuffix(".") for reason in item.reasons)
        results.append(UnassessedContent(title, where, reasons, None if rule is None else rule.question))
    return results


def _list_provenance(report: SetReport) -> list[tuple[str, str]]:
    source, view, made = report.source, report.view, report.provenance
    rows = [
        ("recording", f"{source.name}, {source.duration_s:.1f} s, {source.width_px} × {source.height_px}"),
        (
            "frames",
            f"{source.n_frames}, a person seen in {source.n_frames_with_pose}, {source.frame_rate_hz:.1f} a second",
        ),
        ("recording's SHA-256", source.sha256 or "none"),
        ("side to the camera", view.side or "unknown"),
        ("camera off the side", _say_degrees(view.yaw_deg)),
        ("camera tilt", _say_degrees(view.roll_deg)),
        ("exercise", f"{report.exercise}, file SHA-256 {made.exercise_sha256}"),
        ("pose model", made.pose_model),
        ("landmark offset", made.landmark_offset),
        ("neutral", made.neutral),
        ("CleanRep", made.cleanrep),
    ]
    return rows + list(made.created_with)


def _say_degrees(value: float) -> str:
    return f"{value:.0f}°" if math.isfinite(value) else "unknown"
