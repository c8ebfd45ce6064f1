"""What a person says of an analysis: kept beside the machine's finding, never in its place.

Decides what may be said and how both become the repetitions of the log; which one counts is told by the types of
``model.training``.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from cleanrep.app.training_log import read_repetition
from cleanrep.errors import UsageError
from cleanrep.exercises.fields import Slug
from cleanrep.exercises.schema import Exercise
from cleanrep.model.repetition import Finding, Verdict
from cleanrep.model.training import LoggedFinding, LoggedRepetition
from cleanrep.report.document import RepetitionDocument, SetDocument
from cleanrep.rules.outcome import decide_clean

RepetitionIndex = Annotated[int, Field(ge=1, le=10_000)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class VerdictCorrection(_Strict):
    """A rule in a repetition is seen otherwise by a person."""

    repetition: RepetitionIndex
    rule: Slug
    verdict: Verdict


class CleanCorrection(_Strict):
    """A repetition as a whole is seen otherwise by a person."""

    repetition: RepetitionIndex
    is_clean: bool


class AddedRepetition(_Strict):
    """A repetition that the machine had not counted.

    Attributes
    ----------
    time_s : float or None
        About when, in the recording.
    """

    is_clean: bool | None = None
    time_s: Annotated[float, Field(ge=0, le=1e7, allow_inf_nan=False)] | None = None


class Corrections(_Strict):
    """Everything that a person said of one analysis.

    Attributes
    ----------
    removed : tuple[int, ...]
        Repetitions that were none.
    neutral_span_s : tuple[float, float] or None
        Part of the recording in which the lifter held neutral; the analysis is made again with it.
    """

    removed: tuple[RepetitionIndex, ...] = Field(default=(), max_length=1000)
    added: tuple[AddedRepetition, ...] = Field(default=(), max_length=1000)
    verdicts: tuple[VerdictCorrection, ...] = Field(default=(), max_length=5000)
    clean: tuple[CleanCorrection, ...] = Field(default=(), max_length=1000)
    neutral_span_s: tuple[float, float] | None = None

    @model_validator(mode="after")
    def _check_span(self) -> Self:
        if self.neutral_span_s is not None and not 0 <= self.neutral_span_s[0] < self.neutral_span_s[1] <= 1e7:
            raise ValueError("expected a span whose end is after its start")
        return self


def check_corrections(document: SetDocument, corrections: Corrections) -> None:
    """Check that what is corrected is there.

    Raises
    ------
    UsageError
        For a repetition or a rule that the document does not have.
    """
    rules = {repetition.index: {f.rule for f in repetition.findings} for repetition in document.repetitions}
    overruled = [correction.repetition for correction in corrections.verdicts]
    named = [*corrections.removed, *overruled, *(correction.repetition for correction in corrections.clean)]
    for index in named:
        if index not in rules:
            raise UsageError(f"a rep from 1 to {len(rules)}", str(index), "choose one of the report")
    for correction in corrections.verdicts:
        if correction.rule not in rules[correction.repetition]:
            raise UsageError("a rule of the report", repr(correction.rule), "choose one that is listed")


def list_repetitions(
    document: SetDocument, corrections: Corrections, exercise: Exercise
) -> tuple[LoggedRepetition, ...]:
    """Join the machine's repetitions with the person's corrections, in order of time.

    Parameters
    ----------
    document : SetDocument
        As the machine made it.
    exercise : Exercise
        Tells which rules decide whether a repetition was clean, after a verdict was overruled.

    Returns
    -------
    tuple[LoggedRepetition, ...]
        Numbered as in the report; added ones follow. Removed ones stay, marked.
    """
    found = [_join(repetition, corrections, exercise) for repetition in document.repetitions]
    first = len(found) + 1
    added = [
        LoggedRepetition(index=index, corrected_clean=item.is_clean, is_added=True)
        for index, item in enumerate(corrections.added, start=first)
    ]
    return (*found, *added)


def count_repetitions(repetitions: Sequence[LoggedRepetition]) -> tuple[int, int]:
    """Repetitions that count, and the clean ones among them, corrections included."""
    counting = [repetition for repetition in repetitions if not repetition.is_removed]
    return len(counting), sum(repetition.is_clean is True for repetition in counting)


def _join(repetition: RepetitionDocument, corrections: Corrections, exercise: Exercise) -> LoggedRepetition:
    overruled = {c.rule: c.verdict for c in corrections.verdicts if c.repetition == repetition.index}
    said = [c.is_clean for c in corrections.clean if c.repetition == repetition.index]
    logged = read_repetition(repetition.index, repetition)
    findings = tuple(replace(finding, corrected=overruled.get(finding.rule)) for finding in logged.findings)
    corrected = said[-1] if said else _decide_anew(findings, exercise) if overruled else None
    is_removed = repetition.index in corrections.removed
    return replace(logged, findings=findings, corrected_clean=corrected, is_removed=is_removed)


def _decide_anew(findings: Sequence[LoggedFinding], exercise: Exercise) -> bool | None:
    known = {rule.id for rule in exercise.rules}
    judged = [Finding(rule=item.rule, verdict=item.verdict, source="") for item in findings if item.rule in known]
    return decide_clean(judged, exercise)
