from __future__ import annotations

import asyncio
import pickle
import socket
from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest

from cleanrep.web.live_link import GATHER_S, LiveLink
from cleanrep.web.live_orders import PARCEL_HEADER, Answer, Answers, FramesOrder, pack_parcel
from tests.unit.web.own_loop import run_alone


class SlowWorker:
    """The worker's end of the line; answers a parcel when it is told to."""

    def __init__(self, line: socket.socket) -> None:
        self.line = line

    async def take(self) -> list[bytes]:
        """Frames of the next parcel."""
        loop = asyncio.get_running_loop()
        header = await asyncio.wait_for(loop.sock_recv(self.line, PARCEL_HEADER.size), 5.0)
        orders = pickle.loads(await loop.sock_recv(self.line, *PARCEL_HEADER.unpack(header)))  # noqa: S301 - of the link under test
        return [content for order in orders if isinstance(order, FramesOrder) for _, content in order.messages]

    def is_given_more(self) -> bool:
        try:
            return bool(self.line.recv(1, socket.MSG_PEEK))
        except BlockingIOError:
            return False

    async def answer(self, *, is_ready: bool = True) -> None:
        said = Answers([Answer("one", ("news",))], is_ready)
        await asyncio.get_running_loop().sock_sendall(self.line, pack_parcel(said))


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[socket.socket]:
    """The worker's ends of the lines that were opened."""
    opened: list[socket.socket] = []

    def start(link: LiveLink) -> None:
        near, far = socket.socketpair()
        far.setblocking(False)
        opened.append(far)
        link._process = object()  # type: ignore[assignment] # only told from None
        link._talk = asyncio.create_task(link._talk_with(link._process, near))  # type: ignore[arg-type] # as above

    monkeypatch.setattr(LiveLink, "_start", start)
    return opened


def run(lines: list[socket.socket], work: Callable[[LiveLink], Coroutine[None, None, None]]) -> list[Answer]:
    taken: list[Answer] = []

    async def main() -> None:
        link = LiveLink(Path(), taken.append, lambda _: None)
        await work(link)
        for line in lines:
            line.close()
        if link._talk is not None:
            await link._talk

    run_alone(main())
    return taken


def test_what_comes_while_the_worker_is_busy_goes_over_in_one_parcel(lines: list[socket.socket]) -> None:
    async def work(link: LiveLink) -> None:
        link.send_frames("one", b"1")
        worker = SlowWorker(lines[0])
        assert await worker.take() == [b"1"]
        for content in (b"2", b"3", b"4"):
            link.send_frames("one", content)
            await asyncio.sleep(2 * GATHER_S)
        assert not worker.is_given_more()
        await worker.answer()
        assert await worker.take() == [b"2", b"3", b"4"]

    run(lines, work)


def test_what_a_worker_says_later_is_taken_and_brings_no_parcel_forward(lines: list[socket.socket]) -> None:
    async def work(link: LiveLink) -> None:
        link.send_frames("one", b"1")
        worker = SlowWorker(lines[0])
        await worker.take()
        link.send_frames("one", b"2")
        await asyncio.sleep(2 * GATHER_S)
        await worker.answer(is_ready=False)
        await asyncio.sleep(GATHER_S)
        assert not worker.is_given_more()
        await worker.answer()
        assert await worker.take() == [b"2"]

    assert len(run(lines, work)) == 2


def test_worker_that_is_free_again_is_given_the_next_parcel_soon(lines: list[socket.socket]) -> None:
    async def work(link: LiveLink) -> None:
        link.send_frames("one", b"1")
        worker = SlowWorker(lines[0])
        await worker.take()
        await worker.answer()
        await asyncio.sleep(GATHER_S)
        link.send_frames("one", b"2")
        assert await worker.take() == [b"2"]

    run(lines, work)
