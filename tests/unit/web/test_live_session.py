from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cleanrep.capture.landmark_frames import FRAME_BYTES
from cleanrep.errors import SourceError, UsageError
from cleanrep.model.samples import Sample
from cleanrep.testing import Pause, PlannedRepetition, make_set
from cleanrep.testing.packed_frames import pack_frame
from cleanrep.web.live_files import LiveHeader
from cleanrep.web.live_keeping import open_session, restore_session
from cleanrep.web.live_messages import (
    Acknowledged,
    Begin,
    Calibrate,
    Counted,
    Finish,
    NeutralTaken,
    ServerMessage,
    SetOver,
    ViewSeen,
)
from cleanrep.web.live_session import LiveSession

REPETITIONS = [PlannedRepetition(), PlannedRepetition(lower_s=0.6), PlannedRepetition()]
SESSION_ID = "0123456789abcdef"
Movements = list[PlannedRepetition | Pause]


@pytest.fixture
def session(tmp_path: Path, make_header: Callable[[str], LiveHeader]) -> Iterator[LiveSession]:
    made = open_session(make_header(SESSION_ID), tmp_path)
    yield made
    made.end_set(goes_on=False)


def feed(session: LiveSession, samples: list[Sample]) -> list[ServerMessage]:
    return [reply for sample in samples for reply in session.take_frames(pack_frame(sample))]


def film(movements: Movements) -> list[Sample]:
    return make_set(movements).samples


def test_set_is_counted_ended_and_handed_over_to_be_saved(session: LiveSession) -> None:
    session.take_message(Begin(type="begin"))
    replies = feed(session, film([*REPETITIONS, Pause(14.0)]))
    counts = [reply for reply in replies if isinstance(reply, Counted)]
    (over,) = [reply for reply in replies if isinstance(reply, SetOver)]
    assert counts[-1].n_repetitions == over.n_repetitions == 3
    assert over.n_clean == 2
    (kept,) = session.finished_sets
    assert kept.set_id == over.set_id
    assert kept.finished.journal.stat().st_size > 0


def test_set_ends_with_the_same_frame_however_many_come_at_once(
    tmp_path: Path, make_header: Callable[[str], LiveHeader]
) -> None:
    frames = [pack_frame(sample) for sample in film([*REPETITIONS, Pause(14.0)])]
    n_frames = []
    for session_id, size in ((SESSION_ID, 1), (SESSION_ID[::-1], 50)):
        session = open_session(make_header(session_id), tmp_path)
        session.take_message(Begin(type="begin"))
        for start in range(0, len(frames), size):
            session.take_frames(b"".join(frames[start : start + size]))
            session.catch_up()
        session.end_set(goes_on=False)
        n_frames.append(session.finished_sets[0].finished.report.source.n_frames)
    assert n_frames[0] == n_frames[1] < len(frames)


def test_next_set_begins_by_itself(session: LiveSession) -> None:
    session.take_message(Begin(type="begin"))
    samples = film([*REPETITIONS, Pause(14.0), *REPETITIONS, Pause(14.0)])
    overs = [reply for reply in feed(session, samples) if isinstance(reply, SetOver)]
    assert [over.n_repetitions for over in overs] == [3, 3]
    assert len({kept.set_id for kept in session.finished_sets}) == 2


def test_stop_ends_the_set_at_once(session: LiveSession) -> None:
    session.take_message(Begin(type="begin"))
    feed(session, film([*REPETITIONS]))
    (over,) = session.take_message(Finish(type="finish", is_last=True))[-1:]
    assert isinstance(over, SetOver)
    assert over.n_repetitions == 3


def test_nothing_is_kept_of_a_set_without_repetitions(session: LiveSession, tmp_path: Path) -> None:
    session.take_message(Begin(type="begin"))
    feed(session, film([Pause(3.0)]))
    (over,) = session.take_message(Finish(type="finish", is_last=True))
    assert isinstance(over, SetOver)
    assert over.set_id is None
    assert session.finished_sets == []
    assert list((tmp_path / "people" / "me" / "live").iterdir()) == []


