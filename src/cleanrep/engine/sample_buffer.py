"""The samples that a repetition to come may still reach back to, with the phase signal's value of each."""

from bisect import bisect_left, bisect_right
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
        self._times_s: list[float] = []
        self._samples: list[Sample] = []
        self._rising: list[float] = []

    def push(self, sample: Sample, rising: float) -> None:
        """Append a sample with its value of the phase signal."""
        self._times_s.append(sample.time_s)
        self._samples.append(sample)
        self._rising.append(rising)

    def trim(self, needed_from_s: float) -> None:
        """Forget what lies before a moment, and in any case what is older than `MAX_SPAN_S`."""
        times_s = self._times_s
        if not times_s:
            return
        n_past = bisect_left(times_s, max(needed_from_s, times_s[-1] - MAX_SPAN_S))
        del times_s[:n_past], self._samples[:n_past], self._rising[:n_past]

    def slice(self, start_s: float, end_s: float) -> BufferedSpan:
        """Samples in ``[start_s, end_s]``."""
        inside = slice(bisect_left(self._times_s, start_s), bisect_right(self._times_s, end_s))
        return BufferedSpan(self._samples[inside], np.array(self._rising[inside]))
