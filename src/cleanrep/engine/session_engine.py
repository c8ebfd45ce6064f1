"""The engine: ``push(sample) -> events``, for a file in a loop as for a live camera.

It decides nothing about a single rule and draws nothing: signals tell the angle, `phases` finds the repetitions,
`measures` takes numbers, `rules` judges. The engine keeps the order: it buffers samples, turns what was found into
repetitions, completes a repetition's bottom when the next lift is there, and ends sets. Its state depends on the
samples alone, so any chunking of the same samples gives the same events.
"""

from collections.abc import Iterable
from math import inf, isfinite, nan

from cleanrep.engine.sample_buffer import SampleBuffer
from cleanrep.engine.set_builder import SetBuilder
from cleanrep.engine.settings import EngineSettings
from cleanrep.engine.view_tracker import ViewTracker
from cleanrep.errors import UsageError
from cleanrep.geometry.fixed_lag import FixedLagMedian
from cleanrep.model.events import Event, PhaseChanged
from cleanrep.model.samples import Sample, TrunkPoints
from cleanrep.model.view import View
from cleanrep.phases.live_phase import LivePhase
from cleanrep.phases.repetition_finder import Found, LiftLost, RepetitionFinder, RepetitionFound
from cleanrep.signals.facing import FacingTracker, compute_facing_evidence
from cleanrep.signals.phase_signal import PHASE_SIGNALS
from cleanrep.signals.same_person import SamePerson
from cleanrep.signals.stretch import MIN_VISIBILITY

FILTER_LAG_S = 0.1
"""Declared delay of the engine's filter: a turn is told this much after the sample that shows it."""
KEEP_BEFORE_S = 8.0
"""Samples kept while nothing is under way: the bottom before a lift, and what the filters need before it."""
MARGIN_S = 1.0
FACING_EVERY_S = 0.5
TRIM_EVERY_S = 1.0
MAX_UNSEEN_S = 5.0
HIDING_S = 1.0
"""A gap of so long may hide a quick repetition."""
MAX_WAITING_SAMPLES = 2000


