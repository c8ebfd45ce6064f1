"""A phone in the same network, over HTTPS."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from cleanrep.errors import UsageError
from cleanrep.web.addresses import find_lan_address
from tests.conftest import IS_CI
from tests.e2e.web.conftest import Server, Watched

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lan_server(start_server: Callable[..., Server]) -> Server:
    try:
        find_lan_address()
    except UsageError as error:
        pytest.fail(str(error)) if IS_CI else pytest.skip(str(error))
    return start_server("--lan")


def test_phone_pairs_with_the_code_and_has_a_secure_camera(lan_server: Server, watched: Watched) -> None:
    found = re.search(r"(https://[0-9.]+:\d+)\nPairing code: (\d{4}) (\d{4})", lan_server.output)
    assert found is not None, lan_server.output
    page = watched.page
    page.goto(found[1])
    assert page.url == f"{found[1]}/pair"
    page.fill("input[name=code]", "12345678")
    page.click("button[type=submit]")
    page.wait_for_selector("[role=alert]")
    page.goto(f"{found[1]}/pair#{found[2]}{found[3]}")
    page.wait_for_url(f"{found[1]}/")
    page.goto(f"{found[1]}/live")
    assert page.evaluate("window.isSecureContext && 'mediaDevices' in navigator")
    page.goto(f"{found[1]}/phone")
    assert page.is_visible(".qr svg")


def test_terminal_shows_a_qr_code(lan_server: Server) -> None:
    assert lan_server.output.count("█") + lan_server.output.count("▀") + lan_server.output.count("▄") > 100
