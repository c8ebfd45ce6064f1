"""What must hold for any samples: chunking, clock, side, frame rate, gaps, noise."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from math import isnan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanrep.engine import session_engine
from cleanrep.engine.session_engine import Engine
from cleanrep.errors import UsageError
from cleanrep.model.events import Event
from cleanrep.model.repetition import Verdict
from cleanrep.model.samples import Pose, Sample
from cleanrep.phases.repetition_finder import LiftLost, RepetitionFinder
from cleanrep.testing import (
    Camera,
    Pause,
    PlannedRepetition,
    Watched,
    make_samples,
    make_set,
    make_settings,
    watch_samples,
)

FAULTY = [
    PlannedRepetition(),
    PlannedRepetition(top_deg=-20.0),
    PlannedRepetition(lower_s=0.8, rest_s=0.2),
    PlannedRepetition(top_hold_s=0.0),
]
MADE = make_set(FAULTY, camera=Camera(noise_deg=0.3, unevenness=0.3))
REFERENCE = watch_samples(MADE.samples)

# Each lowering undoes at least 70 % of its lift, as one must that no other lift follows.
tempos = st.builds(
    PlannedRepetition,
    lift_s=st.floats(0.7, 3.0),
    top_hold_s=st.floats(0.0, 2.0),
    lower_s=st.floats(0.8, 4.0),
    rest_s=st.floats(0.3, 2.0),
    top_deg=st.floats(-20.0, 15.0),
    bottom_deg=st.floats(52.0, 62.0),
)


def walk(value: object) -> Iterator[object]:
    """Every plain value in an event, in order."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from walk(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from walk(item)
    else:
        yield value


def describe(events: Sequence[Event]) -> list[object]:
    return ["nan" if isinstance(item, float) and isnan(item) else item for item in walk(tuple(events))]


def list_verdicts(watched: Watched) -> list[list[tuple[str, Verdict]]]:
    return [[(finding.rule, finding.verdict) for finding in item.findings] for item in watched.repetitions]


@given(cuts=st.lists(st.integers(0, len(MADE.samples)), max_size=12))
@settings(max_examples=8)
def test_any_chunking_gives_the_same_events(cuts: list[int]) -> None:
    engine = Engine(make_settings())
    edges = [0, *sorted(cuts), len(MADE.samples)]
    events: list[Event] = []
    for start, end in pairwise(edges):
        events += engine.push_all(MADE.samples[start:end])
    events += engine.finish()
    assert describe(events) == describe(REFERENCE.events)


@given(patience=st.integers(0, 3), seed=st.integers(0, 1000))
@settings(max_examples=12)
def test_judging_later_gives_the_same_events(patience: int, seed: int) -> None:
    """With a pause that ends a set, and some catching up in between."""
    samples = make_set([*FAULTY[:2], Pause(20.0), *FAULTY[2:]], camera=Camera(noise_deg=0.3)).samples
    catches_up = np.random.default_rng(seed).integers(0, patience + 1, len(samples)) == patience
    engine = Engine(make_settings())
    events: list[Event] = []
    n_behind = 0
    for sample, is_time in zip(samples, catches_up, strict=True):
        events += engine.push(sample, may_wait=True)
        n_behind += engine.is_behind
        if is_time:
            events += engine.catch_up()
            assert not engine.is_behind
    events += engine.finish()
    assert n_behind >= len(FAULTY)
    assert describe(events) == describe(watch_samples(samples).events)