class Engine:
    """Watches one recording or live session, sample by sample.

    Parameters
    ----------
    settings : EngineSettings
        Exercise, variant, goal, pose model, lifter.

    Examples
    --------
    >>> from cleanrep import Engine, EngineSettings, load_exercise
    >>> from cleanrep.testing import make_samples
    >>> exercise = load_exercise("lever-back-extension").exercise
    >>> settings = EngineSettings(exercise, "standing", "hypertrophy", "mediapipe-pose-full-0.10.21", 480)
    >>> engine = Engine(settings)
    >>> events = [event for sample in make_samples(n_repetitions=3) for event in engine.push(sample)]
    >>> events += engine.finish()
    >>> [len(event.result.repetitions) for event in events if type(event).__name__ == "SetFinished"]
    [3]
    """

    def __init__(self, settings: EngineSettings) -> None:
        self.settings = settings
        self._rising_sign = settings.rising_sign
        self._view = ViewTracker(settings.frame_height_px)
        self._facing = FacingTracker()
        self._person = SamePerson()
        self._waiting: list[tuple[Sample, TrunkPoints | None]] = []
        self._last_s = -inf
        self._direction = 0
        self._look_again_s = -inf
        self._set_over_s = inf
        self._start_stream()
        self._sets = SetBuilder(settings, self._view)
        self._unjudged: tuple[float, list[Found]] | None = None

    def _start_stream(self) -> None:
        expected_range = self.settings.variant_spec.expected_range
        self._signal = PHASE_SIGNALS[self.settings.exercise.phase_signal.signal]()
        self._filter = FixedLagMedian(FILTER_LAG_S)
        self._finder = RepetitionFinder(expected_range)
        self._live_phase = LivePhase(expected_range)
        self._buffer = SampleBuffer()
        self._next_trim_s = -inf
        self._last_seen_s: float | None = None

    @property
    def view(self) -> View:
        """How the camera stands to the lifter, as far as was seen."""
        return self._view.describe(self._facing.direction)

    @property
    def n_incomplete(self) -> int:
        """Lifts so far that were never lowered again; they are no repetitions."""
        return self._sets.n_incomplete

    def push(self, sample: Sample, *, may_wait: bool = False) -> tuple[Event, ...]:
        """Take the next sample.

        Parameters
        ----------
        sample : Sample
            Its time must be later than the last one's; no pose means not seen.
        may_wait : bool
            Leave it to `catch_up`, or to the next push, to judge a repetition or a set that ended with this sample:
            that takes several hundred times as long as any other sample. Events and their order stay the same.

        Raises
        ------
        UsageError
            When time stands still or runs backwards.
        """
        time_s = sample.time_s
        if not time_s > self._last_s:
            raise UsageError(f"a time after {self._last_s:.3f} s", f"{time_s:.3f} s", "push samples in order")
        self._last_s = time_s
        sample, trunk = self._person.screen(sample)
        events: list[Event] = []
        if time_s < self._look_again_s:
            self._take(sample, trunk, events)
        else:
            self._take_looking(sample, trunk, events)
        if self._unjudged is not None and not may_wait:
            self._judge(events)
        return tuple(events)

    @property
    def is_behind(self) -> bool:
        """Whether the last push left something to `catch_up`."""
        return self._unjudged is not None

    def catch_up(self) -> tuple[Event, ...]:
        """Judge what the last push left waiting."""
        events: list[Event] = []
        self._judge(events)
        return tuple(events)

    def _take_looking(self, sample: Sample, trunk: TrunkPoints | None, events: list[Event]) -> None:
        """Take a sample and look which way the lifter faces; once that is known, twice a second are enough."""
        has_turned = False
        if sample.pose is not None:
            has_turned = self._facing.push(sample.time_s, compute_facing_evidence(sample.pose))
        if self._facing.direction == 0:
            self._waiting.append((sample, trunk))
            if len(self._waiting) > MAX_WAITING_SAMPLES:
                self._flush_waiting(events)
            return
        if sample.pose is not None:
            self._look_again_s = sample.time_s + FACING_EVERY_S
        if has_turned:
            self._end_stream(events)
            self._direction = self._facing.direction
        self._flush_waiting(events)
        self._take(sample, trunk, events)

    def push_all(self, samples: Iterable[Sample]) -> tuple[Event, ...]:
        """Take samples in order; the same events as pushing each."""
        return tuple(event for sample in samples for event in self.push(sample))

    def finish(self) -> tuple[Event, ...]:
        """End the recording: complete what is complete, and finish the set."""
        events: list[Event] = []
        self._flush_waiting(events)
        self._end_stream(events)
        events += self._finish_set(self._last_s)
        return tuple(events)

    def _flush_waiting(self, events: list[Event]) -> None:
        waiting, self._waiting = self._waiting, []
        for sample, trunk in waiting:
            self._take(sample, trunk, events)

    def _take(self, sample: Sample, trunk: TrunkPoints | None, events: list[Event]) -> None:
        """Add to the events what becomes certain with a sample; what it ends is left to be judged."""
        if self._unjudged is not None:
            self._judge(events)
        now_s = sample.time_s
        if self._last_seen_s is not None and now_s - self._last_seen_s > MAX_UNSEEN_S:
            self._end_stream(events)
            events += self._finish_set(now_s)
        rising = nan if trunk is None else self._compute_rising(now_s, trunk)
        is_seen = isfinite(rising)
        self._view.push(sample, is_trunk_seen=is_seen)
        self._buffer.push(sample, rising)
        if is_seen:
            if self._last_seen_s is not None and now_s - self._last_seen_s > HIDING_S:
                self._sets.note_gap(now_s)
            self._last_seen_s = now_s
        for time_s, smoothed in self._filter.push(now_s, rising):
            self._take_smoothed(time_s, smoothed, events)
        if now_s >= self._next_trim_s and self._unjudged is None:
            self._trim(now_s)

    def _compute_rising(self, time_s: float, trunk: TrunkPoints) -> float:
        """Phase signal of one sample, signed so that it rises in the lift; NaN when not seen."""
        facing = self._direction
        if facing > 0:
            _, _, _, shoulder_px, shoulder_up_px, shoulder_seen, _, _, _, hip_px, hip_up_px, hip_seen = trunk
        else:
            shoulder_px, shoulder_up_px, shoulder_seen, _, _, _, hip_px, hip_up_px, hip_seen, _, _, _ = trunk
        if facing == 0 or not (shoulder_seen >= MIN_VISIBILITY and hip_seen >= MIN_VISIBILITY):
            return nan
        across_px, up_px = facing * (shoulder_px - hip_px), shoulder_up_px - hip_up_px
        return self._rising_sign * self._signal.push(time_s, across_px, up_px)

    def _take_smoothed(self, time_s: float, rising: float, events: list[Event]) -> None:
        """Add to the events what became certain with one smoothed moment."""
        if self._unjudged is not None:
            self._judge(events)
        phase = self._live_phase.push(time_s, rising)
        if phase is not None:
            events.append(PhaseChanged(time_s, phase, self._sets.n_repetitions + 1))
        found = self._finder.push(time_s, rising)
        if time_s > self._set_over_s:
            self._find_set_over()
        if found or time_s > self._set_over_s:
            self._unjudged = time_s, found

    def _judge(self, events: list[Event]) -> None:
        """Add to the events what follows from what was found last, or from the set being over; nothing when done."""
        if self._unjudged is None:
            return
        (time_s, found), self._unjudged = self._unjudged, None
        self._take_found(time_s, found, events)
        if time_s > self._set_over_s:
            self._take_found(time_s, self._finder.finish(time_s), events)
            events += self._finish_set(time_s)

    def _take_found(self, time_s: float, found: Iterable[Found], events: list[Event]) -> None:
        for one in found:
            if isinstance(one, RepetitionFound):
                span = self._buffer.slice(one.window_start_s - MARGIN_S, one.window_end_s + MARGIN_S)
                events += self._sets.take_repetition(time_s, one, span=span, facing=self._direction)
            elif isinstance(one, LiftLost):
                self._sets.lose_lift()
        self._find_set_over()

    def _find_set_over(self) -> None:
        self._set_over_s = self._sets.find_end_s(moved_s=self._finder.moved_s)

    def _finish_set(self, time_s: float) -> list[Event]:
        self._set_over_s = inf
        return self._sets.finish_set(time_s)

    def _end_stream(self, events: list[Event]) -> None:
        """Finish filter and finder: the stream ended, or the lifter turned round or went away."""
        for time_s, smoothed in self._filter.finish():
            self._take_smoothed(time_s, smoothed, events)
        self._judge(events)
        if self._last_seen_s is not None:
            self._take_found(self._last_seen_s, self._finder.finish(self._last_seen_s), events)
        self._start_stream()

    def _trim(self, time_s: float) -> None:
        self._next_trim_s = time_s + TRIM_EVERY_S
        needed_s = self._finder.needed_from_s
        keep_from_s = time_s - KEEP_BEFORE_S
        self._buffer.trim(keep_from_s if needed_s is None else min(needed_s, keep_from_s) - MARGIN_S)
