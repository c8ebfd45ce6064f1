"""The samples that a repetition to come may still reach back to."""

from collections import deque
from itertools import islice

from cleanrep.model.samples import Sample

MAX_SPAN_S = 180.0
"""Oldest sample kept: a single repetition does not last longer."""


class SampleBuffer:
    """Samples in order of time, trimmed from the front."""

    def __init__(self) -> None:
        self._samples: deque[Sample] = deque()

    def push(self, sample: Sample) -> None:
        """Append a sample."""
        self._samples.append(sample)

    def trim(self, needed_from_s: float) -> None:
        """Forget what lies before a moment, and in any case what is older than `MAX_SPAN_S`."""
        samples = self._samples
        earliest_s = max(needed_from_s, samples[-1].time_s - MAX_SPAN_S) if samples else needed_from_s
        while samples and samples[0].time_s < earliest_s:
            samples.popleft()

    def slice(self, start_s: float, end_s: float) -> list[Sample]:
        """Samples in ``[start_s, end_s]``."""
        samples = self._samples
        first = next((index for index, sample in enumerate(samples) if sample.time_s >= start_s), len(samples))
        return [sample for sample in islice(samples, first, None) if sample.time_s <= end_s]

    def clear(self) -> None:
        """Forget everything."""
        self._samples.clear()
