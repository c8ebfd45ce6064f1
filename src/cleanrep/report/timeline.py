"""What the annotated video says at a moment: phase, count, and the cue of a fault for a short while.

Decides when each thing is said; how it is drawn is decided in ``drawing`` and ``annotated_video``.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from cleanrep.exercises.schema import Exercise, Rule
from cleanrep.model.repetition import Phase, PhaseTimes, Repetition
from cleanrep.model.report import SetReport
from cleanrep.report.ranking import find_deciding, index_rules

CUE_SHOWN_S = 2.5
_CUE_LEAD_S = 0.05


@dataclass(frozen=True, slots=True)
class Moment:
    """State of the set at one time.

    Attributes
    ----------
    phase : Phase or None
        None before the first lift and after a set.
    phase_s : float
        Seconds since the phase began.
    set_index : int or None
        Set that was begun last; None before the first one or where there is only one.
    n_done, n_clean : int
        Repetitions of that set that have ended, and the clean ones among them.
    last : PhaseTimes or None
        Times of the repetition that ended last in this set.
    cue : str or None
        Words for the fault seen just now.
    is_critical : bool
        The cue belongs to a critical rule.
    """

    phase: Phase | None
    phase_s: float
    set_index: int | None
    n_done: int
    n_clean: int
    last: PhaseTimes | None
    cue: str | None
    is_critical: bool


@dataclass(frozen=True, slots=True)
class _Cue:
    time_s: float
    text: str
    is_critical: bool


class Timeline:
    """The moments of a report, looked up by time.

    Parameters
    ----------
    report : SetReport
        Repetitions in order of time.
    exercise : Exercise
        Tells which rules are critical.
    """

    def __init__(self, report: SetReport, exercise: Exercise) -> None:
        rules = index_rules(exercise)
        self._has_sets = report.summary.n_sets > 1
        self._repetitions = report.repetitions
        self._starts_s = [r.times.start_s for r in report.repetitions]
        self._ends_s = [r.times.end_s for r in report.repetitions]
        self._phases = [entry for r in report.repetitions for entry in _list_phases(r.times)]
        self._phase_starts_s = [start_s for start_s, _ in self._phases]
        cues = [cue for r in report.repetitions if (cue := _find_cue(r, rules)) is not None]
        self._cues = sorted(cues, key=lambda cue: cue.time_s)
        self._cue_starts_s = [cue.time_s for cue in self._cues]

    def at(self, time_s: float) -> Moment:
        """State at a time of the source's clock."""
        phase, phase_s = self._phase_at(time_s)
        begun = bisect_right(self._starts_s, time_s)
        set_index = self._repetitions[begun - 1].set_index if begun else None
        ended = self._repetitions[: bisect_right(self._ends_s, time_s)]
        done = [r for r in ended if r.set_index == set_index]
        cue = self._cue_at(time_s)
        return Moment(
            phase=phase,
            phase_s=phase_s,
            set_index=set_index if self._has_sets else None,
            n_done=len(done),
            n_clean=sum(r.is_clean is True for r in done),
            last=done[-1].times if done else None,
            cue=None if cue is None else cue.text,
            is_critical=cue is not None and cue.is_critical,
        )

    def _phase_at(self, time_s: float) -> tuple[Phase | None, float]:
        i = bisect_right(self._phase_starts_s, time_s) - 1
        if i < 0:
            return None, 0.0
        start_s, phase = self._phases[i]
        return phase, time_s - start_s

    def _cue_at(self, time_s: float) -> _Cue | None:
        i = bisect_right(self._cue_starts_s, time_s) - 1
        return self._cues[i] if i >= 0 and time_s < self._cue_starts_s[i] + CUE_SHOWN_S else None


def _list_phases(times: PhaseTimes) -> list[tuple[float, Phase | None]]:
    return [
        (times.start_s, Phase.CONCENTRIC),
        (times.top_start_s, Phase.TOP_HOLD),
        (times.top_end_s, Phase.ECCENTRIC),
        (times.end_s, None if times.next_start_s is None else Phase.BOTTOM_HOLD),
    ]


def _find_cue(repetition: Repetition, rules: Mapping[str, Rule]) -> _Cue | None:
    for finding in find_deciding(repetition, rules):
        if finding.cue is not None:
            rule = rules.get(finding.rule)
            time_s = repetition.times.top_start_s if finding.time_s is None else finding.time_s
            # A little early, so that a player that stops at the fault shows it.
            return _Cue(time_s - _CUE_LEAD_S, finding.cue, rule is not None and rule.importance == "critical")
    return None
