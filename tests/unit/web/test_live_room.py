from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest

from cleanrep.web.live_link import LiveLink
from cleanrep.web.live_messages import Calibrate, Finish, Hello
from cleanrep.web.live_orders import Answer, EndOrder, OpenOrder, Order, RestoreOrder, WelcomeOrder
from cleanrep.web.live_room import LiveRoom
from cleanrep.web.live_seat import Seat
from tests.unit.web.hello import HELLO, Page
from tests.unit.web.own_loop import run_alone

GREETING = Hello.model_validate(HELLO)


@pytest.fixture
def orders(monkeypatch: pytest.MonkeyPatch) -> list[Order]:
    """What the room asks of its processes, none of which is started."""
    given: list[Order] = []
    monkeypatch.setattr(LiveLink, "send", lambda _, order: given.append(order))
    return given


def run(tmp_path: Path, work: Callable[[LiveRoom], Coroutine[None, None, None]]) -> None:
    async def main() -> None:
        await work(LiveRoom(tmp_path, 10))

    run_alone(main())


async def let_run() -> None:
    """Let every task go on until all of them wait."""
    for _ in range(10):
        await asyncio.sleep(0)


async def begin(room: LiveRoom, orders: list[Order]) -> Seat:
    sitting = asyncio.create_task(room.sit_down(GREETING, "me", Page()))
    await let_run()
    order = orders[-1]
    assert isinstance(order, OpenOrder)
    room._take(Answer(order.session_id, is_reply=True))
    return await sitting


def test_page_that_comes_back_while_its_set_is_ended_waits_for_the_end(tmp_path: Path, orders: list[Order]) -> None:
    async def work(room: LiveRoom) -> None:
        seat = await begin(room, orders)
        ending = asyncio.create_task(room._end(seat))
        await let_run()
        back = GREETING.model_copy(update={"resume": seat.session_id})
        sitting = asyncio.create_task(room.sit_down(back, "me", Page()))
        await let_run()
        assert [type(order) for order in orders[1:]] == [WelcomeOrder, EndOrder]
        room._take(Answer(seat.session_id, is_reply=True))
        await ending
        await let_run()
        assert orders[-1] == RestoreOrder(seat.session_id, "me")
        room._take(Answer(seat.session_id, is_known=False, is_reply=True))
        await let_run()
        again = orders[-1]
        assert isinstance(again, OpenOrder)
        room._take(Answer(again.session_id, is_reply=True))
        assert (await sitting).session_id == again.session_id != seat.session_id

    run(tmp_path, work)


def test_two_pages_that_come_back_to_one_set_of_an_earlier_server_share_it(tmp_path: Path, orders: list[Order]) -> None:
    async def work(room: LiveRoom) -> None:
        back = GREETING.model_copy(update={"resume": "0123456789abcdef"})
        sitting = [asyncio.create_task(room.sit_down(back, "me", Page())) for _ in range(2)]
        await let_run()
        assert orders == [RestoreOrder("0123456789abcdef", "me")]
        room._take(Answer("0123456789abcdef", is_reply=True))
        first, second = await asyncio.gather(*sitting)
        assert first is second

    run(tmp_path, work)


def test_news_of_a_session_are_no_answer_to_a_question_about_it(tmp_path: Path, orders: list[Order]) -> None:
    async def work(room: LiveRoom) -> None:
        seat = await begin(room, orders)
        ending = asyncio.create_task(room._end(seat))
        await let_run()
        room._take(Answer(seat.session_id, ("{}",)))
        await let_run()
        assert not ending.done()
        room._take(Answer(seat.session_id, is_reply=True))
        await ending

    run(tmp_path, work)


def test_neutral_hold_keeps_its_seat_until_the_lifter_leaves(tmp_path: Path, orders: list[Order]) -> None:
    async def work(room: LiveRoom) -> None:
        seat = await begin(room, orders)
        room.take_message(seat, Calibrate(type="calibrate"))
        assert seat.has_work
        room.take_message(seat, Finish(type="finish", is_last=True))
        assert not seat.has_work

    run(tmp_path, work)
