"""Two hundred live lifters on one server: time from frame to event, memory over time, and what hostile clients do.

The lifters are simulated in processes of their own: each sends 30 landmark frames a second of a made-up set, at its own
pace, and notes when the frame that an event names was sent. One server process serves them all, as `cleanrep serve`
starts it.

    make bench-live                             two hundred lifters for ten minutes
    make bench-live ARGS="--seconds 60"         a shorter look
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import re
import secrets
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import uvloop
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from benchmarks.figure import Figure
from cleanrep.capture.landmark_frames import pack_frame
from cleanrep.testing import Camera, Pause, PlannedRepetition, make_set

RATE_HZ = 30.0
N_LIFTERS = 200
SECONDS = 600.0
WARM_UP_S = 30.0
MAX_P95_MS = 50.0
REFUSED_WITHIN_S = 30.0
MAX_GROWTH_SHARE = 0.1
N_REPETITIONS = 8
REST_S = 14.0
"""After the repetitions of a round: a little longer than what ends a set."""
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


@dataclass(slots=True)
class Seen:
    """What a lifter saw.

    Attributes
    ----------
    delays_ms : list[float]
        From sending a frame to the event that it caused.
    n_sets : int
        Sets that ended.
    n_wrong : int
        Sets with another count than was done.
    """

    delays_ms: list[float] = field(default_factory=list)
    n_events: int = 0
    n_sets: int = 0
    n_wrong: int = 0
    n_lost: int = 0


def make_frames() -> list[bytes]:
    """One round: a set and the rest after it, as values without number and time."""
    camera = Camera(frame_rate_hz=RATE_HZ, noise_deg=0.4)
    samples = make_set([*([PlannedRepetition()] * N_REPETITIONS), Pause(REST_S)], camera=camera).samples
    return [pack_frame(sample)[16:] for sample in samples]


async def train(url: str, cookie: str, frames: list[bytes], *, seconds: float, delay_s: float) -> Seen:
    """Be one lifter."""
    seen = Seen()
    await asyncio.sleep(delay_s)
    headers = {"Cookie": cookie, "Origin": url}
    async with connect(
        f"ws{url.removeprefix('http')}/live/socket", additional_headers=headers, compression=None, max_queue=None
    ) as socket:
        await socket.send(json.dumps(HELLO))
        await socket.recv()
        await socket.send('{"type": "begin"}')
        sent_s: dict[int, float] = {}
        reader = asyncio.create_task(_listen(socket, sent_s, seen))
        await _send_frames(socket, frames, sent_s, seconds=seconds)
        reader.cancel()
    return seen


async def _send_frames(
    socket: ClientConnection, frames: list[bytes], sent_s: dict[int, float], *, seconds: float
) -> None:
    loop = asyncio.get_running_loop()
    start_s = loop.time()
    for number in range(int(seconds * RATE_HZ)):
        await asyncio.sleep(max(0.0, start_s + number / RATE_HZ - loop.time()))
        header = struct.pack("<BBHId", 1, 1, 0, number, number / RATE_HZ)
        sent_s[number] = loop.time()
        await socket.send(header + frames[number % len(frames)])
        sent_s.pop(number - 300, None)


async def _listen(socket: ClientConnection, sent_s: dict[int, float], seen: Seen) -> None:
    loop = asyncio.get_running_loop()
    async for text in socket:
        now_s = loop.time()
        message = json.loads(text)
        if message["type"] == "set":
            seen.n_sets += 1
            seen.n_wrong += message["n_repetitions"] != N_REPETITIONS
        if "frame" in message and message["frame"] in sent_s:
            seen.n_events += 1
            seen.delays_ms.append(1000.0 * (now_s - sent_s[message["frame"]]))


async def _train_many(url: str, cookie: str, n_lifters: int, *, seconds: float) -> list[Seen]:
    frames = make_frames()
    round_s = len(frames) / RATE_HZ
    delays_s = np.linspace(0.0, min(round_s, WARM_UP_S), n_lifters, endpoint=False)
    tasks = [train(url, cookie, frames, seconds=seconds, delay_s=float(delay_s)) for delay_s in delays_s]
    results = await asyncio.gather(*tasks, return_exceptions=True)
    return [result if isinstance(result, Seen) else Seen(n_lost=1) for result in results]


def run_lifters(
    url: str, cookie: str, queue: "multiprocessing.Queue[list[Seen]]", *, n_lifters: int, seconds: float
) -> None:
    """Be the lifters of one process."""
    queue.put(uvloop.run(_train_many(url, cookie, n_lifters, seconds=seconds)))


async def attack(url: str, cookie: str) -> dict[str, bool]:
    """Be hostile in each way once; say what was refused."""
    nan_frame = struct.pack("<BBHId", 1, 1, 0, 0, 0.0) + struct.pack("<f", float("nan")) * 198
    ways: dict[str, list[bytes] | list[str]] = {
        "garbage": [secrets.token_bytes(808)],
        "huge message": [b"\x00" * 5_000_000],
        "flood": [json.dumps({"type": "calibrate"})] * 2000,
        "not a number": [nan_frame],
    }
    return {name: await _is_refused(url, cookie, messages) for name, messages in ways.items()}


async def _is_refused(url: str, cookie: str, messages: list[bytes] | list[str]) -> bool:
    try:
        async with asyncio.timeout(REFUSED_WITHIN_S):
            await _be_hostile(url, cookie, messages)
    except ConnectionClosed:
        return True
    except TimeoutError:
        return False
    return True


async def _be_hostile(url: str, cookie: str, messages: list[bytes] | list[str]) -> None:
    headers = {"Cookie": cookie, "Origin": url}
    async with connect(f"ws{url.removeprefix('http')}/live/socket", additional_headers=headers) as socket:
        await socket.send(json.dumps(HELLO))
        for message in messages:
            await socket.send(message)
        async for _ in socket:
            pass


@contextmanager
def serve(home: Path) -> Iterator[tuple[str, str, int]]:
    """Start the server; give its address, a session's cookie and its process id."""
    program = Path(sys.executable).with_name("cleanrep")
    command = [str(program), "serve", "--no-browser", "--port", "0", "--data", str(home)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        found = next(match for line in process.stdout if (match := re.search(r"http://localhost:\d+", line)))
        url = found[0]
        with urllib.request.urlopen(url) as answer:  # noqa: S310 - the server that was just started
            cookie = answer.headers["set-cookie"].split(";")[0]
        try:
            yield url, cookie, process.pid
        finally:
            process.terminate()


def list_family(pid: int) -> list[int]:
    """The server's process and those that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(member for child in children for member in list_family(int(child)))]


def read_memory_mb(pid: int) -> float:
    """Resident memory of the server with its processes."""
    found = [re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{one}/status").read_text()) for one in list_family(pid)]
    return sum(int(match[1]) for match in found if match) / 1024.0


def read_cpu_s(pid: int) -> float:
    """Processor time that the server with its processes has used."""
    fields = [Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split() for one in list_family(pid)]
    return sum(int(item[11]) + int(item[12]) for item in fields) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Course:
    """How the server did over time: megabytes, once a second from the end of the warm-up, and cores used."""

    memory_mb: list[float]
    n_cores: float


def watch(pid: int, seconds: float) -> Course:
    """Note the server's memory while the lifters train."""
    time.sleep(WARM_UP_S)
    started_s, cpu_s = time.monotonic(), read_cpu_s(pid)
    memory_mb = []
    while time.monotonic() - started_s < seconds - WARM_UP_S:
        memory_mb.append(read_memory_mb(pid))
        time.sleep(1.0)
    return Course(memory_mb, (read_cpu_s(pid) - cpu_s) / (time.monotonic() - started_s))


def run(n_lifters: int, seconds: float) -> list[Figure]:
    """Let the lifters train, and a few strangers disturb them."""
    context = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue[list[Seen]] = context.Queue()
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder) / "home") as (url, cookie, pid):
        lifters = context.Process(
            target=run_lifters, args=(url, cookie, queue), kwargs={"n_lifters": n_lifters, "seconds": seconds}
        )
        lifters.start()
        hostile = asyncio.run(_attack_later(url, cookie, min(seconds / 2, WARM_UP_S)))
        course = watch(pid, seconds - min(seconds / 2, WARM_UP_S))
        seen = queue.get()
        lifters.join()
    return make_figures(seen, course, hostile)


