"""What axe finds on each page, in both themes and both sizes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from playwright.sync_api import Browser

from cleanrep.testing.sample_report import make_set_report
from cleanrep.web.shelf import Shelf, describe_set, make_set_id
from tests.conftest import IS_CI
from tests.e2e.web.conftest import AXE, Server

pytestmark = pytest.mark.browser

PAGES = (
    *("/", "/train", "/live", "/analyse", "/sets", "/history", "/guide", "/guide/equipment", "/people", "/compare"),
    *("/phone", "/pair", "/nowhere"),
)


@pytest.fixture(scope="module")
def filled_server(server: Server) -> Server:
    """With two sets on the shelf, so that lists have rows and choices have words."""
    report, now = make_set_report(), datetime.now(UTC)
    for hours in (1, 2):
        made_at = now - timedelta(hours=hours)
        shelf, set_id = Shelf(server.home, "me"), make_set_id(made_at)
        shelf.put(describe_set(report, set_id=set_id, person_id="me", level="intermediate", now=made_at))
    return server


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_serious(
    chromium: Browser, filled_server: Server, theme: Literal["light", "dark"], width: int
) -> None:
    if not AXE.is_file():
        reason = "axe-core is not installed; run make setup with Node.js at hand"
        pytest.fail(reason) if IS_CI else pytest.skip(reason)
    context = chromium.new_context(viewport={"width": width, "height": 844}, color_scheme=theme, bypass_csp=True)
    page = context.new_page()
    found = []
    for path in PAGES:
        page.goto(filled_server.url + path)
        page.add_script_tag(path=str(AXE))
        violations = page.evaluate("axe.run().then(result => result.violations)")
        found += [
            (path, item["id"], item["nodes"][0]["html"])
            for item in violations
            if item["impact"] in {"serious", "critical"}
        ]
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) <= 0, path
    context.close()
    assert found == []
