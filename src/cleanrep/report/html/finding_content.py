"""What the page says about one finding: words, figures, the drawing of its limits, picture, guide and source."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from cleanrep.exercises.schema import Exercise
from cleanrep.model.repetition import Finding, Verdict
from cleanrep.report.html.answer_content import AnswerContent
from cleanrep.report.html.scales import Scale, make_scale
from cleanrep.report.key_frames import KeyFrame
from cleanrep.report.ranking import FAULTS, index_rules
from cleanrep.report.wording import VERDICT_WORDS, describe_finding, format_span, format_uncertainty, format_value


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as a data URI with its size in pixels and its words for those who cannot see it."""

    uri: str
    width_px: int
    height_px: int
    alt: str


@dataclass(frozen=True, slots=True)
class FindingContent:
    """One finding.

    Attributes
    ----------
    level : str
        ``met``, ``borderline``, ``fault``, ``critical`` or ``unknown``.
    answer : AnswerContent or None
        What the guide says of a rule that was missed; None: it was not missed, or the guide has nothing.
    """

    title: str
    level: str
    verdict: str
    text: str
    statement: str
    answer: AnswerContent | None
    figures: tuple[tuple[str, str], ...]
    scale: Scale | None
    picture: Picture | None
    time_s: float | None
    cue: str | None
    reason: str | None
    source: str


class FindingMaker:
    """Makes the content of findings of one exercise.

    Parameters
    ----------
    exercise : Exercise
        Its rules and the statements of its guide.
    key_frames : Mapping[tuple[int, str], KeyFrame]
        Pictures by repetition and rule.
    answers : Mapping[str, AnswerContent]
        What the page holds of the guide, by rule.
    """

    def __init__(
        self, exercise: Exercise, key_frames: Mapping[tuple[int, str], KeyFrame], answers: Mapping[str, AnswerContent]
    ) -> None:
        self._rules = index_rules(exercise)
        self._key_frames = key_frames
        self._answers = answers

    def find_level(self, finding: Finding) -> str:
        """Level of a finding: how loudly it is shown."""
        rule = self._rules.get(finding.rule)
        if finding.verdict is Verdict.NOT_MET:
            return "critical" if rule is not None and rule.importance == "critical" else "fault"
        return {Verdict.MET: "met", Verdict.BORDERLINE: "borderline"}.get(finding.verdict, "unknown")

    def make(self, finding: Finding, repetition: int | None = None) -> FindingContent:
        """Content of a finding of a repetition, or of a set when no repetition is given."""
        rule = self._rules.get(finding.rule)
        title = finding.rule if rule is None else rule.title
        text = describe_finding(finding, rule)
        key_frame = None if repetition is None else self._key_frames.get((repetition, finding.rule))
        return FindingContent(
            title=title,
            level=self.find_level(finding),
            verdict=VERDICT_WORDS[finding.verdict],
            text=text,
            statement="" if rule is None else rule.statement,
            answer=self._answers.get(finding.rule) if finding.verdict in FAULTS else None,
            figures=tuple(_list_figures(finding)),
            scale=make_scale(finding),
            picture=None if key_frame is None else _embed(key_frame, f"Rep {repetition}: {text}"),
            time_s=None if finding.time_s is None else round(finding.time_s, 3),
            cue=finding.cue,
            reason=finding.reason,
            source=finding.source,
        )


def _embed(key_frame: KeyFrame, alt: str) -> Picture:
    uri = "data:image/jpeg;base64," + base64.b64encode(key_frame.jpeg).decode("ascii")
    return Picture(uri, key_frame.width_px, key_frame.height_px, alt)


def _list_figures(finding: Finding) -> list[tuple[str, str]]:
    rows = []
    if finding.value is not None:
        spread = "" if finding.uncertainty is None else f" ± {format_uncertainty(finding.uncertainty, finding.unit)}"
        rows.append(("value", format_value(finding.value, finding.unit) + spread))
    if finding.aim is not None:
        rows.append(("aim", format_span(finding.aim, finding.unit)))
    if finding.fault is not None and finding.fault != (None, None):
        rows.append(("limit", format_span(finding.fault, finding.unit)))
    if finding.p_off_aim is not None:
        rows.append(("chance that it misses the aim", f"{100 * finding.p_off_aim:.0f} %"))
    if finding.p_fault is not None and finding.fault is not None:
        rows.append(("chance that it is past the limit", f"{100 * finding.p_fault:.0f} %"))
    if finding.coverage is not None and finding.coverage < 0.995:
        rows.append(("seen in", f"{100 * finding.coverage:.0f} % of its frames"))
    return rows
