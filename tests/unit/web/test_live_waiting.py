from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cleanrep.capture.landmark_frames import FRAME_BYTES, MAX_FRAMES
from cleanrep.errors import SourceError
from cleanrep.testing import PlannedRepetition, make_set
from cleanrep.testing.packed_frames import pack_frame
from cleanrep.web.live_files import LiveHeader
from cleanrep.web.live_keeping import open_session, restore_session
from cleanrep.web.live_messages import Begin
from cleanrep.web.live_session import LiveSession
from cleanrep.web.live_waiting import WaitingSet, claim_left_behind, pack_set, save_waiting
from cleanrep.web.shelf import Shelf

FRAMES = b"".join(pack_frame(sample) for sample in make_set([PlannedRepetition(), PlannedRepetition()]).samples)
SESSION_ID = "0123456789abcdef"
LONG_AGO_S = 1e9
SOON_S = 4e9
MakeHeader = Callable[[str], LiveHeader]


def begin(home: Path, header: LiveHeader, frames: bytes) -> LiveSession:
    """A set under way."""
    made = open_session(header, home)
    made.take_message(Begin(type="begin"))
    step = MAX_FRAMES * FRAME_BYTES
    for start in range(0, len(frames), step):
        made.take_frames(frames[start : start + step])
    made.acknowledge()
    return made


def leave_behind(home: Path) -> Path:
    """A home as a server leaves it that goes away at this moment."""
    gone = home / "gone"
    shutil.copytree(home / "people", gone / "people")
    return gone


@pytest.fixture
def session(tmp_path: Path, make_header: MakeHeader) -> Iterator[LiveSession]:
    """With two repetitions, not ended."""
    made = begin(tmp_path, make_header(SESSION_ID), FRAMES)
    yield made
    made.end_set(goes_on=False)


@pytest.fixture
def waiting(session: LiveSession) -> WaitingSet:
    """Ended, and put beside its journal."""
    session.end_set(goes_on=False)
    (kept,) = session.finished_sets
    return pack_set(kept)


@pytest.fixture
def live(tmp_path: Path) -> Path:
    return Shelf(tmp_path, "me").live_folder


def list_ids(home: Path) -> list[str]:
    return [meta.id for meta in Shelf(home, "me").list_sets()]


def read_report(home: Path, name: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Shelf(home, "me").name_report(name).iterdir()}


def claim(home: Path, busy: tuple[str, ...] = ()) -> list[WaitingSet]:
    return list(claim_left_behind(home, older_than_s=SOON_S, is_busy=lambda name: name in busy))


def test_set_that_waited_is_on_the_shelf_and_nothing_of_it_is_left_behind(
    tmp_path: Path, waiting: WaitingSet, live: Path
) -> None:
    assert save_waiting(waiting, tmp_path) is None
    (meta,) = Shelf(tmp_path, "me").list_sets()
    assert (meta.id, meta.n_repetitions) == (waiting.name, 2)
    assert meta.made_at.strftime("%Y%m%d-%H%M%S") == waiting.name[:15]
    assert list(live.iterdir()) == []


def test_what_waits_in_memory_is_a_name(waiting: WaitingSet, live: Path) -> None:
    assert len(pickle.dumps(waiting)) < 400
    assert {path.suffix for path in live.iterdir()} == {".frames", ".json", ".set"}


def test_set_made_anew_from_its_journal_has_the_same_files(tmp_path: Path, waiting: WaitingSet) -> None:
    other = tmp_path / "other"
    shutil.copytree(tmp_path / "people", other / "people")
    assert save_waiting(waiting, tmp_path) is None
    assert save_waiting(replace(waiting, digest=None), other) is None
    told = read_report(tmp_path, waiting.name)
    assert sorted(told) == ["landmarks.parquet", "report.html", "report.json"]
    assert read_report(other, waiting.name) == told


