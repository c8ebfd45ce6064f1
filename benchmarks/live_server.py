"""The server under load: started as a user starts it, and watched from outside."""

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Server:
    """A running server.

    Attributes
    ----------
    cookie : str
        Of a session.
    """

    url: str
    cookie: str
    pid: int


@dataclass(frozen=True, slots=True)
class Course:
    """How the server did over time.

    Attributes
    ----------
    memory_mb : list[float]
        Resident memory of all its processes, once a second.
    seconds : float
        How long it was watched.
    cpu_s : tuple[float, ...]
        Processor time of each of its processes meanwhile, in the order in which they were started.
    """

    memory_mb: list[float]
    seconds: float
    cpu_s: tuple[float, ...]


@contextmanager
def serve(home: Path) -> Iterator[Server]:
    """Start the server as `cleanrep serve` does."""
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
            yield Server(url, cookie, process.pid)
        finally:
            process.terminate()


def watch(pid: int, seconds: float) -> Course:
    """Note memory and processor time of a server."""
    started_s, before_s = time.monotonic(), read_cpu_s(pid)
    memory_mb = []
    while time.monotonic() - started_s < seconds:
        memory_mb.append(read_memory_mb(pid))
        time.sleep(1.0)
    after_s = read_cpu_s(pid)
    spent_s = tuple(after_s[one] - before_s.get(one, 0.0) for one in sorted(after_s))
    return Course(memory_mb, time.monotonic() - started_s, spent_s)


def list_family(pid: int) -> list[int]:
    """The server's process and those that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(member for child in children for member in list_family(int(child)))]


def read_memory_mb(pid: int) -> float:
    """Resident memory of the server with its processes."""
    found = [re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{one}/status").read_text()) for one in list_family(pid)]
    return sum(int(match[1]) for match in found if match) / 1024.0


def read_cpu_s(pid: int) -> dict[int, float]:
    """Processor time that each process of the server has used."""
    tick_s = 1.0 / os.sysconf("SC_CLK_TCK")
    fields = {one: Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split() for one in list_family(pid)}
    return {one: tick_s * (int(item[11]) + int(item[12])) for one, item in fields.items()}
