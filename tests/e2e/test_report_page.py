"""The report page in a browser: no error, no request to anywhere, graph and video under one cursor."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from cleanrep.model.samples import Frame, Sample
from cleanrep.report.writer import open_report_folder, write_report
from cleanrep.testing.sample_exercise import make_exercise
from cleanrep.testing.sample_report import make_set_report

pytestmark = pytest.mark.browser

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


@dataclass
class Watched:
    """A page with what it complained about and asked for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def report_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    image = np.full((120, 160, 3), 90, np.uint8)
    times_s = [i / 25 for i in range(820)]
    frames = (Frame(i, t, image) for i, t in enumerate(times_s))
    samples = (Sample(t, i, None) for i, t in enumerate(times_s))
    target = tmp_path_factory.mktemp("report") / "set.cleanrep"
    with open_report_folder(target) as folder:
        write_report(folder, make_set_report(), make_exercise(), second_pass=(frames, samples))
    return target


@pytest.fixture(scope="module")
def browser(chromium_path: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(params=[(size, scheme) for size in SIZES for scheme in ("light", "dark")], ids="-".join)
def watched(request: pytest.FixtureRequest, browser: Browser, report_folder: Path) -> Iterator[Watched]:
    size, scheme = request.param
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    watched = Watched(context.new_page())
    watched.page.on("console", lambda message: watched.complaints.append(message.text))
    watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    watched.page.on("request", lambda asked: watched.requests.append(asked.url))
    watched.page.goto((report_folder / "report.html").as_uri())
    wait_until(watched.page, "document.getElementById('video').readyState >= 2")
    yield watched
    context.close()


def wait_until(page: Page, condition: str) -> None:
    """Wait for a JavaScript expression; the page's policy forbids the evaluation that Playwright would use."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"waited five seconds for {condition}")


def find_time_s(page: Page) -> float:
    return float(page.get_attribute("#plot", "aria-valuenow") or "nan")


def test_page_opens_without_complaint_or_request_to_anywhere(watched: Watched, report_folder: Path) -> None:
    assert watched.complaints == []
    here = report_folder.as_uri()
    assert {url for url in watched.requests if not url.startswith((here, "data:"))} == set()


def test_graph_is_drawn_and_nothing_is_wider_than_the_screen(watched: Watched) -> None:
    n_colors = watched.page.evaluate(
        """() => {
            const canvas = document.querySelector("#plot canvas");
            const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
            return new Set(new Uint32Array(pixels.buffer)).size;
        }"""
    )
    assert n_colors > 20
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert watched.page.evaluate(overflow) == 0


def test_click_on_a_repetition_opens_it_and_moves_the_video_to_its_fault(watched: Watched) -> None:
    page = watched.page
    assert page.is_visible("#rep-2")
    page.click("a.rep[data-rep='4']")
    assert page.is_visible("#rep-4")
    assert not page.is_visible("#rep-2")
    assert page.get_attribute("a.rep[data-rep='4']", "aria-expanded") == "true"
    assert "past straight by 15°" in page.inner_text("#rep-4")
    wait_until(page, "Math.abs(document.getElementById('video').currentTime - 21.8) < 0.05")
    assert watched.complaints == []


def test_dragging_the_graph_moves_the_video(watched: Watched) -> None:
    page = watched.page
    page.locator("#plot").scroll_into_view_if_needed()
    box = page.locator("#plot .u-over").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 50, steps=4)
    page.mouse.up()
    assert find_time_s(page) == pytest.approx(16.4, abs=0.3)
    wait_until(page, "Math.abs(document.getElementById('video').currentTime - 16.4) < 0.3")


def test_playing_video_moves_the_cursor(watched: Watched) -> None:
    before_s = find_time_s(watched.page)
    watched.page.click("#play")
    wait_until(watched.page, f"Number(document.getElementById('plot').ariaValueNow) > {before_s} + 0.2")
    watched.page.click("#play")
    wait_until(watched.page, "document.getElementById('play').textContent === 'Play'")


def test_graph_obeys_the_keyboard(watched: Watched) -> None:
    page = watched.page
    page.focus("#plot")
    page.keyboard.press("PageDown")
    assert find_time_s(page) == pytest.approx(7.2)
    page.keyboard.press("End")
    assert "rep" not in page.inner_text("#readout")
    page.keyboard.press("Home")
    assert find_time_s(page) == 0.0


def test_theme_can_be_switched(watched: Watched) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    before = watched.page.evaluate(ground)
    watched.page.click("#theme")
    assert watched.page.evaluate(ground) != before
    assert watched.complaints == []


def test_paper_is_light_and_shows_the_repetitions_with_faults(watched: Watched) -> None:
    page = watched.page
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    shown = [index for index in range(1, 6) if page.is_visible(f"#rep-{index}")]
    assert shown == [2, 4]
    assert not page.is_visible("#film")