class Trap:
    """Unpacked, it makes a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(self.path),)


def test_what_a_stranger_put_in_place_of_a_packed_set_is_not_unpacked(
    tmp_path: Path, waiting: WaitingSet, live: Path
) -> None:
    (live / f"{waiting.name}.set").write_bytes(pickle.dumps(Trap(tmp_path / "sprung")))
    assert save_waiting(waiting, tmp_path) is None
    assert not (tmp_path / "sprung").exists()
    assert list_ids(tmp_path) == [waiting.name]


def test_disk_without_room_for_the_packed_set_does_not_lose_it(
    tmp_path: Path, session: LiveSession, live: Path
) -> None:
    session.end_set(goes_on=False)
    (kept,) = session.finished_sets
    in_the_way = live / f"{kept.set_id}.set"
    in_the_way.mkdir()
    waiting = pack_set(kept)
    in_the_way.rmdir()
    assert waiting.digest is None
    assert save_waiting(waiting, tmp_path) is None
    assert list_ids(tmp_path) == [kept.set_id]


def test_set_that_cannot_be_saved_stays_and_is_saved_later(tmp_path: Path, waiting: WaitingSet, live: Path) -> None:
    shelf = Shelf(tmp_path, "me")
    shelf.folder.write_text("in the way")
    problem = save_waiting(waiting, tmp_path)
    assert problem is not None
    assert "\n" not in problem
    shelf.folder.unlink()
    (again,) = claim(tmp_path)
    assert save_waiting(again, tmp_path) is None
    assert list_ids(tmp_path) == [waiting.name]
    assert list(live.iterdir()) == []


def test_saving_that_was_cut_off_before_the_entry_is_done_again(tmp_path: Path, waiting: WaitingSet) -> None:
    report = Shelf(tmp_path, "me").name_report(waiting.name)
    report.mkdir(parents=True)
    (report / "report.json").write_text("{}")
    (again,) = claim(tmp_path)
    assert save_waiting(again, tmp_path) is None
    assert list_ids(tmp_path) == [waiting.name]
    assert len(read_report(tmp_path, waiting.name)) == 3


def test_saving_that_was_cut_off_after_the_entry_does_not_save_twice(
    tmp_path: Path, waiting: WaitingSet, live: Path
) -> None:
    before = tmp_path / "before"
    shutil.copytree(live, before)
    save_waiting(waiting, tmp_path)
    told = read_report(tmp_path, waiting.name)
    shutil.copytree(before, live, dirs_exist_ok=True)
    (again,) = claim(tmp_path)
    assert save_waiting(again, tmp_path) is None
    assert list_ids(tmp_path) == [waiting.name]
    assert read_report(tmp_path, waiting.name) == told
    assert list(live.iterdir()) == []


def test_set_asked_for_twice_is_saved_once(tmp_path: Path, waiting: WaitingSet) -> None:
    assert [save_waiting(waiting, tmp_path) for _ in range(2)] == [None, None]
    assert list_ids(tmp_path) == [waiting.name]


def test_set_that_nobody_ended_is_saved(tmp_path: Path, session: LiveSession) -> None:
    assert session.welcome().stage == "set"
    gone = leave_behind(tmp_path)
    (left,) = claim(gone)
    assert left.name == SESSION_ID
    assert save_waiting(left, gone) is None
    (meta,) = Shelf(gone, "me").list_sets()
    assert meta.n_repetitions == 2
    assert list(Shelf(gone, "me").live_folder.iterdir()) == []


def test_set_without_repetitions_that_nobody_ended_is_forgotten(tmp_path: Path, make_header: MakeHeader) -> None:
    made = begin(tmp_path, make_header(SESSION_ID), FRAMES[: 30 * FRAME_BYTES])
    gone = leave_behind(tmp_path)
    made.end_set(goes_on=False)
    (left,) = claim(gone)
    assert save_waiting(left, gone) is None
    assert list_ids(gone) == []
    assert list(Shelf(gone, "me").live_folder.iterdir()) == []


def test_journal_that_is_claimed_is_left_alone_for_as_long(tmp_path: Path, waiting: WaitingSet, live: Path) -> None:
    journal = live / f"{waiting.name}.frames"
    assert claim(tmp_path, busy=(waiting.name,)) == []
    os.utime(journal, (LONG_AGO_S, LONG_AGO_S))
    found = [
        [left.name for left in claim_left_behind(tmp_path, older_than_s=LONG_AGO_S + 1.0, is_busy=lambda _: False)]
        for _ in range(2)
    ]
    assert found == [[waiting.name], []]


@pytest.mark.parametrize("field", ["session_id", "person_id"])
def test_header_of_another_set_is_refused(tmp_path: Path, waiting: WaitingSet, live: Path, field: str) -> None:
    path = live / f"{waiting.name}.json"
    header = LiveHeader.model_validate_json(path.read_text())
    path.write_text(header.model_copy(update={field: "../../other"}).model_dump_json())
    with pytest.raises(SourceError, match="another set"):
        restore_session(tmp_path, "me", waiting.name)
    assert save_waiting(replace(waiting, digest=None), tmp_path) is not None
    assert (live / f"{waiting.name}.frames").is_file()


@pytest.mark.parametrize("content", [b"garbage" * 200, b"\xff" * 808])
def test_journal_of_a_stranger_is_refused_in_one_line(
    tmp_path: Path, waiting: WaitingSet, live: Path, content: bytes
) -> None:
    (live / f"{waiting.name}.frames").write_bytes(content)
    problem = save_waiting(replace(waiting, digest=None), tmp_path)
    assert problem is not None
    assert "\n" not in problem


def test_journal_without_a_header_is_told_and_stays(tmp_path: Path, waiting: WaitingSet, live: Path) -> None:
    (live / f"{waiting.name}.json").unlink()
    assert "whose" in (save_waiting(replace(waiting, digest=None), tmp_path) or "")
    assert (live / f"{waiting.name}.frames").is_file()