def test_frames_are_acknowledged_once_they_are_on_the_disk(session: LiveSession, tmp_path: Path) -> None:
    session.take_message(Begin(type="begin"))
    replies = feed(session, film([*REPETITIONS])[:40])
    acknowledged = [reply for reply in replies if isinstance(reply, Acknowledged)]
    assert [reply.next_frame for reply in acknowledged] == [30]
    journal = tmp_path / "people" / "me" / "live" / f"{SESSION_ID}.frames"
    assert journal.stat().st_size >= 30 * FRAME_BYTES


def test_frames_sent_again_are_counted_once(session: LiveSession) -> None:
    session.take_message(Begin(type="begin"))
    samples = film([*REPETITIONS, Pause(14.0)])
    replies = feed(session, samples[:200])
    replies += feed(session, samples[150:])
    (over,) = [reply for reply in replies if isinstance(reply, SetOver)]
    assert over.n_repetitions == 3


def test_set_goes_on_after_the_server_was_started_anew(session: LiveSession, tmp_path: Path) -> None:
    session.take_message(Begin(type="begin"))
    samples = film([*REPETITIONS, Pause(14.0)])
    feed(session, samples[:300])
    session.acknowledge()
    disk = tmp_path / "as-it-was-left"
    shutil.copytree(tmp_path / "people", disk / "people")
    restored = restore_session(disk, "me", SESSION_ID)
    assert restored is not None
    welcome = restored.welcome()
    assert (welcome.stage, welcome.next_frame) == ("set", 300)
    (over,) = [reply for reply in feed(restored, samples[300:]) if isinstance(reply, SetOver)]
    assert over.n_repetitions == 3
    restored.end_set(goes_on=False)
    assert restore_session(disk, "me", "ffff0000ffff0000") is None


def test_set_made_anew_keeps_its_name(session: LiveSession, tmp_path: Path) -> None:
    session.take_message(Begin(type="begin"))
    feed(session, film([*REPETITIONS, Pause(14.0)]))
    (kept,) = session.finished_sets
    for _ in range(2):
        restored = restore_session(tmp_path, "me", kept.set_id, goes_on=False)
        assert restored is not None
        (again,) = restored.finished_sets
        assert again.set_id == kept.set_id
        assert again.finished.journal == kept.finished.journal
        assert again.finished.report.summary == kept.finished.report.summary


def test_camera_is_described_before_the_set(session: LiveSession) -> None:
    views = [reply for reply in feed(session, film([Pause(4.0)])) if isinstance(reply, ViewSeen)]
    assert len(views) >= 3
    assert views[-1].side == "left"
    assert views[-1].is_suitable


def test_neutral_is_taken_in_two_seconds_and_the_set_judged_by_it(session: LiveSession) -> None:
    session.take_message(Calibrate(type="calibrate"))
    standing = make_set([Pause(3.0)], start_deg=0.0).samples
    (taken,) = [reply for reply in feed(session, standing[:60]) if isinstance(reply, NeutralTaken)]
    assert taken.is_taken
    session.take_message(Begin(type="begin"))
    assert session.header.neutral is not None


def test_bent_hold_is_refused_with_what_to_do(session: LiveSession) -> None:
    session.take_message(Calibrate(type="calibrate"))
    (taken,) = [reply for reply in feed(session, film([Pause(3.0)])[:60]) if isinstance(reply, NeutralTaken)]
    assert not taken.is_taken
    assert "straight" in (taken.problem or "")


def test_time_that_runs_backwards_is_refused(session: LiveSession) -> None:
    samples = film([Pause(1.0)])
    feed(session, samples[:10])
    with pytest.raises(UsageError, match="time"):
        session.take_frames(pack_frame(Sample(0.0, 99, None)))


def test_garbage_does_not_change_the_session(session: LiveSession) -> None:
    samples = film([Pause(1.0)])
    feed(session, samples[:10])
    with pytest.raises(SourceError):
        session.take_frames(b"garbage")
    assert session.welcome().next_frame == 10
