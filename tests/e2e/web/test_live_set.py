"""A whole live set in a real browser, in front of a camera that plays the bundled video."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from cleanrep.app.analysis import analyze
from tests.e2e.web.conftest import DEMO, Cable, Server, Watched

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(280)]


@pytest.fixture(scope="module")
def n_in_file() -> int:
    report = analyze(DEMO, variant="standing")
    return sum(repetition.set_index == 1 for repetition in report.repetitions)


def show_camera(page: Page, url: str) -> None:
    page.goto(f"{url}/live")
    if page.is_visible("#screening-ok"):
        page.click("#screening-ok")
        page.click("#setup-done")
    page.click("#camera-on")
    page.wait_for_selector("#live[data-stage=place]", timeout=60_000)


def switch_on(page: Page, url: str) -> None:
    show_camera(page, url)
    page.click("#hold-skip")
    page.wait_for_selector("#live[data-stage=ready]", timeout=60_000)


def read_pose_models(server: Server) -> list[str]:
    """Of the live sets under way."""
    headers = server.home.glob("people/me/live/*.json")
    return [json.loads(path.read_text())["pose_model"] for path in headers]


def read_total(page: Page) -> int:
    digits = "".join(filter(str.isdigit, page.inner_text("#n-total"))) or page.inner_text("#n-clean")
    return int(digits)


def read_kept(server: Server) -> list[dict[str, object]]:
    return [json.loads(path.read_text()) for path in sorted(server.home.glob("people/me/sets/*/set.json"))]


def test_whole_live_set_is_counted_as_in_the_file_and_opens_as_a_report(
    server: Server, watched: Watched, n_in_file: int, tmp_path: Path
) -> None:
    page = watched.page
    switch_on(page, server.url)
    page.wait_for_selector("#live[data-stage=set]", timeout=60_000)
    page.screenshot(path=str(tmp_path / "set.png"))
    page.wait_for_selector("#live[data-stage=rest]", timeout=90_000)
    assert read_total(page) == n_in_file
    page.click("#pain button[data-pain='0']")
    page.wait_for_selector("#report:visible", timeout=60_000)
    page.click("#report")
    page.wait_for_selector("h1.count")
    page.click("text=Open the report")
    page.wait_for_selector("#plot canvas")
    assert read_kept(server)[-1]["n_repetitions"] == n_in_file
    assert watched.errors == []
    assert {url for url in watched.requests if not url.startswith((server.url, "data:", "blob:"))} == set()


def test_nothing_is_lost_when_the_connection_drops_in_mid_set(
    server: Server, watched: Watched, cable: Cable, n_in_file: int
) -> None:
    page = watched.page
    n_before = len(read_kept(server))
    switch_on(page, f"http://localhost:{cable.port}")
    page.wait_for_selector("#live[data-stage=set]", timeout=60_000)
    page.wait_for_timeout(4000)
    cable.pull()
    page.wait_for_selector("#notice:has-text('Connection lost')", timeout=10_000)
    page.wait_for_timeout(5000)
    cable.plug()
    page.wait_for_selector("#notice:has-text('Connected again')", timeout=60_000)
    page.wait_for_selector("#live[data-stage=rest]", timeout=90_000)
    assert read_total(page) == n_in_file
    page.wait_for_selector("#report:visible", timeout=60_000)
    assert len(read_kept(server)) == n_before + 1


def test_lite_model_takes_over_before_a_set_where_the_full_one_is_too_slow(
    start_server: Callable[..., Server], watched: Watched
) -> None:
    own_server, page = start_server(), watched.page
    browser = page.context.new_cdp_session(page)
    browser.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    show_camera(page, own_server.url)
    page.wait_for_selector("#notice:has-text('The lite model has taken over')", timeout=60_000)
    assert page.get_attribute("#live", "data-stage") == "place"
    browser.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    page.wait_for_selector("#rate:has-text('lite pose model')", timeout=30_000)
    page.click("#hold-skip")
    page.wait_for_selector("#live[data-stage=ready]", timeout=30_000)
    page.wait_for_timeout(1000)
    (used,) = read_pose_models(own_server)
    assert used.startswith("mediapipe-pose-lite-web-")
    assert watched.errors == []


def test_model_stays_once_the_set_has_begun(start_server: Callable[..., Server], watched: Watched) -> None:
    own_server, page = start_server(), watched.page
    switch_on(page, own_server.url)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.wait_for_selector("#notice:has-text('ten are needed')", timeout=60_000)
    assert "full pose model" not in page.inner_text("#notice")
    (used,) = read_pose_models(own_server)
    assert used.startswith("mediapipe-pose-full-web-")
    assert watched.errors == []
