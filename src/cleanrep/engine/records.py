"""What the engine keeps of a repetition until its set ends."""

from array import array
from dataclasses import dataclass, field, replace
from math import nan

import numpy as np

from cleanrep.geometry.quantiles import compute_median, sort_seen, take_median, take_percentile
from cleanrep.measures.registry import Reading, take_late_measures, take_measures
from cleanrep.measures.window import RepetitionWindow
from cleanrep.model.arrays import FloatArray
from cleanrep.model.repetition import PhaseTimes
from cleanrep.model.samples import N_CONTOUR_STATIONS
from cleanrep.phases.phase_fit import PhaseFit
from cleanrep.rules.judge import Evidence
from cleanrep.rules.repetition_memory import RepetitionMemory
from cleanrep.signals.stretch import N_ROWS, Stretch

ANCHOR_PERCENTILES = (5.0, 95.0)
_NOTHING = np.empty(0)
_FORGOTTEN = RepetitionWindow(
    fit=PhaseFit(PhaseTimes(0.0, 0.0, 0.0, 0.0), 0.0, 0.0, 0.0, 0.0),
    rising_sign=1,
    stretch=Stretch(
        time_s=_NOTHING,
        frame=_NOTHING,
        points_px=np.empty((N_ROWS, 2, 0)),
        world_m=np.empty((N_ROWS, 3, 0)),
        contour_depth=np.empty((0, N_CONTOUR_STATIONS)),
        near="LEFT",
    ),
    grid_s=_NOTHING,
    trunk_deg=_NOTHING,
    track_noise_deg=0.0,
    velocity_deg_s=_NOTHING,
    acceleration_deg_s2=_NOTHING,
)


@dataclass(slots=True)
class RepetitionRecord:
    """A repetition as measured so far; times and readings of its bottom are completed by the next lift.

    Attributes
    ----------
    index : int
        From 1 over the whole recording.
    anchor_px : FloatArray
        (2,) median position of the near hip, mirrored pixels.
    anchor_shift : float
        How far the near hip travels within the repetition, in trunk lengths; NaN when it was not seen.
    trunk_px : float
        Length of the hip-to-shoulder line, pixels.
    sample_times_s, sample_frames : array
        Times and frame numbers of the window's samples: plain numbers, which are looked up one at a time.
    """

    index: int
    window: RepetitionWindow
    times: PhaseTimes
    readings: dict[str, Reading]
    anchor_px: FloatArray
    anchor_shift: float
    trunk_px: float
    sample_times_s: "array[float]"
    sample_frames: "array[int]"
    judged: RepetitionMemory = field(default_factory=RepetitionMemory)

    def complete_bottom(self, following: RepetitionWindow) -> None:
        """Take what only the next lift shows: the hold at the bottom, and how still the trunk was before it."""
        next_start_s = following.fit.times.start_s
        if next_start_s < self.times.end_s:
            self._cut_short(next_start_s)
        self.times = replace(self.times, next_start_s=next_start_s)
        self.readings |= take_late_measures(self.times, following)

    def forget_samples(self) -> None:
        """Let go of the window: nothing asks for it once another repetition is there, and a set may last an hour."""
        self.window = _FORGOTTEN

    def make_evidence(self) -> Evidence:
        """Where in the recording the readings come from."""
        return Evidence((self.times.start_s, self.times.end_s), self.sample_times_s, self.sample_frames)

    def _cut_short(self, end_s: float) -> None:
        """Take the measures again with the lowering ended where the next lift begins."""
        fit = self.window.fit
        self.window = replace(self.window, fit=replace(fit, times=replace(fit.times, end_s=end_s)))
        self.times = self.window.fit.counted_times
        self.readings = take_measures(self.window)


def make_record(index: int, window: RepetitionWindow) -> RepetitionRecord:
    """Measure a repetition."""
    stretch = window.stretch
    trunk_px = compute_median(window.signal("trunk_length_px")[window.repetition])
    hip_px = [sort_seen(axis_px) for axis_px in stretch.near_px("HIP")[window.repetition].T]
    return RepetitionRecord(
        index=index,
        window=window,
        times=window.fit.counted_times,
        readings=take_measures(window),
        anchor_px=np.array([take_median(axis_px) for axis_px in hip_px]),
        anchor_shift=_compute_shift(hip_px, trunk_px),
        trunk_px=trunk_px,
        sample_times_s=array("d", stretch.time_s.tobytes()),
        sample_frames=array("q", stretch.frame.astype(np.int64).tobytes()),
    )


def _compute_shift(place_px: list[FloatArray], trunk_px: float) -> float:
    """Range of places, ordered along either axis, that a keypoint is mostly within, in trunk lengths; NaN of few."""
    if place_px[0].size < 2 or not trunk_px > 0:
        return nan
    low, high = ANCHOR_PERCENTILES
    return max(take_percentile(axis_px, high) - take_percentile(axis_px, low) for axis_px in place_px) / trunk_px
