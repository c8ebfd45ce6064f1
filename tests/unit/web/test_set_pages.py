from __future__ import annotations

import re
from pathlib import Path
from typing import Protocol

import pytest
from starlette.testclient import TestClient

from cleanrep.web.shelf import Shelf


class Browser(Protocol):
    client: TestClient
    csrf: str

    @property
    def headers(self) -> dict[str, str]: ...


def test_own_browser_needs_no_pairing_and_another_device_does(client: TestClient, stranger: TestClient) -> None:
    assert client.get("/").status_code == 200
    for path in ("/", "/live", "/analyse", "/sets", "/phone"):
        answer = stranger.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/pair")
    assert stranger.get("/api/sets").status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/train",
        "/live",
        "/analyse",
        "/sets",
        "/history",
        "/guide",
        "/guide?question=lean+back",
        "/guide/equipment",
        "/guide/card",
        "/people",
        "/compare",
        "/phone",
        "/pair",
    ],
)
def test_pages_are_whole(browser: Browser, path: str) -> None:
    page = browser.client.get(path)
    assert page.status_code == 200
    assert page.text.rstrip().endswith("</html>")
    assert "<h1" in page.text


def test_missing_pages_say_so(browser: Browser) -> None:
    assert browser.client.get("/nowhere").status_code == 404
    missing = browser.client.get("/sets/20260101-000000-00000000")
    assert missing.status_code == 404
    assert "There is nothing here" in missing.text


@pytest.mark.parametrize("set_id", ["..%2f..%2fetc", "20260101-000000-0000000g", "x"])
def test_names_that_are_no_set_do_not_reach_the_disk(browser: Browser, set_id: str) -> None:
    assert browser.client.get(f"/sets/{set_id}").status_code in {404, 422}
    assert browser.client.get(f"/api/sets/{set_id}").status_code in {404, 422}


def test_set_page_shows_counts_and_cue(browser: Browser, kept_set: str) -> None:
    page = browser.client.get(f"/sets/{kept_set}").text
    assert '<span class="number">2</span> <span class="total">of 3</span>' in page
    assert "Open the report" in page
    assert kept_set in browser.client.get("/").text


def test_report_brings_its_own_policy_and_other_files_are_not_served(browser: Browser, kept_set: str) -> None:
    report = browser.client.get(f"/sets/{kept_set}/report.html")
    assert report.status_code == 200
    assert "script-src" not in report.headers["content-security-policy"]
    assert "sha256-" in report.text
    assert browser.client.get(f"/sets/{kept_set}/set.json").status_code == 404


def test_correction_changes_the_count_and_keeps_the_machines(browser: Browser, kept_set: str) -> None:
    url = f"/sets/{kept_set}/repetitions/2"
    page = browser.client.post(url, data={"action": "clean", "csrf": browser.csrf}).text
    assert '<span class="number">3</span>' in page
    assert "The machine said 2 of 3" in page
    page = browser.client.post(url, data={"action": "as-found", "csrf": browser.csrf}).text
    assert '<span class="number">2</span>' in page
    assert "The machine said" not in page


def test_removed_and_added_repetitions_are_counted(browser: Browser, kept_set: str) -> None:
    browser.client.post(f"/sets/{kept_set}/repetitions/1", data={"action": "remove", "csrf": browser.csrf})
    page = browser.client.post(f"/sets/{kept_set}/added", data={"action": "clean", "csrf": browser.csrf}).text
    assert '<span class="number">2</span> <span class="total">of 3</span>' in page
    kept = browser.client.get(f"/api/sets/{kept_set}/corrections").json()
    assert kept["removed"] == [1]
    assert len(kept["added"]) == 1


def test_overruled_verdict_stands_beside_the_machines(browser: Browser, kept_set: str) -> None:
    url = f"/sets/{kept_set}/repetitions/1/rules/stop-at-neutral"
    page = browser.client.post(url, data={"verdict": "not_met", "csrf": browser.csrf}).text
    assert "machine: met" in page
    assert '<span class="number">1</span>' in page


def test_part_of_the_page_alone_is_sent_for_a_part(browser: Browser, kept_set: str) -> None:
    answer = browser.client.post(
        f"/sets/{kept_set}/added", data={"action": "clean", "csrf": browser.csrf}, headers={"hx-request": "true"}
    )
    assert "<html" not in answer.text
    assert '<span class="number">3</span>' in answer.text


@pytest.mark.parametrize("token", ["", "wrong"])
def test_change_without_the_pages_token_is_refused(browser: Browser, kept_set: str, token: str) -> None:
    answer = browser.client.post(f"/sets/{kept_set}/remove", data={"csrf": token})
    assert answer.status_code == 403
    assert browser.client.get(f"/sets/{kept_set}").status_code == 200


def test_change_asked_for_by_another_page_is_refused(browser: Browser, kept_set: str) -> None:
    headers = {"origin": "http://localhost:9999"}
    answer = browser.client.post(f"/sets/{kept_set}/remove", data={"csrf": browser.csrf}, headers=headers)
    assert answer.status_code == 403


def test_deleted_set_is_gone(browser: Browser, kept_set: str) -> None:
    answer = browser.client.post(f"/sets/{kept_set}/remove", data={"csrf": browser.csrf})
    assert answer.status_code == 200
    assert browser.client.get(f"/sets/{kept_set}").status_code == 404
    assert "No recorded sets yet" in browser.client.get("/sets").text


