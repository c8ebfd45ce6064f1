"""Two hundred live lifters on one server: time from frame to event, memory over time, and what hostile clients do.

The lifters are simulated in a process of its own. One server process serves them all, as `cleanrep serve` starts it.

    make bench-live                             two hundred lifters for ten minutes
    make bench-live ARGS="--seconds 60"         a shorter look
"""

import argparse
import asyncio
import multiprocessing
import os
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.figure import Figure
from benchmarks.kept import keep
from benchmarks.live_hostile import attack
from benchmarks.live_lifters import RATE_HZ, SPREAD_S, Crowd, run_lifters
from benchmarks.live_server import Course, serve, watch

N_LIFTERS = 200
SECONDS = 600.0
LEAVE_WITHIN_S = 60.0
MAX_P95_MS = 50.0
MAX_GROWTH_SHARE = 0.1


def run(n_lifters: int, seconds: float) -> list[Figure]:
    """Let the lifters train, and a few strangers disturb them once all are there."""
    context = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue[Crowd] = context.Queue()
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder) / "home") as server:
        given = {"n_lifters": n_lifters, "seconds": seconds}
        lifters = context.Process(target=run_lifters, args=(server.url, server.cookie, queue), kwargs=given)
        end_s = time.monotonic() + seconds
        lifters.start()
        time.sleep(min(SPREAD_S, seconds / 2.0))
        hostile = asyncio.run(attack(server.url, server.cookie))
        course = watch(server.pid, end_s - time.monotonic())
        crowd = queue.get(timeout=LEAVE_WITHIN_S)
        lifters.join()
    return make_figures(crowd, course, hostile)


def make_figures(crowd: Crowd, course: Course, hostile: dict[str, bool]) -> list[Figure]:
    """The figures with their bars."""
    seen = crowd.seen
    delays_ms = np.concatenate([one.delays_ms for one in seen])
    n_sets, n_wrong, n_lost = (sum(getattr(one, name) for one in seen) for name in ("n_sets", "n_wrong", "is_lost"))
    n_behind = max(one.n_sent - one.n_safe for one in seen)
    note = f"{len(seen)} lifters at {RATE_HZ:g} frames a second, {delays_ms.size} events"
    return [
        Figure("live: frame to event, median", float(np.median(delays_ms)), "ms", note=note),
        Figure("live: frame to event, 95th percentile", float(np.percentile(delays_ms, 95)), "ms", bar=MAX_P95_MS),
        Figure("live: sets with a wrong count", n_wrong, "sets", bar=0.0, note=f"of {n_sets}"),
        Figure("live: lifters whose connection broke", n_lost, "lifters", bar=0.0),
        Figure("live: frames not yet safe when the lifters left", n_behind, "frames", note="the most of one lifter"),
        *_describe_course(course, len(seen)),
        Figure("live: processor time of a frame, lifter", crowd.cpu_us, "us"),
        Figure(
            "live: hostile ways that were refused",
            sum(hostile.values()),
            "ways",
            bar=float(len(hostile)),
            is_floor=True,
            note=", ".join(hostile),
        ),
    ]


def _describe_course(course: Course, n_lifters: int) -> list[Figure]:
    third = max(1, len(course.memory_mb) // 3)
    first, last = np.median(course.memory_mb[:third]), np.median(course.memory_mb[-third:])
    growth = float(last / first - 1.0)
    memory = Figure("live: memory, last third against the first", growth, "share", bar=MAX_GROWTH_SHARE)
    n_cores = sum(course.cpu_s) / course.seconds
    frame_us = [1e6 * cpu_s / (n_lifters * RATE_HZ * course.seconds) for cpu_s in course.cpu_s]
    parts = " + ".join(f"{one:.0f}" for one in frame_us)
    load = f"load average {os.getloadavg()[0]:.1f}"
    return [
        replace(memory, note=f"{first:.0f} to {last:.0f} MB"),
        Figure("live: processor of the server", n_cores, "cores", note=load),
        Figure("live: processor time of a frame, server", sum(frame_us), "us", note=f"its processes: {parts}"),
    ]


def main() -> None:
    """Run from the command line; a bar that falls short is printed as such. Pages quote a run of full size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.live_load", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lifters", type=int, default=N_LIFTERS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    arguments = parser.parse_args()
    figures = run(arguments.lifters, arguments.seconds)
    for figure in figures:
        print(figure.describe(), flush=True)
    if (arguments.lifters, arguments.seconds) == (N_LIFTERS, SECONDS):
        keep(figures)


if __name__ == "__main__":
    main()
