"""A set in outline: which repetitions were clean and which rules were missed in which, without the figures.

It is what decides about the next session, small enough for a log of years to be read at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from cleanrep.model.repetition import Verdict
from cleanrep.model.training import LoggedFinding, LoggedRepetition


@dataclass(frozen=True, slots=True)
class SetOutline:
    """Repetitions that count, numbered from 1, and the verdicts that count: the person's before the machine's.

    Attributes
    ----------
    cleans : tuple[bool or None, ...]
        What was found or said of each repetition as a whole; None: cannot tell.
    faults : tuple[tuple[str, tuple[int, ...]], ...]
        Rule and numbers of the repetitions in which it was not met.
    judged : tuple[tuple[str, int], ...]
        Rule and in how many repetitions it was judged at all.
    off_aim : tuple[tuple[str, float], ...]
        Rule and median probability 0..1 that its aim was missed, of the repetitions in which it was judged.
    reviewed : tuple[tuple[int, tuple[str, ...]], ...]
        Repetitions without a word on the whole but with a finding that a person changed, and the rules judged in them.
    """

    cleans: tuple[bool | None, ...] = ()
    faults: tuple[tuple[str, tuple[int, ...]], ...] = ()
    judged: tuple[tuple[str, int], ...] = ()
    off_aim: tuple[tuple[str, float], ...] = ()
    reviewed: tuple[tuple[int, tuple[str, ...]], ...] = ()


def outline_repetitions(repetitions: Iterable[LoggedRepetition]) -> SetOutline:
    """Outline of the repetitions that count; those that were taken out are left out."""
    kept = [item for item in repetitions if not item.is_removed]
    if not kept:
        return SetOutline()
    faults: dict[str, list[int]] = {}
    chances: dict[str, list[float]] = {}
    reviewed = []
    for number, repetition in enumerate(kept, start=1):
        for finding in repetition.findings:
            verdict = finding.verdict
            if verdict is Verdict.NOT_ASSESSED:
                continue
            chances.setdefault(finding.rule, []).append(get_p_off_aim(finding))
            if verdict is Verdict.NOT_MET:
                faults.setdefault(finding.rule, []).append(number)
        if repetition.corrected_clean is None and any(item.corrected is not None for item in repetition.findings):
            judged = (item.rule for item in repetition.findings if item.verdict is not Verdict.NOT_ASSESSED)
            reviewed.append((number, tuple(judged)))
    return SetOutline(
        cleans=tuple(item.is_clean for item in kept),
        faults=tuple((rule, tuple(numbers)) for rule, numbers in sorted(faults.items())),
        judged=tuple((rule, len(found)) for rule, found in sorted(chances.items())),
        off_aim=tuple((rule, round(median(found), 3)) for rule, found in sorted(chances.items())),
        reviewed=tuple(reviewed),
    )


def get_p_off_aim(finding: LoggedFinding) -> float:
    """Probability 0..1 that the aim is missed; a verdict without one, or a person's, counts as what it says."""
    if finding.corrected is None and finding.p_off_aim is not None:
        return finding.p_off_aim
    return 0.0 if finding.verdict is Verdict.MET else 1.0
