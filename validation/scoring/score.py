"""Hold what was found in a set against its truth: a record per set, per repetition and per rule.

It counts nothing over sets; `tally` does.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cleanrep.model.repetition import Finding, Repetition, Verdict
from cleanrep.model.view import View
from validation.scoring.rules import ANGLE_RULES, Standing, find_standing
from validation.scoring.truth import Strata, TrueRepetition, TrueSet

MAX_DISTANCE_S = 1.5
"""Middle of the top found and true, at most, for a repetition to be the same."""
BOUNDARIES = ("start_s", "top_start_s", "top_end_s", "end_s")
DURATIONS = ("concentric_s", "top_hold_s", "eccentric_s")


@dataclass(frozen=True, slots=True)
class MeasureError:
    """Found minus true value of a measure, and the standard uncertainty that was declared with it."""

    name: str
    error: float
    true: float
    uncertainty: float | None


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """The verdict of a rule on a repetition, and how the repetition stands to that rule in truth."""

    rule: str
    verdict: Verdict
    standing: Standing
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Belief:
    """How likely a finding held it that the true value misses the aim, and whether it does."""

    rule: str
    p_off_aim: float
    is_off_aim: bool


@dataclass(frozen=True, slots=True)
class RepetitionScore:
    """One true repetition.

    Attributes
    ----------
    is_found : bool
    boundary_errors_s : tuple[float, ...]
        Start, start of the top, end of the top, end; found minus true. Empty when not found.
    """

    index: int
    faults: tuple[tuple[str, str], ...]
    is_found: bool
    boundary_errors_s: tuple[float, ...] = ()
    measures: tuple[MeasureError, ...] = ()
    outcomes: tuple[RuleOutcome, ...] = ()
    beliefs: tuple[Belief, ...] = ()


@dataclass(frozen=True, slots=True)
class SetScore:
    """One set.

    Attributes
    ----------
    n_found, n_phantoms : int
        Repetitions found, and those of them that no true one belongs to.
    n_angle_verdicts : int
        ``met`` and ``not_met`` of rules that need the side view.
    """

    name: str
    strata: Strata
    is_judgeable: bool
    is_judged: bool
    n_true: int
    n_found: int
    n_phantoms: int
    n_angle_verdicts: int
    repetitions: tuple[RepetitionScore, ...]

    @property
    def is_count_exact(self) -> bool:
        """Every true repetition was found, and no other."""
        return self.n_phantoms == 0 and all(item.is_found for item in self.repetitions)

    @property
    def is_refused(self) -> bool:
        """An unsuitable view was told as such and no angle was judged."""
        return not self.is_judged and self.n_angle_verdicts == 0


def score_set(truth: TrueSet, found: Sequence[Repetition], view: View) -> SetScore:
    """Score a set.

    Parameters
    ----------
    found : Sequence[Repetition]
        As finally judged.
    """
    pairs = match_repetitions(truth.repetitions, found)
    before: TrueRepetition | None = None
    scores = []
    for true, got in pairs:
        scores.append(_score_repetition(truth, true, got, before))
        before = true
    verdicts = [(finding.rule, finding.verdict) for repetition in found for finding in repetition.findings]
    return SetScore(
        name=truth.name,
        strata=truth.strata,
        is_judgeable=truth.is_judgeable,
        is_judged=view.is_suitable,
        n_true=len(truth.repetitions),
        n_found=len(found),
        n_phantoms=len(found) - sum(got is not None for _, got in pairs),
        n_angle_verdicts=sum(
            rule in ANGLE_RULES and verdict in (Verdict.MET, Verdict.NOT_MET) for rule, verdict in verdicts
        ),
        repetitions=tuple(scores),
    )


def match_repetitions(
    expected: Sequence[TrueRepetition], found: Sequence[Repetition]
) -> list[tuple[TrueRepetition, Repetition | None]]:
    """Pair each true repetition with the found one whose top is nearest; None where there is none near."""
    left = list(found)
    pairs: list[tuple[TrueRepetition, Repetition | None]] = []
    for true in expected:
        near = [(abs(_find_middle_s(item) - _find_middle_s(true)), index) for index, item in enumerate(left)]
        distance_s, index = min(near, default=(float("inf"), -1))
        pairs.append((true, left.pop(index) if distance_s <= MAX_DISTANCE_S else None))
    return pairs


def _find_middle_s(item: Repetition | TrueRepetition) -> float:
    return (item.times.top_start_s + item.times.top_end_s) / 2.0


def _score_repetition(
    truth: TrueSet, true: TrueRepetition, got: Repetition | None, before: TrueRepetition | None
) -> RepetitionScore:
    if got is None:
        return RepetitionScore(true.index, true.faults, is_found=False)
    outcomes = []
    for finding in got.findings:
        standing, kind = find_standing(finding.rule, true, before, variant=truth.variant)
        outcomes.append(RuleOutcome(finding.rule, finding.verdict, standing, kind))
    return RepetitionScore(
        index=true.index,
        faults=true.faults,
        is_found=True,
        boundary_errors_s=tuple(getattr(got.times, name) - getattr(true.times, name) for name in BOUNDARIES),
        measures=tuple(
            MeasureError(item.name, item.value - true.measures[item.name], true.measures[item.name], item.uncertainty)
            for item in got.measures
            if item.reason is None and item.name in true.measures
        ),
        outcomes=tuple(outcomes),
        beliefs=tuple(_list_beliefs(true, got.findings)),
    )


def _list_beliefs(true: TrueRepetition, findings: Iterable[Finding]) -> Iterator[Belief]:
    for finding in findings:
        value = true.measures.get(finding.measure or "")
        if value is not None and finding.aim is not None and finding.p_off_aim is not None:
            low, high = finding.aim
            is_off = (low is not None and value < low) or (high is not None and value > high)
            yield Belief(finding.rule, finding.p_off_aim, is_off)
