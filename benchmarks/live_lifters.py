"""Simulated lifters: many in one process, cheap enough to leave the server its cores.

Each sends 30 landmark frames a second of a made-up set and notes when the frame that an event names was sent. Frames
are masked with zeros, which the protocol allows, so that their bytes are made once and for all; one timer paces
everybody.
"""

import asyncio
import json
import multiprocessing
import struct
import time
from collections import deque
from dataclasses import dataclass, field
from typing import cast

import uvloop
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.uri import parse_uri

from cleanrep.testing import Camera, Pause, PlannedRepetition, make_set
from cleanrep.testing.packed_frames import pack_frame

RATE_HZ = 30.0
N_REPETITIONS = 8
REST_S = 14.0
"""After the repetitions of a round: a little longer than what ends a set."""
SPREAD_S = 30.0
"""Time over which the lifters begin, one after the other."""
TICK_S = 0.001
WELCOME_WITHIN_S = 60.0
HELLO = {
    "type": "hello",
    "protocol": 1,
    "exercise": "lever-back-extension",
    "variant": "standing",
    "goal": "hypertrophy",
    "pose_model": "mediapipe-pose-full-web-0.5",
    "width_px": 640,
    "height_px": 480,
}
_FRAME_HEADER = struct.Struct("<BBHId")
_N_REMEMBERED = 512


@dataclass(slots=True)
class Seen:
    """What a lifter saw.

    Attributes
    ----------
    delays_ms : list[float]
        From sending a frame to the event that it caused, once everybody is there.
    n_sets, n_wrong : int
        Sets that ended; those with another count than was done.
    n_sent, n_safe : int
        Frames sent, and those that the server said are safe.
    is_lost : bool
        The connection broke or never stood.
    """

    delays_ms: list[float] = field(default_factory=list)
    n_sets: int = 0
    n_wrong: int = 0
    n_sent: int = 0
    n_safe: int = 0
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class Crowd:
    """What the lifters of a process saw, and the processor time of one frame of theirs in microseconds."""

    seen: list[Seen]
    cpu_us: float


def make_frames() -> list[bytes]:
    """One round: a set and the rest after it, as values without number and time."""
    camera = Camera(frame_rate_hz=RATE_HZ, noise_deg=0.4)
    samples = make_set([*([PlannedRepetition()] * N_REPETITIONS), Pause(REST_S)], camera=camera).samples
    return [pack_frame(sample)[_FRAME_HEADER.size :] for sample in samples]


class Lifter(asyncio.Protocol):
    """One lifter at one WebSocket.

    Parameters
    ----------
    url : str
        The server's address.
    cookie : str
        Of a session.
    frames : list[bytes]
        From `make_frames`.
    """

    def __init__(self, url: str, cookie: str, frames: list[bytes]) -> None:
        self.seen = Seen()
        self.is_welcome = asyncio.Event()
        self._frames = frames
        size = _FRAME_HEADER.size + len(frames[0])
        # Binary, final, 16 bits of length, a mask of zeros.
        self._head = struct.pack("!BBHI", 0x82, 0x80 | 126, size, 0)
        self._protocol = ClientProtocol(parse_uri(_name_socket(url)))
        self._headers = {"Cookie": cookie, "Origin": url}
        self._transport: asyncio.Transport | None = None
        self._sent_s = [0.0] * _N_REMEMBERED

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the WebSocket."""
        self._transport = cast(asyncio.Transport, transport)
        request = self._protocol.connect()
        request.headers.update(self._headers)
        self._protocol.send_request(request)
        self._flush()

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that it broke, unless this end closed it."""
        self.seen.is_lost = self.seen.is_lost or exc is not None or self._transport is not None
        self.is_welcome.set()

    def data_received(self, data: bytes) -> None:
        """Take what the server says."""
        now_s = time.perf_counter()
        self._protocol.receive_data(data)
        for event in self._protocol.events_received():
            if isinstance(event, Response):
                self._say(HELLO)
                self._say({"type": "begin"})
            elif isinstance(event, Frame) and event.opcode is Opcode.TEXT:
                self._take(json.loads(bytes(event.data)), now_s)
        self._flush()

    def send_frame(self) -> None:
        """Send the next frame."""
        seen = self.seen
        number, seen.n_sent = seen.n_sent, seen.n_sent + 1
        if self._transport is None or seen.is_lost:
            return
        self._sent_s[number % _N_REMEMBERED] = time.perf_counter()
        header = _FRAME_HEADER.pack(1, 1, 0, number, number / RATE_HZ)
        self._transport.write(b"".join((self._head, header, self._frames[number % len(self._frames)])))

    def close(self) -> None:
        """Leave; what was sent stays sent."""
        transport, self._transport = self._transport, None
        if transport is not None:
            transport.abort()

    def _say(self, message: dict[str, object]) -> None:
        self._protocol.send_text(json.dumps(message).encode())

    def _flush(self) -> None:
        if self._transport is not None:
            self._transport.writelines(self._protocol.data_to_send())

    def _take(self, message: dict[str, object], now_s: float) -> None:
        seen, kind, frame = self.seen, message["type"], message.get("frame")
        if kind == "welcome":
            self.is_welcome.set()
        elif kind == "ack":
            seen.n_safe = int(str(message["next_frame"]))
        elif kind == "set":
            seen.n_sets += 1
            seen.n_wrong += message["n_repetitions"] != N_REPETITIONS
        if isinstance(frame, int) and seen.n_sent - frame < _N_REMEMBERED:
            seen.delays_ms.append(1000.0 * (now_s - self._sent_s[frame % _N_REMEMBERED]))


