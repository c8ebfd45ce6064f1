"""Turn what the finder found into judged repetitions, and repetitions into finished sets."""

from dataclasses import replace
from math import inf

import numpy as np

from cleanrep.engine.records import RepetitionRecord, make_record
from cleanrep.engine.sample_buffer import BufferedSpan
from cleanrep.engine.set_judge import SetJudge
from cleanrep.engine.settings import EngineSettings
from cleanrep.engine.view_tracker import ViewTracker
from cleanrep.measures.window import RepetitionWindow, build_window
from cleanrep.model.arrays import FloatArray
from cleanrep.model.events import Event, FindingMade, RepetitionFinished, SetFinished
from cleanrep.model.repetition import PhaseTimes
from cleanrep.phases.phase_fit import PhaseFit, PhaseFitError, fit_phases
from cleanrep.phases.repetition_finder import Closing, RepetitionFound
from cleanrep.rules.context import JudgeContext
from cleanrep.signals.stretch import Stretch, stack_samples

MAX_ANCHOR_TRAVEL = 0.6
"""Distance of the hip between two repetitions, in trunk lengths, beyond which the lifter went elsewhere: a new set."""
MIN_SEEN_SHARE = 0.5
MIN_RISE_SHARE = 0.45
MAX_TAIL_S = 0.3
"""How far the fitted end of a lowering may lie past the moment when the trunk was seen to have settled."""
LATE_RULES = frozenset({"settle-before-next"})


class SetBuilder:
    """Keeps the repetitions of the set under way; one recording may hold several sets."""

    def __init__(self, settings: EngineSettings, view: ViewTracker) -> None:
        self._settings = settings
        self._view = view
        self._judge = SetJudge(settings, view)
        self._records: list[RepetitionRecord] = []
        self._n_before = 0
        self._n_incomplete = 0
        self._n_incomplete_before = 0
        self._set_index = 1
        self._gap_end_s = -inf

    @property
    def n_repetitions(self) -> int:
        """Repetitions found so far, over all sets."""
        return self._n_before + len(self._records)

    @property
    def n_incomplete(self) -> int:
        """Lifts never lowered again, over all sets."""
        return self._n_incomplete_before + self._n_incomplete

    def find_end_s(self, *, moved_s: float | None) -> float:
        """Moment at which the set has ended if nothing moves until then; infinite while nothing was lifted.

        Parameters
        ----------
        moved_s : float or None
            When the lift or lowering under way last went further; None at the bottom.
        """
        last_s = self._records[-1].times.end_s if self._records else inf
        since_s = last_s if moved_s is None else moved_s
        return since_s + self._settings.exercise.phase_signal.set_gap_s

    def note_gap(self, end_s: float) -> None:
        """Note a gap in which a repetition may hide: the one before it is followed by none that is known."""
        self._gap_end_s = end_s

    def lose_lift(self) -> None:
        """Note a lift that was never lowered; it is no repetition."""
        self._n_incomplete += 1

    def take_repetition(self, time_s: float, found: RepetitionFound, *, span: BufferedSpan, facing: int) -> list[Event]:
        """Fit, measure and judge a repetition; nothing when it is another movement."""
        if facing == 0 or not span.samples:
            return []
        stretch = stack_samples(span.samples, facing)
        fit = self._fit(stretch, span.rising, found)
        if fit is None:
            return []
        window = build_window(stretch, fit, has_settled=found.closing is Closing.SETTLED)
        if found.is_amended:
            self._amend(window, found)
            return []
        record = make_record(self.n_repetitions + 1, window)
        if not self._is_repetition(record):
            return []
        events = self._leave_for_new_place(time_s, record)
        self._view.push_repetition(record, span.samples)
        previous = self._records[-1] if self._records else None
        if previous is not None:
            if self._gap_end_s <= previous.times.end_s:
                previous.complete_bottom(record.window)
            previous.forget_samples()
        self._records.append(record)
        context = self._judge.look(self._records)
        if previous is not None:
            events += self._tell_late(time_s, previous, context)
        return [*events, *self._announce(time_s, record, context)]

    def _amend(self, window: RepetitionWindow, found: RepetitionFound) -> None:
        """Measure the last repetition again: the trunk went on down after it seemed to have settled."""
        if self._records and self._records[-1].times.start_s >= found.window_start_s:
            self._records[-1] = make_record(self.n_repetitions, window)

    def finish_set(self, time_s: float) -> list[Event]:
        """Judge the set with all of it known, and begin the next; nothing when there were no repetitions."""
        if not self._records:
            return []
        result = self._judge.judge_set(self._records, self._set_index, self._n_incomplete)
        self._view.end_set()
        self._n_before += len(self._records)
        self._records = []
        self._n_incomplete_before += self._n_incomplete
        self._n_incomplete = 0
        self._set_index += 1
        return [SetFinished(time_s, result)]

    def _fit(self, stretch: Stretch, rising: FloatArray, found: RepetitionFound) -> PhaseFit | None:
        """Fit the phases; None when the samples do not show a repetition after all."""
        first = int(stretch.time_s.searchsorted(found.window_start_s))
        end = int(stretch.time_s.searchsorted(found.window_end_s, side="right"))
        time_s, rising = stretch.time_s[first:end], rising[first:end]
        if np.count_nonzero(np.isfinite(rising)) < MIN_SEEN_SHARE * rising.size:
            return None
        try:
            fit = fit_phases(
                time_s,
                rising,
                may_end_after_s=0.0 if found.closing is Closing.NEXT_LIFT else MAX_TAIL_S,
                held_share=self._settings.exercise.phase_signal.held_share,
            )
        except PhaseFitError:
            return None
        start_s = max(fit.times.start_s, self._last_end_s(found))
        times = PhaseTimes(start_s, fit.times.top_start_s, fit.times.top_end_s, fit.times.end_s)
        return replace(fit, times=times) if start_s < fit.times.top_start_s else None

    def _last_end_s(self, found: RepetitionFound) -> float:
        before = self._records[:-1] if found.is_amended else self._records
        return before[-1].times.top_end_s if before else -inf

    def _is_repetition(self, record: RepetitionRecord) -> bool:
        """Whether the movement is one of the exercise.

        A hip that travels is walking, squatting or picking something up; before the first repetition, a fall far deeper
        than the rise before it is getting into the lowered position.
        """
        if record.anchor_shift > self._settings.variant_spec.max_anchor_shift:
            return False
        if not self._records and record.window.fit.rise < MIN_RISE_SHARE * record.window.fit.fall:
            return False
        return record.times.top_hold_s < self._settings.exercise.phase_signal.set_gap_s

    def _leave_for_new_place(self, time_s: float, record: RepetitionRecord) -> list[Event]:
        if not self._records:
            return []
        last = self._records[-1]
        travel = float(np.linalg.norm(record.anchor_px - last.anchor_px)) / last.trunk_px
        return self.finish_set(time_s) if travel > MAX_ANCHOR_TRAVEL else []

    def _tell_late(self, time_s: float, previous: RepetitionRecord, context: JudgeContext) -> list[Event]:
        late = self._judge.judge_again(previous, context, LATE_RULES)
        return [FindingMade(time_s, previous.index, finding) for finding in late]

    def _announce(self, time_s: float, record: RepetitionRecord, context: JudgeContext) -> list[Event]:
        judged = self._judge.judge_repetition(record, context, self._set_index)
        made = [FindingMade(time_s, record.index, finding) for finding in judged.findings]
        return [RepetitionFinished(time_s, judged), *made]
