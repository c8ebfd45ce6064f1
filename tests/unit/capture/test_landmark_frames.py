from __future__ import annotations

import re
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanrep.capture.landmark_frames import FRAME, FRAME_BYTES, MAX_FRAMES, parse_frames, parse_messages
from cleanrep.errors import SourceError
from cleanrep.model.samples import Sample
from cleanrep.testing import make_samples
from cleanrep.testing.packed_frames import pack_frame


def test_frame_is_808_bytes_and_read_back_as_it_was() -> None:
    sample = make_samples(n_repetitions=1)[40]
    assert sample.pose is not None
    (read,) = parse_frames(pack_frame(sample))
    assert FRAME_BYTES == 808
    assert (read.frame, read.time_s) == (sample.frame, sample.time_s)
    assert read.pose is not None
    assert read.pose.values.tobytes() == sample.pose.values.tobytes()


def test_nobody_seen_is_no_pose() -> None:
    (read,) = parse_frames(pack_frame(Sample(1.5, 7, None)))
    assert read.pose is None
    assert (read.frame, read.time_s) == (7, 1.5)


def test_layout_is_the_one_that_pages_write() -> None:
    content = struct.pack("<BBHId", 1, 1, 0, 3, 0.25) + struct.pack("<6f", 10, 20, 0.5, 1, 2, 3) * 33
    (read,) = parse_frames(content)
    assert read.pose is not None
    assert read.pose.points_px[32].tolist() == [10.0, 20.0]
    assert read.pose.world_m[0].tolist() == [1.0, 2.0, 3.0]


@pytest.mark.parametrize("n_bytes", [0, 1, FRAME_BYTES - 1, FRAME_BYTES + 1, FRAME_BYTES * (MAX_FRAMES + 1)])
def test_other_lengths_are_refused(n_bytes: int) -> None:
    with pytest.raises(SourceError, match="bytes"):
        parse_frames(b"\x00" * n_bytes)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 2e5])
def test_what_no_landmark_can_be_is_refused(value: float) -> None:
    table = np.frombuffer(pack_frame(make_samples(n_repetitions=1)[0]), FRAME).copy()
    table["values"][0, 11, 0] = value
    with pytest.raises(SourceError, match="landmark"):
        parse_frames(table.tobytes())


@pytest.mark.parametrize("time_s", [np.nan, -1.0, np.inf, 1e6])
def test_impossible_times_are_refused(time_s: float) -> None:
    table = np.frombuffer(pack_frame(Sample(0.0, 0, None)), FRAME).copy()
    table["time_s"] = time_s
    with pytest.raises(SourceError, match="time"):
        parse_frames(table.tobytes())


@given(st.binary(min_size=FRAME_BYTES, max_size=FRAME_BYTES))
def test_garbage_is_refused_or_holds_what_a_measurement_can_be(content: bytes) -> None:
    try:
        (sample,) = parse_frames(content)
    except SourceError:
        return
    assert 0.0 <= sample.time_s <= 1e5
    assert sample.pose is None or np.isfinite(sample.pose.points_px).all()


GOOD = [pack_frame(sample) for sample in make_samples(n_repetitions=1)[:6]]
MESSAGES = st.sampled_from([*GOOD, b"".join(GOOD), b"", b"garbage", b"\xff" * FRAME_BYTES, GOOD[0] * (MAX_FRAMES + 1)])


@given(messages=st.lists(MESSAGES, max_size=6))
def test_messages_read_at_once_are_what_each_is_alone(messages: list[bytes]) -> None:
    for content, together in zip(messages, parse_messages(messages), strict=True):
        if isinstance(together, SourceError):
            with pytest.raises(SourceError, match=re.escape(str(together))):
                parse_frames(content)
        else:
            assert [pack_frame(sample) for sample in together] == [
                pack_frame(sample) for sample in parse_frames(content)
            ]


def test_samples_read_at_once_do_not_keep_each_other() -> None:
    first, second = (samples[0] for samples in parse_messages(GOOD[:2]) if not isinstance(samples, SourceError))
    assert first.pose is not None
    assert second.pose is not None
    for pose in (first.pose, second.pose):
        assert pose.values.base is None
        assert pose.values.flags.owndata


def _pack(sample: Sample) -> bytes:
    return pack_frame(sample)
