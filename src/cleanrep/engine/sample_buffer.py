"""The samples that a repetition to come may still reach back to, with the phase signal's value of each."""

from bisect import bisect_left, bisect_right
from collections import deque
from dataclasses import dataclass

import numpy as np

from cleanrep.model.arrays import FloatArray
from cleanrep.model.samples import Sample

MAX_SPAN_S = 180.0
"""Oldest sample kept: a single repetition does not last longer."""


@dataclass(frozen=True, slots=True, eq=False)
class BufferedSpan:
    """Samples of a span of time.

    Attributes
    ----------
    samples : list[Sample]
        n samples in order.
    rising : FloatArray
        (n,) phase signal, rising in the lift; NaN = not seen.
    """

    samples: list[Sample]
    rising: FloatArray


class SampleBuffer:
    """Samples in order of time, trimmed from the front."""

    def __init__(self) -> None:
        self._items: deque[tuple[Sample, float]] = deque()

    def push(self, sample: Sample, rising: float) -> None:
        """Append a sample with its value of the phase signal."""
        self._items.append((sample, rising))

    def trim(self, needed_from_s: float) -> None:
        """Forget what lies before a moment, and in any case what is older than `MAX_SPAN_S`."""
        items = self._items
        earliest_s = max(needed_from_s, items[-1][0].time_s - MAX_SPAN_S) if items else needed_from_s
        while items and items[0][0].time_s < earliest_s:
            items.popleft()

    def slice(self, start_s: float, end_s: float) -> BufferedSpan:
        """Samples in ``[start_s, end_s]``."""
        # Copied first: the middle of a deque is slow to reach.
        items = list(self._items)
        inside = items[bisect_left(items, start_s, key=_get_time_s) : bisect_right(items, end_s, key=_get_time_s)]
        return BufferedSpan([sample for sample, _ in inside], np.array([rising for _, rising in inside]))


def _get_time_s(item: tuple[Sample, float]) -> float:
    return item[0].time_s