async def train(url: str, cookie: str, *, n_lifters: int, seconds: float) -> Crowd:
    """Be many lifters, who begin one after the other over `SPREAD_S` and leave together after `seconds`."""
    frames = make_frames()
    started_s, started_cpu_s = time.perf_counter(), time.process_time()
    lifters = [Lifter(url, cookie, frames) for _ in range(n_lifters)]
    waiting: deque[tuple[float, Lifter]] = deque()
    pace = asyncio.create_task(_keep_pace(waiting, started_s + seconds))
    step_s = min(SPREAD_S, seconds / 2.0) / n_lifters
    for index, lifter in enumerate(lifters):
        await asyncio.sleep(max(0.0, started_s + index * step_s - time.perf_counter()))
        await _join(lifter, url)
        waiting.append((time.perf_counter() + 1.0 / RATE_HZ, lifter))
    for lifter in lifters:
        lifter.seen.delays_ms.clear()
    await pace
    for lifter in lifters:
        lifter.close()
    cpu_s = time.process_time() - started_cpu_s
    seen = [lifter.seen for lifter in lifters]
    return Crowd(seen, 1e6 * cpu_s / max(1, sum(one.n_sent for one in seen)))


async def _join(lifter: Lifter, url: str) -> None:
    address = parse_uri(_name_socket(url))
    try:
        await asyncio.get_running_loop().create_connection(lambda: lifter, address.host, address.port)
        await asyncio.wait_for(lifter.is_welcome.wait(), WELCOME_WITHIN_S)
    except (OSError, TimeoutError):
        lifter.seen.is_lost = True


def _name_socket(url: str) -> str:
    return f"ws{url.removeprefix('http')}/live/socket"


async def _keep_pace(waiting: "deque[tuple[float, Lifter]]", until_s: float) -> None:
    """Let each lifter send when it is due; all have the same period, so the queue stays in order."""
    while (now_s := time.perf_counter()) < until_s:
        while waiting and waiting[0][0] <= now_s:
            due_s, lifter = waiting.popleft()
            lifter.send_frame()
            waiting.append((due_s + 1.0 / RATE_HZ, lifter))
        await asyncio.sleep(TICK_S)


def run_lifters(
    url: str, cookie: str, queue: "multiprocessing.Queue[Crowd]", *, n_lifters: int, seconds: float
) -> None:
    """Be the lifters of one process."""
    queue.put(uvloop.run(train(url, cookie, n_lifters=n_lifters, seconds=seconds)))