def test_set_whose_entry_does_not_hold_is_left_out_of_the_lists(browser: Browser, kept_set: str, home: Path) -> None:
    folder = home / "people" / "me" / "sets"
    torn = f"{kept_set[:-8]}00000000"
    (folder / torn).mkdir()
    (folder / torn / "set.json").write_text("")
    for path in ("/", "/sets", "/people", "/compare"):
        assert browser.client.get(path).status_code == 200, path
    assert kept_set in browser.client.get("/sets").text
    answer = browser.client.get(f"/sets/{torn}")
    assert answer.status_code == 400
    assert "does not hold" in answer.text


def test_corrections_that_do_not_hold_are_said(browser: Browser, kept_set: str, home: Path) -> None:
    (home / "people" / "me" / "sets" / kept_set / "corrections.json").write_text('{"removed": [0]}')
    for path in (f"/sets/{kept_set}", f"/api/sets/{kept_set}/corrections"):
        answer = browser.client.get(path)
        assert answer.status_code == 400, path
        assert "corrections.json: of" in answer.text, path


def test_every_correction_that_is_taken_can_be_read_again(browser: Browser, kept_set: str) -> None:
    verdict = {"repetition": 1, "rule": "stop-at-neutral", "verdict": "not_assessed"}
    many = {"verdicts": [verdict] * 5000, "removed": [3] * 1000}
    url = f"/api/sets/{kept_set}/corrections"
    assert browser.client.put(url, json=many, headers=browser.headers).status_code == 200
    assert len(browser.client.get(url).json()["verdicts"]) == 5000
    assert browser.client.get(f"/sets/{kept_set}").status_code == 200


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("repetitions/0", {"action": "clean"}),
        ("repetitions/99999", {"action": "clean"}),
        ("repetitions/1/rules/A B", {"verdict": "met"}),
    ],
)
def test_correction_of_what_cannot_be_is_refused(
    browser: Browser, kept_set: str, path: str, data: dict[str, str]
) -> None:
    answer = browser.client.post(f"/sets/{kept_set}/{path}", data={**data, "csrf": browser.csrf})
    assert answer.status_code == 422


def test_repetition_is_not_added_beyond_the_bound(browser: Browser, kept_set: str) -> None:
    url = f"/api/sets/{kept_set}/corrections"
    many = {"added": [{"is_clean": True}] * 1000}
    assert browser.client.put(url, json=many, headers=browser.headers).status_code == 200
    answer = browser.client.post(f"/sets/{kept_set}/added", data={"action": "clean", "csrf": browser.csrf})
    assert answer.status_code == 400
    assert "at most 1000" in answer.text


def test_set_page_says_why_a_rep_was_not_clean_with_value_limit_and_uncertainty(
    browser: Browser, kept_set: str
) -> None:
    page = browser.client.get(f"/sets/{kept_set}").text
    (reason,) = re.findall(r'<span class="reason">([^<]+)</span>', page)
    assert re.search(r"at (least|most) .+, ±", reason)
    assert page.count(reason) == 2, "on the line of the rep and in its table of rules"
    url = f"/sets/{kept_set}/repetitions/2"
    assert "reason" not in browser.client.post(url, data={"action": "clean", "csrf": browser.csrf}).text


@pytest.mark.parametrize("path", ["/", "/sets", "/sets/{id}", "/compare?left=me:{id}"])
def test_set_goes_by_the_names_of_exercise_variant_and_goal(browser: Browser, kept_set: str, path: str) -> None:
    page = browser.client.get(path.format(id=kept_set)).text
    assert "Lever back extension · Standing lever machine · Hypertrophy" in page
    assert "standing · hypertrophy" not in page


def test_set_of_an_exercise_that_is_gone_goes_by_its_ids(browser: Browser, home: Path, kept_set: str) -> None:
    shelf = Shelf(home, "me")
    shelf.put(shelf.get(kept_set).model_copy(update={"exercise": "my-lift"}))
    assert "my-lift · standing · hypertrophy" in browser.client.get("/sets").text


def test_set_without_a_verdict_is_not_told_as_none_clean(browser: Browser, home: Path, kept_set: str) -> None:
    shelf = Shelf(home, "me")
    meta = shelf.get(kept_set)
    shelf.put(meta.model_copy(update={"is_judged": False, "n_clean": 0, "n_repetitions": 1}))
    for path in ("/sets", "/people", f"/compare?left=me:{kept_set}"):
        page = browser.client.get(path).text
        assert "1 rep, no verdict" in page, path
        assert "0 of 1 clean" not in page, path


@pytest.mark.parametrize("path", ["/live", "/analyse"])
def test_level_is_that_of_the_person(browser: Browser, path: str) -> None:
    assert '<option value="beginner" selected>' in browser.client.get(path).text
    browser.client.post("/people", data={"name": "Ann", "level": "advanced", "csrf": browser.csrf})
    browser.client.post("/people/ann/choose", data={"csrf": browser.csrf})
    assert '<option value="advanced" selected>' in browser.client.get(path).text


def test_equipment_is_not_filtered_until_something_is_chosen(browser: Browser) -> None:
    page = browser.client.get("/guide/equipment").text
    assert " selected" not in page
    assert "fits:" not in page
    chosen = browser.client.get("/guide/equipment?space=small&level=&stability=").text
    assert chosen.count(" selected") == 1
    assert "fits:" in chosen