def test_a_long_repetition_that_waits_to_be_judged_keeps_its_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is over when the next lift is certain, so that nothing but its judgement needs its samples."""
    slow = PlannedRepetition(lift_s=5.0, top_hold_s=4.0, lower_s=1.5, rest_s=0.0, bottom_deg=30.0)
    samples = make_set([PlannedRepetition(), slow, PlannedRepetition(lift_s=0.6)]).samples
    reference = watch_samples(samples).events
    monkeypatch.setattr(session_engine, "TRIM_EVERY_S", 0.0)
    engine = Engine(make_settings())
    events = [event for sample in samples for event in engine.push(sample, may_wait=True)]
    assert describe([*events, *engine.finish()]) == describe(reference)


def test_what_is_found_at_several_moments_of_one_push_or_of_the_end_is_all_judged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    samples = make_set([Pause(3.0)]).samples
    # After a gap several moments become certain at once.
    samples = [sample for sample in samples if not 1.0 < sample.time_s < 1.5]
    monkeypatch.setattr(RepetitionFinder, "push", lambda *_: [LiftLost(0.0)])
    engine = Engine(make_settings())
    engine.push_all(samples)
    engine.finish()
    assert engine.n_incomplete == len(samples)


@given(shift_s=st.integers(0, 4096).map(lambda n: n / 4.0))
@settings(max_examples=8)
def test_times_shift_with_the_clock_and_verdicts_do_not(shift_s: float) -> None:
    shifted = watch_samples([replace(sample, time_s=sample.time_s + shift_s) for sample in MADE.samples])
    assert list_verdicts(shifted) == list_verdicts(REFERENCE)
    for late, early in zip(shifted.repetitions, REFERENCE.repetitions, strict=True):
        for field in ("start_s", "top_start_s", "top_end_s", "end_s"):
            assert getattr(late.times, field) - getattr(early.times, field) == pytest.approx(shift_s, abs=1e-3)


@given(planned=st.lists(tempos, min_size=1, max_size=3), yaw_deg=st.floats(-15.0, 15.0))
@settings(max_examples=8)
def test_the_other_side_gives_the_same_verdicts(planned: list[PlannedRepetition], yaw_deg: float) -> None:
    left = watch_samples(make_set(planned, camera=Camera(side="left", yaw_deg=yaw_deg)).samples)
    right = watch_samples(make_set(planned, camera=Camera(side="right", yaw_deg=yaw_deg)).samples)
    assert list_verdicts(left) == list_verdicts(right)
    assert (left.view.side, right.view.side) == ("left", "right")


@given(rate_hz=st.floats(15.0, 60.0), unevenness=st.floats(0.0, 0.8), seed=st.integers(0, 1000))
@settings(max_examples=10)
def test_any_frame_rate_counts_the_same(rate_hz: float, unevenness: float, seed: int) -> None:
    camera = Camera(frame_rate_hz=rate_hz, unevenness=unevenness, seed=seed, noise_deg=0.3)
    made = make_set(FAULTY, camera=camera)
    watched = watch_samples(made.samples)
    assert len(watched.repetitions) == len(FAULTY)
    for found, true in zip(watched.repetitions, made.repetitions, strict=True):
        assert found.times.start_s == pytest.approx(true.times.start_s, abs=0.15)
        assert found.times.end_s == pytest.approx(true.times.end_s, abs=0.2)


@given(planned=st.lists(tempos, min_size=1, max_size=4), seed=st.integers(0, 1000))
@settings(max_examples=12)
def test_every_tempo_and_range_is_counted(planned: list[PlannedRepetition], seed: int) -> None:
    made = make_set(planned, camera=Camera(noise_deg=0.5, seed=seed))
    assert len(watch_samples(made.samples).repetitions) == len(planned)


@given(start_s=st.floats(0.5, 18.0), length_s=st.floats(0.05, 1.0))
@settings(max_examples=12)
def test_a_gap_of_up_to_a_second_keeps_the_count(start_s: float, length_s: float) -> None:
    camera = Camera(gaps_s=((start_s, start_s + length_s),))
    assert len(watch_samples(make_samples(3, camera=camera)).repetitions) == 3


@given(start_s=st.floats(0.5, 19.0), length_s=st.floats(1.0, 4.0))
@settings(max_examples=12)
def test_a_longer_gap_never_invents_a_repetition(start_s: float, length_s: float) -> None:
    camera = Camera(gaps_s=((start_s, start_s + length_s),))
    assert len(watch_samples(make_samples(3, camera=camera)).repetitions) <= 3


@given(noise_deg=st.floats(0.0, 3.0), bottom_deg=st.floats(-10.0, 60.0), seed=st.integers(0, 1000))
@settings(max_examples=10)
def test_noise_makes_no_repetitions(noise_deg: float, bottom_deg: float, seed: int) -> None:
    made = make_set([Pause(20.0)], start_deg=bottom_deg, camera=Camera(noise_deg=noise_deg, seed=seed))
    assert watch_samples(made.samples).sets == ()


@given(index=st.integers(1, 100), back_s=st.floats(0.0, 10.0))
@settings(max_examples=20)
def test_time_that_does_not_go_on_is_refused(index: int, back_s: float) -> None:
    engine = Engine(make_settings())
    engine.push_all(MADE.samples[:index])
    with pytest.raises(UsageError, match="push samples in order"):
        engine.push(replace(MADE.samples[index], time_s=MADE.samples[index - 1].time_s - back_s))


@given(seed=st.integers(0, 10_000))
@settings(max_examples=8)
def test_keypoints_of_any_place_are_no_error(seed: int) -> None:
    rng = np.random.default_rng(seed)

    def scramble(sample: Sample) -> Sample:
        if sample.pose is None:
            return sample
        points = rng.normal(0.0, 1e4, (33, 2))
        points[rng.random(33) < 0.3] = np.nan
        pose = Pose.join(points, rng.random(33), sample.pose.world_m)
        return replace(sample, pose=pose)

    watched = watch_samples([scramble(sample) for sample in MADE.samples])
    assert all(item.times.start_s < item.times.end_s for item in watched.repetitions)
