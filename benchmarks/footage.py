"""Recordings to measure on: the bundled video, loops of it, and its landmarks as a long stream of samples."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import av
import numpy as np

from benchmarks.process import ROOT
from cleanrep.app.analysis import run_analysis
from cleanrep.app.request import AnalysisRequest, find_exercise
from cleanrep.model.arrays import FloatArray
from cleanrep.model.samples import Pose, Sample

DEMO = ROOT / "demo" / "lever-back-extension.mp4"
EXERCISE, VARIANT, GOAL = "lever-back-extension", "standing", "hypertrophy"
CHOICES = ("--exercise", EXERCISE, "--variant", VARIANT, "--goal", GOAL)


def make_request(path: Path = DEMO) -> AnalysisRequest:
    """The request that the command makes of `CHOICES`."""
    return AnalysisRequest(path, find_exercise(EXERCISE), VARIANT, GOAL)


def loop_video(target: Path, *, duration_s: float) -> None:
    """Write the bundled video over and over, its packets copied, until it is as long as asked."""
    with av.open(str(target), "w") as out:
        with av.open(str(DEMO)) as source:
            stream = out.add_stream_from_template(source.streams.video[0])
        shift_s = 0.0
        while shift_s < duration_s:
            for packet in _read_packets(shift_s):
                packet.stream = stream
                out.mux(packet)
            shift_s += _find_duration_s()


@cache
def _find_duration_s() -> float:
    with av.open(str(DEMO)) as source:
        return float((source.duration or 0) / av.time_base)


def _read_packets(shift_s: float) -> "Iterator[av.Packet[av.VideoStream]]":
    """Packets of the bundled video, later by a shift."""
    with av.open(str(DEMO)) as source:
        for packet in source.demux(source.streams.video[0]):
            if packet.dts is None or packet.pts is None or packet.time_base is None:
                continue
            shift = round(shift_s / packet.time_base)
            packet.pts += shift
            packet.dts += shift
            yield packet


@cache
def read_demo_samples() -> tuple[Sample, ...]:
    """What the pose model sees in the bundled video."""
    samples: list[Sample] = []
    run_analysis(make_request(), observers=(samples.append,))
    return tuple(samples)


def resample(samples: tuple[Sample, ...], rate_hz: float) -> list[Sample]:
    """The same motion at another frame rate: landmarks interpolated in time, scenes kept with the nearest sample."""
    seen = [sample for sample in samples if sample.pose is not None]
    times_s = np.array([sample.time_s for sample in seen])
    grid_s = np.arange(times_s[0], times_s[-1], 1.0 / rate_hz)
    poses = _interpolate(times_s, np.array([sample.pose.values for sample in seen if sample.pose is not None]), grid_s)
    nearest = [seen[int(np.argmin(np.abs(times_s - time_s)))] for time_s in grid_s]
    half_s = 0.5 / rate_hz
    return [
        Sample(
            float(time_s),
            index,
            Pose(poses[index].astype(np.float32)),
            like.contour,
            like.scene if abs(like.time_s - time_s) <= half_s else None,
        )
        for index, (time_s, like) in enumerate(zip(grid_s, nearest, strict=True))
    ]


def _interpolate(times_s: FloatArray, values: FloatArray, grid_s: FloatArray) -> FloatArray:
    flat = values.reshape(len(values), -1)
    columns = [np.interp(grid_s, times_s, column) for column in flat.T]
    return np.stack(columns, axis=1).reshape(len(grid_s), *values.shape[1:])


def repeat(samples: list[Sample], *, n_samples: int, rest_s: float) -> list[list[Sample]]:
    """Set after set, each with the rest after it, in which the lifter stays as at the end of a set."""
    step_s = samples[1].time_s - samples[0].time_s
    last = samples[-1]
    rest = [replace(last, time_s=last.time_s + i * step_s) for i in range(1, int(rest_s / step_s))]
    one_set = [*samples, *rest]
    period_s = one_set[-1].time_s + step_s - one_set[0].time_s
    n_sets = -(-n_samples // len(one_set))
    return [
        [
            replace(sample, time_s=sample.time_s + k * period_s, frame=k * len(one_set) + i)
            for i, sample in enumerate(one_set)
        ]
        for k in range(n_sets)
    ]
