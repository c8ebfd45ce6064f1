from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cleanrep.testing import Pause, PlannedRepetition, make_set
from cleanrep.testing.packed_frames import pack_frame
from cleanrep.web.live_files import LiveHeader
from cleanrep.web.live_messages import Begin, Finish
from cleanrep.web.live_orders import EndOrder, FramesOrder, MessageOrder, OpenOrder, RestoreOrder, WelcomeOrder
from cleanrep.web.live_waiting import save_waiting
from cleanrep.web.live_worker import LiveWorker
from cleanrep.web.shelf import Shelf

FRAMES = [pack_frame(sample) for sample in make_set([PlannedRepetition(), PlannedRepetition()]).samples]


@pytest.fixture
def worker(tmp_path: Path, make_header: Callable[[str], LiveHeader]) -> Iterator[LiveWorker]:
    made = LiveWorker(tmp_path)
    for session_id in ("first", "second"):
        made.do(OpenOrder(session_id, make_header(session_id)))
        made.do(MessageOrder(session_id, Begin(type="begin")))
    yield made
    for session_id in ("first", "second"):
        made.do(EndOrder(session_id))


def test_garbage_of_one_lifter_does_not_touch_the_others_in_the_same_order(worker: LiveWorker) -> None:
    answers = worker.do(FramesOrder([("first", b"".join(FRAMES[:30])), ("second", b"garbage")]))
    assert [(answer.session_id, answer.problem is None) for answer in answers] == [("first", True), ("second", False)]
    (welcome,) = worker.do(WelcomeOrder("second"))
    assert '"next_frame":0' in welcome.messages[0]


def test_frames_of_a_session_are_taken_in_the_order_in_which_they_came(worker: LiveWorker) -> None:
    messages = [(session_id, frame) for frame in FRAMES for session_id in ("first", "second")]
    answers = worker.do(FramesOrder(messages))
    for session_id in ("first", "second"):
        counts = [text for answer in answers if answer.session_id == session_id for text in answer.messages]
        assert any('"n_repetitions":2' in text for text in counts)
        (welcome,) = worker.do(WelcomeOrder(session_id))
        assert f'"next_frame":{len(FRAMES)}' in welcome.messages[0]


def test_repetition_is_judged_after_the_frames_of_everybody(worker: LiveWorker) -> None:
    at_once, late = [], []
    for number, frame in enumerate(FRAMES):
        at_once += [(number, answer) for answer in worker.do(FramesOrder([("first", frame), ("second", frame)]))]
        while worker.is_behind:
            late += [(number, answer) for answer in worker.catch_up()]
    assert not any('"type":"count"' in text for _, answer in at_once for text in answer.messages)
    assert [answer.session_id for _, answer in late[:2]] == ["first", "second"]
    for number, answer in late[:2]:
        assert f'"type":"count","frame":{number},' in answer.messages[0]


def test_set_is_ended_after_the_frames_of_everybody(worker: LiveWorker) -> None:
    rest = make_set([PlannedRepetition(), Pause(20.0)]).samples
    kept_at_once, kept = [], []
    for sample in rest:
        kept_at_once += [
            one for answer in worker.do(FramesOrder([("first", pack_frame(sample))])) for one in answer.kept
        ]
        while worker.is_behind:
            kept += [one for answer in worker.catch_up() for one in answer.kept]
    assert kept_at_once == []
    assert [one.session_id for one in kept] == ["first"]


def test_repetition_of_a_session_that_has_gone_is_not_judged(worker: LiveWorker) -> None:
    frames = iter(FRAMES)
    while not worker.is_behind:
        worker.do(FramesOrder([("first", next(frames))]))
    worker.do(EndOrder("first"))
    assert worker.catch_up() == []
    assert not worker.is_behind


def test_no_session_leaves_cycles_to_the_collector(worker: LiveWorker) -> None:
    """The worker as good as does without it."""
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        for frame in FRAMES:
            worker.do(FramesOrder([("first", frame), ("second", frame)]))
        worker.do(MessageOrder("first", Finish(type="finish")))
        worker.do(EndOrder("second"))
        gc.collect()
        left = [type(item).__qualname__ for item in gc.garbage if type(item).__module__.startswith("cleanrep")]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert left == []


def test_nothing_is_said_where_there_is_nothing_to_say(worker: LiveWorker) -> None:
    assert worker.do(FramesOrder([("first", FRAMES[0])])) == []


def test_unknown_session_is_said_to_be_unknown(worker: LiveWorker) -> None:
    (answer,) = worker.do(FramesOrder([("third", FRAMES[0])]))
    assert not answer.is_known


@pytest.mark.parametrize("order", [MessageOrder("first", Finish(type="finish")), EndOrder("first")])
def test_finished_set_waits_on_the_disk_for_whoever_saves_it(
    worker: LiveWorker, tmp_path: Path, order: MessageOrder | EndOrder
) -> None:
    worker.do(FramesOrder([("first", frame) for frame in FRAMES]))
    (answer,) = worker.do(order)
    (waiting,) = answer.kept
    assert (waiting.session_id, waiting.person_id) == ("first", "me")
    assert f'"set_id":"{waiting.name}"' in answer.messages[-1]
    assert save_waiting(waiting, tmp_path) is None
    (meta,) = Shelf(tmp_path, "me").list_sets()
    assert (meta.id, meta.n_repetitions) == (waiting.name, 2)


def test_only_what_somebody_waits_for_is_answered_as_a_reply(
    worker: LiveWorker, make_header: Callable[[str], LiveHeader]
) -> None:
    replies = [
        *worker.do(OpenOrder("third", make_header("third"))),
        *worker.do(RestoreOrder("fourth", "me")),
        *worker.do(EndOrder("third")),
    ]
    news = [*worker.do(WelcomeOrder("first")), *worker.do(FramesOrder([("first", b"garbage")]))]
    assert [answer.is_reply for answer in replies] == [True] * 3
    assert [answer.is_reply for answer in news] == [False] * 2
