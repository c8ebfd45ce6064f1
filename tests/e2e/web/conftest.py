"""A server of its own process, a camera that plays the bundled video, and a way to cut the connection."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from cleanrep.web.application import BUILT_FILES
from cleanrep.web.settings import STATIC_FOLDER
from tests.conftest import IS_CI

DEMO = Path(__file__).parents[3] / "demo" / "lever-back-extension.mp4"
AXE = Path(__file__).parents[3] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CAMERA_RATE_HZ = 30
"""What the browser plays a motion JPEG at."""
STILL_BEFORE_S = 15
STILL_AFTER_S = 20
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)


@dataclass(frozen=True, slots=True)
class Server:
    url: str
    home: Path
    output: str


@pytest.fixture(scope="session")
def built_pages() -> Path:
    missing = [name for name in BUILT_FILES if not (STATIC_FOLDER / name).is_file()]
    if missing:
        reason = "the pages are not built; run make setup with Node.js at hand"
        pytest.fail(reason) if IS_CI else pytest.skip(reason)
    return STATIC_FOLDER


@pytest.fixture(scope="module")
def start_server(built_pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    assert built_pages.is_dir()
    with ExitStack() as stack:

        def start(*options: str) -> Server:
            home = tmp_path_factory.mktemp("home")
            program = str(Path(sys.executable).with_name("cleanrep"))
            command = [program, "serve", "--no-browser", "--port", "0", "--data", str(home)]
            process = subprocess.Popen(
                [*command, *options], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
            )
            stack.callback(_stop, process)
            return _wait_for(process, home)

        yield start


def _wait_for(process: subprocess.Popen[str], home: Path) -> Server:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Stop with"):
            break
    output = "".join(lines)
    found = re.search(r"https?://localhost:\d+", output)
    assert found is not None, output
    return Server(found[0], home, output)


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    assert process.stdout is not None
    process.stdout.close()


@pytest.fixture(scope="module")
def server(start_server: Callable[..., Server]) -> Server:
    return start_server()


@pytest.fixture(scope="session")
def camera_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled video as a camera: a still lifter, the set, a still lifter."""
    path = tmp_path_factory.mktemp("camera") / "camera.mjpeg"
    with av.open(str(DEMO)) as source:
        timed = [(float(frame.time or 0.0), frame.to_ndarray(format="rgb24")) for frame in source.decode(video=0)]
    times_s = np.array([time_s for time_s, _ in timed])
    moments_s = np.arange(-STILL_BEFORE_S, times_s[-1] + STILL_AFTER_S, 1.0 / CAMERA_RATE_HZ)
    chosen = np.clip(np.searchsorted(times_s, moments_s, side="right") - 1, 0, len(timed) - 1)
    height_px, width_px = timed[0][1].shape[:2]
    with av.open(str(path), "w", format="mjpeg") as target:
        stream = target.add_stream("mjpeg", rate=CAMERA_RATE_HZ)
        stream.width, stream.height, stream.pix_fmt = width_px, height_px, "yuvj420p"
        stream.bit_rate = 5_000_000
        for index in chosen:
            picture = av.VideoFrame.from_ndarray(timed[index][1], format="rgb24").reformat(format="yuvj420p")
            target.mux(stream.encode(picture))
        target.mux(stream.encode())
    return path


@pytest.fixture(scope="session")
def chromium(chromium_path: Path, camera_file: Path) -> Iterator[Browser]:
    options = [*CHROMIUM_OPTIONS, f"--use-file-for-fake-video-capture={camera_file}"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=options)
        yield browser
        browser.close()


@dataclass(slots=True)
class Watched:
    """A page with what it asked for and what went wrong in it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 390, "height": 844}, ignore_https_errors=True)
    yield made
    made.close()


@pytest.fixture
def watched(context: BrowserContext) -> Watched:
    watched = Watched(context.new_page())
    watched.page.on("request", lambda request: watched.requests.append(request.url))
    watched.page.on("pageerror", lambda error: watched.errors.append(str(error)))
    return watched


class Cable:
    """Stands between page and server, and can be pulled out."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        self._is_out = False
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def pull(self) -> None:
        self._is_out = True
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends = []

    def plug(self) -> None:
        self._is_out = False

    def close(self) -> None:
        self.pull()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self._is_out:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self._target))
            self._ends += [near, far]
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=_pump, args=(source, target), daemon=True).start()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while content := source.recv(65536):
            target.sendall(content)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


@pytest.fixture
def cable(server: Server) -> Iterator[Cable]:
    made = Cable(int(server.url.rsplit(":", 1)[1]))
    yield made
    made.close()
