from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copytree
from typing import Protocol, cast

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from cleanrep.errors import UsageError
from cleanrep.web.people_pages import make_slug
from cleanrep.web.sessions import Role
from cleanrep.web.shelf import Shelf


class Browser(Protocol):
    client: TestClient
    csrf: str


@dataclass(frozen=True, slots=True)
class Phone:
    client: TestClient
    csrf: str


def bring_in(browser: Browser, person_id: str, role: str, address: str) -> Phone:
    """Pair a phone for a person by the code that the coach makes."""
    page = browser.client.post(f"/people/{person_id}/code", data={"role": role, "csrf": browser.csrf}).text
    found = re.search(r"(\d{4}) (\d{4})\. Good for", page)
    assert found is not None
    client = TestClient(browser.client.app, base_url="http://localhost:8765", client=(address, 50000))
    client.post("/pair", data={"code": found[1] + found[2]})
    token = re.search(r'name="csrf" content="([^"]+)"', client.get("/").text)
    assert token is not None
    return Phone(client, token[1])


@pytest.fixture
def anna(browser: Browser) -> Phone:
    browser.client.post("/people", data={"name": "Anna K.", "csrf": browser.csrf})
    return bring_in(browser, "anna-k", "lifter", "192.168.1.20")


@pytest.fixture
def ben(browser: Browser) -> Phone:
    browser.client.post("/people", data={"name": "Ben", "csrf": browser.csrf})
    return bring_in(browser, "ben", "lifter", "192.168.1.21")


def log(phone: Phone, n_repetitions: int) -> None:
    data = {"variant": "standing", "goal": "hypertrophy", "n_repetitions": n_repetitions, "unit": "kg", "value": "40"}
    assert phone.client.post("/train/sets", data={**data, "csrf": phone.csrf}).status_code == 200


def test_two_people_see_only_their_own(anna: Phone, ben: Phone) -> None:
    log(anna, 11)
    log(ben, 7)
    assert "11 reps" in anna.client.get("/train").text
    assert "11 reps" not in ben.client.get("/train").text
    assert "7 reps" in ben.client.get("/train").text
    assert anna.client.get("/history/log.csv").text.count("lever-back-extension") == 1


def test_sets_of_another_are_not_there_for_a_lifter(browser: Browser, anna: Phone, kept_set: str) -> None:
    assert browser.client.get(f"/sets/{kept_set}").status_code == 200
    for path in (
        f"/sets/{kept_set}",
        f"/sets/{kept_set}/report.html",
        f"/api/sets/{kept_set}",
        f"/compare?left=me:{kept_set}",
    ):
        assert anna.client.get(path).status_code == 404, path
    assert anna.client.get("/api/sets").json() == []
    assert anna.client.post(f"/sets/{kept_set}/remove", data={"csrf": anna.csrf}).status_code == 404
    assert kept_set not in anna.client.get("/compare").text


@pytest.mark.parametrize(
    "path", ["/people", "/people/me/choose", "/people/me/code", "/people/me/level", "/people/me/forget"]
)
def test_lifter_cannot_reach_other_people(anna: Phone, path: str) -> None:
    assert anna.client.get("/people").status_code == 403
    data = {"csrf": anna.csrf, "role": "coach", "typed": "me", "name": "Eve", "level": "advanced"}
    assert anna.client.post(path, data=data).status_code == 403
    assert "People" not in anna.client.get("/").text


def test_coach_acts_for_a_person_and_sees_their_sets(browser: Browser, anna: Phone, kept_set: str) -> None:
    log(anna, 11)
    page = browser.client.post("/people/anna-k/choose", data={"csrf": browser.csrf}).text
    assert "Training of Anna K." in page
    assert "11 reps" in page
    side = browser.client.get("/compare", params={"left": f"me:{kept_set}", "right": f"me:{kept_set}"}).text
    assert side.count("2 of 3 clean</p>") == 2


