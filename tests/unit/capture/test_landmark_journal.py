from __future__ import annotations

from pathlib import Path

import pytest

from cleanrep.capture.landmark_frames import FRAME_BYTES
from cleanrep.capture.landmark_journal import LandmarkJournal, read_journal
from cleanrep.errors import UsageError
from cleanrep.testing import make_samples
from cleanrep.testing.packed_frames import pack_frame

SAMPLES = make_samples(n_repetitions=1)


def test_frames_are_read_back_in_order(tmp_path: Path) -> None:
    journal = LandmarkJournal(tmp_path / "a.frames")
    for sample in SAMPLES:
        journal.append(pack_frame(sample))
    journal.close()
    assert [sample.time_s for sample in read_journal(journal.path)] == [sample.time_s for sample in SAMPLES]


def test_flushed_frames_are_there_for_another_process(tmp_path: Path) -> None:
    journal = LandmarkJournal(tmp_path / "a.frames")
    journal.append(pack_frame(SAMPLES[0]))
    journal.flush()
    assert (tmp_path / "a.frames").stat().st_size == FRAME_BYTES
    journal.close()


def test_frame_cut_short_is_dropped_and_the_journal_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.frames"
    path.write_bytes(pack_frame(SAMPLES[0]) + pack_frame(SAMPLES[1])[:100])
    assert len(list(read_journal(path))) == 1
    journal = LandmarkJournal(path)
    journal.append(pack_frame(SAMPLES[1]))
    journal.close()
    assert [sample.frame for sample in read_journal(path)] == [0, 1]


def test_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="room"):
        LandmarkJournal(tmp_path / "none" / "a.frames")
