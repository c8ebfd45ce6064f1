"""Median of a stream in constant memory, to the width of a bin."""

from collections import defaultdict
from math import floor, isfinite, nan


class RunningMedian:
    """Histogram whose middle is the median of everything pushed so far.

    Parameters
    ----------
    bin_width : float
        Resolution of the result, in the values' unit.
    """

    def __init__(self, bin_width: float) -> None:
        self._bin_width = bin_width
        self._counts: defaultdict[int, int] = defaultdict(int)
        self._value: float | None = nan

    def __len__(self) -> int:
        return sum(self._counts.values())

    def push(self, value: float) -> None:
        """Take one value; NaN and infinities are left out."""
        if isfinite(value):
            self._counts[floor(value / self._bin_width)] += 1
            self._value = None

    @property
    def value(self) -> float:
        """Centre of the bin that holds the median; NaN when nothing was pushed."""
        if self._value is None:
            self._value = self._find_middle()
        return self._value

    def _find_middle(self) -> float:
        passed, n = 0, len(self)
        for index in sorted(self._counts):
            passed += self._counts[index]
            if 2 * passed >= n:
                return (index + 0.5) * self._bin_width
        return nan
