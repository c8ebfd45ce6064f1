"""Find repetitions in the phase signal as it comes: permissive, for judging is the rules' business.

A repetition is a rise and a fall of the signal that are both at least a quarter of the exercise's expected range.
Anything smaller is a fidget. Turns are candidates until the signal has moved away from them by that much, so noise
makes none; a repetition is closed when the signal settled at the bottom, or when the next lift is certain.
"""

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

MIN_RANGE_SHARE = 0.25
"""A movement under this share of the expected range is no repetition (rules: 25 %)."""
SETTLED_AFTER_S = 0.4
SETTLED_DEG_S = 4.0
"""Speed below which the trunk has settled: what a minimum-jerk lowering still has 0.2 s before its end."""
RETURNED_SHARE = 0.7
"""Share of the rise that the fall must undo to count as lowered before the next lift shows that it was."""
MAX_UNSEEN_S = 3.0
"""Longest gap over which a movement goes on: too short for a whole controlled repetition to hide in it."""
LOWERED_SHARE = 0.5
"""Share of a rise that must be undone when nothing follows: less is standing up from the machine and off it. Of the
last rise or of the one before it, whichever is smaller: who came up from far too deep need not go down there again."""
BASELINE_S = 1.5
VALLEY_SHARE = 0.06
VALLEY_MEMORY_S = 30.0
PROGRESS_SHARE = 0.06
"""Share of the expected range by which a lift or lowering must go further to be under way: standing about does not."""


class Closing(StrEnum):
    """Why a repetition was taken as finished."""

    SETTLED = "settled"
    NEXT_LIFT = "next_lift"
    END = "end"


@dataclass(frozen=True, slots=True)
class RepetitionFound:
    """A rise and fall in the phase signal.

    Attributes
    ----------
    window_start_s, window_end_s : float
        From the bottom before the lift to the bottom after the lowering; the fit looks there.
    is_amended : bool
        The previous repetition again: the trunk went on down after it seemed to have settled.
    """

    window_start_s: float
    window_end_s: float
    closing: Closing
    is_amended: bool = False


@dataclass(frozen=True, slots=True)
class LiftFound:
    """A lift is certain; `departure_s` is when the signal left the bottom (about a tenth of the expected range up)."""

    departure_s: float


@dataclass(frozen=True, slots=True)
class LiftLost:
    """A lift that was never lowered: the recording ended, or the lifter went out of sight."""

    departure_s: float


Found = RepetitionFound | LiftFound | LiftLost


class _State(StrEnum):
    LOW = "low"
    HIGH = "high"
    FALLING = "falling"


# Looked up once: an enumeration gives a member in four times the time of a plain name, and this runs with every sample.
_LOW, _HIGH, _FALLING = _State


