"""The live page in a real browser: frames a second, and the time to the first page.

Chromium plays the bundled video as its camera and has no graphics card to help. The page begins with the full pose
model and takes the lite one by itself where the full one is too slow; the other run asks for lite from the start.
Frames are counted where they are sent, so that a frame counts when the whole page has dealt with it.
"""

import shutil
import tempfile
import time
from pathlib import Path

import av
from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

from benchmarks.figure import Figure, Options
from benchmarks.footage import DEMO
from benchmarks.live_server import serve
from cleanrep.capture.landmark_frames import FRAME_BYTES

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
CAMERA_RATE_HZ = 30
WARM_UP_S = 8.0
"""The model's own, and the time in which the page makes up its mind about it."""
SECONDS = 20.0
QUICK_SECONDS = 5.0
MIN_RATE_HZ = 10.0
MAX_FIRST_PAGE_S = 1.0


def run(options: Options) -> list[Figure]:
    """Let the page watch; nothing where there is no Chromium."""
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        return []
    seconds = QUICK_SECONDS if options.is_quick else SECONDS
    with tempfile.TemporaryDirectory() as name, serve(Path(name) / "home") as server, sync_playwright() as playwright:
        camera = Path(name) / "camera.mjpeg"
        write_camera(camera)
        played = f"--use-file-for-fake-video-capture={camera}"
        browser = playwright.chromium.launch(executable_path=chromium, args=[*CHROMIUM_OPTIONS, played])
        figures = [_time_first_page(browser, server.url)]
        ways = {"full": "model that the page takes", "lite": "lite model"}
        figures += [_count_frames(browser, server.url, size, way=way, seconds=seconds) for size, way in ways.items()]
        browser.close()
    return figures


def write_camera(target: Path) -> None:
    """Write the bundled video as pictures that Chromium plays as a camera, over and over."""
    with av.open(str(DEMO)) as source, av.open(str(target), "w", format="mjpeg") as out:
        shown = source.streams.video[0]
        stream = out.add_stream("mjpeg", rate=CAMERA_RATE_HZ)
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = shown.width, shown.height, "yuvj420p", 5_000_000
        for frame in source.decode(shown):
            picture = av.VideoFrame.from_ndarray(frame.to_ndarray(format="rgb24"), format="rgb24")
            out.mux(stream.encode(picture.reformat(format="yuvj420p")))
        out.mux(stream.encode())


def _time_first_page(browser: Browser, url: str) -> Figure:
    with browser.new_context() as context:
        page = context.new_page()
        started_s = time.perf_counter()
        page.goto(url)
        spent_s = time.perf_counter() - started_s
    return Figure("first page in the browser", spent_s, "s", bar=MAX_FIRST_PAGE_S, note="until it has loaded whole")


def _count_frames(browser: Browser, url: str, size: str, *, way: str, seconds: float) -> Figure:
    sizes: list[int] = []

    def note(socket: WebSocket) -> None:
        socket.on("framesent", lambda content: sizes.append(len(content)) if isinstance(content, bytes) else None)

    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.on("websocket", note)
        _switch_on(page, url, size)
        n_before, started_s = sum(sizes), time.perf_counter()
        page.wait_for_timeout(1000.0 * seconds)
        rate_hz = (sum(sizes) - n_before) / FRAME_BYTES / (time.perf_counter() - started_s)
        told = page.inner_text("#rate")
    return Figure(f"live page, {way}", rate_hz, "frames/s", bar=MIN_RATE_HZ, is_floor=True, note=told)


def _switch_on(page: Page, url: str, size: str) -> None:
    page.goto(f"{url}/live")
    # The server remembers that the questions before the first set were answered.
    if page.is_visible("#screening-ok"):
        page.click("#screening-ok")
        page.click("#setup-done")
    page.select_option("select[name=model]", size)
    page.check("input[name=cpu]")
    page.click("#camera-on")
    page.wait_for_selector("#live[data-stage=place]", timeout=60_000)
    page.wait_for_timeout(1000.0 * WARM_UP_S)
    if page.is_visible("#hold-skip"):
        page.click("#hold-skip")
    page.wait_for_selector("#live[data-stage=ready], #live[data-stage=set]", timeout=60_000)
