"""Turn the time stamps of decoded frames into times that strictly increase.

Decides which stamps can be believed and what replaces the others; reading them is left to ``video``.
"""

from array import array
from statistics import median

MAX_STEP_S = 3600.0
"""A longer gap between two frames is a damaged stamp or a joint between recordings, not time that passed."""

MAX_STEP_BACK_S = 0.5
"""Stamps that step back farther start a new count (recordings joined in one file); within it the frame is a repeat."""

N_INTERVALS_KEPT = 20_000
"""The median frame rate is taken over so many intervals, which bounds the memory."""


class FrameClock:
    """Seconds from the first frame, from stamps that may be missing, repeated or restarted.

    Parameters
    ----------
    period_s : float
        Nominal time between two frames, s; replaces what a missing stamp does not say.

    Attributes
    ----------
    n_rebuilt, n_repeated, n_restarts : int
        Frames whose missing stamp was rebuilt; frames dropped as their stamp did not increase; jumps taken out.
    """

    def __init__(self, period_s: float) -> None:
        self.n_rebuilt = 0
        self.n_repeated = 0
        self.n_restarts = 0
        self._period_s = period_s
        self._zero_s: float | None = None
        self._last_s: float | None = None
        self._intervals_s = array("d")

    def push(self, stamp_s: float | None) -> float | None:
        """Return the time of the next frame, s, or None when the frame has no time of its own and is to be dropped.

        Parameters
        ----------
        stamp_s : float or None
            The frame's own time stamp, s, any origin; None when it has none.
        """
        if self._last_s is None:
            self._zero_s = stamp_s
            self._last_s = 0.0
            self.n_rebuilt += stamp_s is None
            return 0.0
        time_s = self._read(stamp_s, self._last_s)
        if time_s is None:
            return None
        if len(self._intervals_s) < N_INTERVALS_KEPT:
            self._intervals_s.append(time_s - self._last_s)
        self._last_s = time_s
        return time_s

    def move_to(self, time_s: float) -> None:
        """Expect the next frame at `time_s`, after frames that were skipped on purpose."""
        self._last_s = time_s - self._period_s

    def _read(self, stamp_s: float | None, last_s: float) -> float | None:
        next_s = last_s + self._period_s
        if stamp_s is None:
            self.n_rebuilt += 1
            return next_s
        if self._zero_s is None:
            self._zero_s = stamp_s - next_s
        time_s = stamp_s - self._zero_s
        step_s = time_s - last_s
        if not -MAX_STEP_BACK_S <= step_s <= MAX_STEP_S:
            self.n_restarts += 1
            self._zero_s = stamp_s - next_s
            return next_s
        if step_s <= 0.0:
            self.n_repeated += 1
            return None
        return time_s

    @property
    def median_period_s(self) -> float:
        """Median time between frames so far, s; the nominal one before there are two frames."""
        return median(self._intervals_s) if self._intervals_s else self._period_s

    @property
    def notes(self) -> tuple[str, ...]:
        """One sentence about each kind of stamp that could not be taken as it was."""
        counted = (
            (self.n_rebuilt, "frames without a time stamp: their times were rebuilt from the frame rate"),
            (self.n_repeated, "frames repeat an earlier time stamp and were left out"),
            (self.n_restarts, "jumps in the time stamps were taken out"),
        )
        return tuple(f"{n} {text}" for n, text in counted if n)