async def _attack_later(url: str, cookie: str, delay_s: float) -> dict[str, bool]:
    await asyncio.sleep(delay_s)
    return await attack(url, cookie)


def make_figures(seen: list[Seen], course: Course, hostile: dict[str, bool]) -> list[Figure]:
    """The figures with their bars."""
    delays_ms = np.concatenate([item.delays_ms for item in seen])
    third = max(1, len(course.memory_mb) // 3)
    first, last = np.median(course.memory_mb[:third]), np.median(course.memory_mb[-third:])
    n_sets, n_wrong, n_lost = (sum(getattr(item, name) for item in seen) for name in ("n_sets", "n_wrong", "n_lost"))
    note = f"{len(seen)} lifters at {RATE_HZ:g} frames a second, {delays_ms.size} events"
    return [
        Figure("live: frame to event, median", float(np.median(delays_ms)), "ms", note=note),
        Figure("live: frame to event, 95th percentile", float(np.percentile(delays_ms, 95)), "ms", bar=MAX_P95_MS),
        Figure("live: sets with a wrong count", n_wrong, "sets", bar=0.0, note=f"of {n_sets}"),
        Figure("live: lifters whose connection broke", n_lost, "lifters", bar=0.0),
        Figure(
            "live: memory, last third against the first",
            float(last / first - 1.0),
            "share",
            bar=MAX_GROWTH_SHARE,
            note=f"{first:.0f} to {last:.0f} MB",
        ),
        Figure("live: processor of the server", course.n_cores, "cores"),
        Figure(
            "live: hostile ways that were refused",
            sum(hostile.values()),
            "ways",
            bar=float(len(hostile)),
            is_floor=True,
            note=", ".join(hostile),
        ),
    ]


def main() -> None:
    """Run from the command line; a bar that falls short is printed as such."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.live_load", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lifters", type=int, default=N_LIFTERS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    arguments = parser.parse_args()
    for figure in run(arguments.lifters, arguments.seconds):
        print(figure.describe(), flush=True)


if __name__ == "__main__":
    main()
