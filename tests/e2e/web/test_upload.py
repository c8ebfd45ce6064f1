"""Videos dropped on the page, and their reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.web.conftest import DEMO, Server, Watched

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(280)]


def test_video_becomes_a_report_that_can_be_corrected(server: Server, watched: Watched, tmp_path: Path) -> None:
    page = watched.page
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"not a video")
    page.goto(f"{server.url}/analyse")
    page.set_input_files("#files", [str(broken), str(DEMO)])
    page.wait_for_selector(".job.failed .problem", timeout=60_000)
    assert "broken.mp4" in page.inner_text(".job.failed")
    page.wait_for_selector(".job.running progress[value]", timeout=60_000)
    page.click(".job.done a", timeout=200_000)
    page.wait_for_selector("h1.count")
    before = page.inner_text("h1.count")
    page.click("li.rep >> nth=0")
    page.click("li.rep >> nth=0 >> button:has-text('Not a rep')")
    page.wait_for_selector("li.rep.removed")
    assert page.inner_text("h1.count") != before
    page.click("text=Open the report")
    page.wait_for_selector("video")
    duration = "document.querySelector('video').duration"
    page.wait_for_timeout(1500)
    assert page.evaluate(duration) > 10
    assert watched.errors == []