class RepetitionFinder:
    """State machine over the smoothed phase signal.

    Parameters
    ----------
    expected_range : float
        Range of the phase signal over a full repetition, in its unit, from the exercise file.
    """

    def __init__(self, expected_range: float) -> None:
        self._expected_deg = expected_range
        self._threshold_deg = MIN_RANGE_SHARE * expected_range
        self._progress_deg = PROGRESS_SHARE * expected_range
        self._rise_before_deg = float("inf")
        self._reset(None)

    def _reset(self, window_start_s: float | None) -> None:
        self._state = _LOW
        self._valley: deque[tuple[float, float]] = deque()
        self._window_start_s = window_start_s
        self._departure_s = 0.0
        self._moved_s = 0.0
        self._reached_deg = 0.0
        self._sunk_deg = 0.0
        self._low_deg = float("inf")
        self._high_deg = float("-inf")
        self._lift_from_deg = 0.0
        self._settled_deg: float | None = None
        self._last_seen_s: float | None = None

    @property
    def needed_from_s(self) -> float | None:
        """Earliest moment that a repetition to come may reach back to; None when nothing is needed."""
        if self._state is _LOW and self._settled_deg is None:
            return None if not self._valley else max(self._valley[0][0], self._valley[-1][0] - 4 * BASELINE_S)
        return self._window_start_s

    @property
    def moved_s(self) -> float | None:
        """When the lift or lowering under way last went further; None at the bottom."""
        return None if self._state is _LOW else self._moved_s

    def push(self, time_s: float, rising_deg: float) -> list[Found]:
        """Take one smoothed moment (NaN = not seen) and say what became certain with it."""
        found = self._step_over_gap(time_s)
        if not isfinite(rising_deg):
            return found
        self._last_seen_s = time_s
        valley, state = self._valley, self._state
        valley.append((time_s, rising_deg))
        if valley[0][0] < time_s - VALLEY_MEMORY_S:
            self._forget(time_s - VALLEY_MEMORY_S)
        if state is _LOW:
            return found + self._watch_for_lift(time_s, rising_deg)
        if state is _HIGH:
            return self._watch_for_fall(time_s, rising_deg)
        return self._watch_for_close(time_s, rising_deg)

    def finish(self, time_s: float) -> list[Found]:
        """Say what is left when the signal ends or the lifter leaves."""
        found: list[Found] = []
        if self._state is _FALLING and self._is_lowered():
            found.append(self._close(time_s, Closing.END))
        elif self._state is not _LOW:
            found.append(LiftLost(self._departure_s))
        elif self._went_on_down():
            found.append(self._amend(time_s))
        self._reset(None)
        return found

    def _forget(self, before_s: float) -> None:
        while self._valley[0][0] < before_s:
            self._valley.popleft()

    def _step_over_gap(self, time_s: float) -> list[Found]:
        if self._last_seen_s is None or time_s - self._last_seen_s <= MAX_UNSEEN_S:
            return []
        return self.finish(self._last_seen_s)

    def _watch_for_lift(self, time_s: float, rising_deg: float) -> list[Found]:
        if rising_deg < self._low_deg:
            self._low_deg = rising_deg
            return []
        if rising_deg - self._low_deg < self._threshold_deg:
            return []
        found: list[Found] = []
        split_s, departure_s = self._split_valley()
        if self._went_on_down():
            found.append(self._amend(split_s))
        self._window_start_s = max(split_s, departure_s - BASELINE_S)
        found.append(self._begin_lift(time_s, rising_deg, departure_s))
        return found

    def _begin_lift(self, time_s: float, rising_deg: float, departure_s: float) -> LiftFound:
        self._state = _HIGH
        self._departure_s = departure_s
        self._moved_s = time_s
        self._reached_deg = self._sunk_deg = rising_deg
        self._lift_from_deg = self._low_deg
        self._high_deg = rising_deg
        self._settled_deg = None
        self._valley = deque([(time_s, rising_deg)])
        return LiftFound(departure_s)

    def _watch_for_fall(self, time_s: float, rising_deg: float) -> list[Found]:
        if rising_deg >= self._high_deg:
            self._high_deg = rising_deg
            self._valley.clear()
            if rising_deg - self._reached_deg >= self._progress_deg:
                self._moved_s = time_s
                self._reached_deg = self._sunk_deg = rising_deg
            return []
        self._watch_progress_down(time_s, rising_deg)
        if self._high_deg - rising_deg >= self._threshold_deg:
            self._state = _FALLING
            self._low_deg = rising_deg
        return []

    def _watch_progress_down(self, time_s: float, rising_deg: float) -> None:
        # Below all that the trunk has come down to since the lift went further: swaying there and back ends.
        if self._sunk_deg - rising_deg >= self._progress_deg:
            self._moved_s, self._sunk_deg = time_s, rising_deg

    def _watch_for_close(self, time_s: float, rising_deg: float) -> list[Found]:
        if rising_deg < self._low_deg:
            self._low_deg = rising_deg
            self._watch_progress_down(time_s, rising_deg)
        elif rising_deg - self._low_deg >= self._threshold_deg:
            split_s, departure_s = self._split_valley()
            closed = self._close(split_s, Closing.NEXT_LIFT)
            self._window_start_s = split_s
            return [closed, self._begin_lift(time_s, rising_deg, departure_s)]
        if self._is_settled(time_s):
            closed = self._close(time_s, Closing.SETTLED)
            self._state = _LOW
            self._settled_deg = self._low_deg
            return [closed]
        return []

    def _is_settled(self, time_s: float) -> bool:
        if self._fallen_share() < RETURNED_SHARE:
            return False
        begin_s, middle_s = time_s - SETTLED_AFTER_S, time_s - SETTLED_AFTER_S / 2
        if self._valley[0][0] > begin_s + 0.1 * SETTLED_AFTER_S:
            return False
        early_sum = late_sum = 0.0
        n_early = n_late = 0
        # A loop over the few moments, for this runs with every sample of a lowering.
        for moment_s, value in reversed(self._valley):
            if moment_s >= middle_s:
                late_sum += value
                n_late += 1
            elif moment_s >= begin_s:
                early_sum += value
                n_early += 1
            else:
                break
        if not n_early or not n_late:
            return False
        return abs(late_sum / n_late - early_sum / n_early) <= SETTLED_DEG_S * SETTLED_AFTER_S / 2

    def _is_lowered(self) -> bool:
        rise_deg = min(self._high_deg - self._lift_from_deg, self._rise_before_deg)
        return self._high_deg - self._low_deg >= LOWERED_SHARE * rise_deg

    def _fallen_share(self) -> float:
        rise = self._high_deg - self._lift_from_deg
        return (self._high_deg - self._low_deg) / rise if rise > 0 else 0.0

    def _close(self, window_end_s: float, closing: Closing) -> RepetitionFound:
        self._rise_before_deg = self._high_deg - self._lift_from_deg
        return RepetitionFound(self._window_start_s or 0.0, window_end_s, closing)

    def _went_on_down(self) -> bool:
        return self._settled_deg is not None and self._low_deg < self._settled_deg - VALLEY_SHARE * self._expected_deg

    def _amend(self, window_end_s: float) -> RepetitionFound:
        return RepetitionFound(self._window_start_s or 0.0, window_end_s, Closing.NEXT_LIFT, is_amended=True)

    def _split_valley(self) -> tuple[float, float]:
        """Middle of the bottom (weighted towards its lowest part) and the moment when the signal left it."""
        depth_deg = VALLEY_SHARE * self._expected_deg
        ceiling = self._low_deg + depth_deg
        weight_sum = weighted_s = 0.0
        departure_s = self._valley[0][0]
        for moment_s, value in self._valley:
            if value < ceiling:
                weight = ((ceiling - value) / depth_deg) ** 4
                weight_sum += weight
                weighted_s += weight * moment_s
                departure_s = moment_s
        return (weighted_s / weight_sum if weight_sum > 0 else departure_s), departure_s
