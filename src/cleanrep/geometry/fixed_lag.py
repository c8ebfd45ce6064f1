"""Smooth a stream with a fixed, declared delay, on true sample times."""

from collections import deque
from math import isfinite, nan

ROUNDING_S = 1e-6
"""Times that differ by less are the same: at 30 frames a second the window's ends fall on samples."""


class FixedLagMedian:
    """Running median over a centred window of seconds: robust to single outliers, the same for any frame rate.

    The value for time ``t`` is given once a sample at or after ``t + lag_s`` came, and rests on the seen samples within
    ``[t - lag_s, t + lag_s]`` (at most `MAX_WINDOW`). A moment whose window holds no seen sample gives NaN, so a gap
    stays a gap.

    Parameters
    ----------
    lag_s : float
        Half the window, which is the delay, s.
    """

    MAX_WINDOW = 61

    def __init__(self, lag_s: float) -> None:
        self.lag_s = lag_s
        self._times_s: deque[float] = deque(maxlen=self.MAX_WINDOW)
        self._values: deque[float] = deque(maxlen=self.MAX_WINDOW)
        self._pending: deque[tuple[float, bool]] = deque()

    def push(self, time_s: float, value: float) -> list[tuple[float, float]]:
        """Take one sample (NaN = not seen) and give the smoothed moments that are now complete, oldest first."""
        seen = isfinite(value)
        pending = self._pending
        pending.append((time_s, seen))
        complete_until_s = time_s - self.lag_s - ROUNDING_S
        done = []
        while pending[0][0] < complete_until_s:
            done.append(self._smooth(*pending.popleft()))
        if seen:
            self._times_s.append(time_s)
            self._values.append(value)
        return done

    def finish(self) -> list[tuple[float, float]]:
        """Give the moments still pending when the stream ends."""
        done = [self._smooth(*moment) for moment in self._pending]
        self._pending.clear()
        return done

    def _smooth(self, time_s: float, seen: bool) -> tuple[float, float]:
        if not seen:
            return time_s, nan
        # A moment that was seen is in the window itself, so something is left of it.
        times_s, values = self._times_s, self._values
        earliest_s = time_s - self.lag_s - ROUNDING_S
        while times_s[0] < earliest_s:
            times_s.popleft()
            values.popleft()
        ordered = sorted(values)
        n = len(ordered)
        return time_s, ordered[n // 2] if n % 2 else 0.5 * (ordered[n // 2 - 1] + ordered[n // 2])
