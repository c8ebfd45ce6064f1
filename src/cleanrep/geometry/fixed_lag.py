"""Smooth a stream with a fixed, declared delay, on true sample times."""

from collections import deque
from math import inf, isnan

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
        self._reach_s = lag_s + ROUNDING_S
        self._times_s: deque[float] = deque(maxlen=self.MAX_WINDOW)
        self._values: deque[float] = deque(maxlen=self.MAX_WINDOW)
        self._pending: deque[tuple[float, float]] = deque()

    def push(self, time_s: float, value: float) -> list[tuple[float, float]]:
        """Take one sample (NaN = not seen) and give the smoothed moments that are now complete, oldest first."""
        self._pending.append((time_s, value))
        done = self._complete(time_s - self._reach_s)
        if not isnan(value):
            self._times_s.append(time_s)
            self._values.append(value)
        return done

    def finish(self) -> list[tuple[float, float]]:
        """Give the moments still pending when the stream ends."""
        return self._complete(inf)

    def _complete(self, until_s: float) -> list[tuple[float, float]]:
        """Smooth what is pending from before a moment."""
        pending, times_s, values = self._pending, self._times_s, self._values
        done = []
        while pending and pending[0][0] < until_s:
            moment = pending.popleft()
            time_s, value = moment
            if isnan(value):
                done.append(moment)
                continue
            # A moment that was seen is in the window itself, so something is left of it.
            earliest_s = time_s - self._reach_s
            while times_s[0] < earliest_s:
                times_s.popleft()
                values.popleft()
            ordered = sorted(values)
            middle = len(ordered) // 2
            median = ordered[middle] if len(ordered) % 2 else 0.5 * (ordered[middle - 1] + ordered[middle])
            done.append((time_s, median))
        return done