def test_sets_side_by_side_go_by_the_names_of_their_people(
    browser: Browser, anna: Phone, home: Path, kept_set: str
) -> None:
    copied = Shelf(home, "anna-k").name_folder(kept_set)
    copytree(Shelf(home, "me").name_folder(kept_set), copied)
    Shelf(home, "anna-k").put(Shelf(home, "me").get(kept_set).model_copy(update={"person_id": "anna-k"}))
    sides = {"left": f"me:{kept_set}", "right": f"anna-k:{kept_set}"}
    page = browser.client.get("/compare", params=sides).text
    for name in ("Me", "Anna K."):
        assert len(re.findall(rf"<h2>{name}, \d", page)) == 1
        assert len(re.findall(rf"<option [^>]+>{name}, \d[^<]+ · 2 of 3 clean · Lever back", page)) == 2
    own = anna.client.get("/compare", params={"left": sides["right"]}).text
    assert "<h2>Anna K., " in own
    assert ">Me, " not in own


def test_level_of_a_person_is_changed_and_the_next_session_goes_by_it(browser: Browser, anna: Phone) -> None:
    assert "Technique first" in anna.client.get("/train").text
    data = {"level": "advanced", "csrf": browser.csrf}
    page = browser.client.post("/people/anna-k/level", data=data).text
    assert page.count('<option value="advanced" selected>') == 1
    assert "anna-k · advanced" in page
    assert "me · beginner" in page
    assert '<option value="advanced" selected>' in anna.client.get("/live").text
    assert "Technique first" not in anna.client.get("/train").text


@pytest.mark.parametrize(("path", "level", "status"), [("anna-k", "elite", 422), ("nobody", "advanced", 400)])
def test_level_that_is_none_or_of_nobody_is_refused(
    browser: Browser, anna: Phone, path: str, level: str, status: int
) -> None:
    answer = browser.client.post(f"/people/{path}/level", data={"level": level, "csrf": browser.csrf})
    assert answer.status_code == status
    assert '<option value="beginner" selected>' in anna.client.get("/live").text


def test_coachs_phone_sees_everybody(browser: Browser, anna: Phone) -> None:
    log(anna, 9)
    coach = bring_in(browser, "me", "coach", "192.168.1.30")
    assert "Anna K." in coach.client.get("/people").text


def test_forgotten_person_is_gone_with_sets_and_sessions(browser: Browser, anna: Phone, home: Path) -> None:
    log(anna, 11)
    wrong = browser.client.post("/people/anna-k/forget", data={"typed": "anna", "csrf": browser.csrf})
    assert wrong.status_code == 400
    browser.client.post("/people/anna-k/forget", data={"typed": "anna-k", "csrf": browser.csrf})
    assert "Anna K." not in browser.client.get("/people").text
    assert not (home / "people" / "anna-k").exists()
    assert anna.client.get("/", follow_redirects=False).status_code == 303


def test_person_in_use_is_not_forgotten(browser: Browser) -> None:
    assert browser.client.post("/people/me/forget", data={"typed": "me", "csrf": browser.csrf}).status_code == 400


@pytest.mark.parametrize(("name", "slug"), [("Anna K.", "anna-k"), ("José Ñandú", "jose-nandu"), ("a" * 90, "a" * 64)])
def test_short_name_is_made_from_the_name(name: str, slug: str) -> None:
    assert make_slug(name) == slug


@pytest.mark.parametrize("name", ["", "...", "山田"])
def test_name_without_letters_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        make_slug(name)


def test_code_of_a_person_is_shown_to_scan_for_the_phone_page_shows_the_coachs_own(
    browser: Browser, anna: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = cast(FastAPI, browser.client.app)
    settings = replace(app.state.web.settings, lan_url="https://192.0.2.1:8765")
    monkeypatch.setattr(app.state, "web", replace(app.state.web, settings=settings))
    page = browser.client.post("/people/anna-k/code", data={"role": "lifter", "csrf": browser.csrf}).text
    assert "or open https://192.0.2.1:8765 on it and type the code" in page
    assert '<div class="qr"' in page
    assert "make a code under People" in browser.client.get("/phone").text
    assert "make a code under People" not in anna.client.get("/phone").text


def test_page_of_the_phone_leaves_the_code_of_the_terminal_good(
    browser: Browser, stranger: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = cast(FastAPI, browser.client.app)
    settings = replace(app.state.web.settings, lan_url="https://192.0.2.1:8765")
    monkeypatch.setattr(app.state, "web", replace(app.state.web, settings=settings))
    printed = app.state.web.sessions.make_code("me", Role.OWNER).code
    shown = re.search(r'"pairing-code">(\d{4}) (\d{4})<', browser.client.get("/phone").text)
    assert shown is not None
    for code in (printed, shown[1] + shown[2]):
        assert stranger.post("/pair", data={"code": code}).headers["location"] == "/"
