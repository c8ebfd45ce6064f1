from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest
from starlette.testclient import TestClient

from cleanrep.app.log_changes import undo_change
from cleanrep.app.storage import open_store
from cleanrep.model.training import PerformedSet


class Browser(Protocol):
    client: TestClient
    csrf: str

    @property
    def headers(self) -> dict[str, str]: ...


def read_log(home: Path, person_id: str = "me") -> list[PerformedSet]:
    with open_store(str(home / "log.sqlite3")) as store:
        return [item for session in store.log.iterate_sessions(person_id) for item in session.sets]


def test_empty_log_says_where_to_begin(browser: Browser) -> None:
    page = browser.client.get("/train").text
    assert "×" in page
    assert "Answer the safety questions" in page
    assert "No set is logged yet." in page


def test_set_by_hand_is_logged_and_shows_up(browser: Browser, home: Path) -> None:
    browser.client.put("/api/screening", json={"needs_clinician": False}, headers=browser.headers)
    data = {
        "variant": "standing",
        "goal": "hypertrophy",
        "n_repetitions": "10",
        "unit": "kg",
        "value": "40",
        "rir": "2",
    }
    page = browser.client.post("/train/sets", data={**data, "csrf": browser.csrf}).text
    assert "10 reps, 40 kg" in page
    (logged,) = read_log(home)
    assert (logged.n_repetitions, logged.load.value, logged.rir) == (10, 40.0, 2.0)
    assert "40.0" in browser.client.get("/history").text
    assert browser.client.get("/history/log.csv").text.count("lever-back-extension") == 1


def test_pain_of_three_stops_the_session(browser: Browser) -> None:
    data = {
        "variant": "standing",
        "goal": "hypertrophy",
        "n_repetitions": "5",
        "unit": "kg",
        "value": "40",
        "pain": "4",
    }
    page = browser.client.post("/train/sets", data={**data, "csrf": browser.csrf}).text
    assert "do not go on today" in page


@pytest.mark.parametrize(
    "change", [{"n_repetitions": "0"}, {"value": "-1"}, {"unit": "stone"}, {"pain": "11"}, {"n_repetitions": "many"}]
)
def test_what_cannot_be_is_not_logged(browser: Browser, home: Path, change: dict[str, str]) -> None:
    data = {"variant": "standing", "goal": "hypertrophy", "n_repetitions": "10", "unit": "kg", "value": "40"}
    answer = browser.client.post("/train/sets", data={**data, **change, "csrf": browser.csrf})
    assert answer.status_code == 422
    assert read_log(home) == []


def test_plan_is_laid_out_and_followed(browser: Browser) -> None:
    data = {"goal": "strength", "weeks": "4", "sessions": "2", "csrf": browser.csrf}
    page = browser.client.post("/train/plan", data=data).text
    assert "strength, 4 weeks, 2 a week" in page


def test_analysed_set_is_logged_once_with_its_corrections(browser: Browser, home: Path, kept_set: str) -> None:
    browser.client.post(f"/sets/{kept_set}/repetitions/2", data={"action": "clean", "csrf": browser.csrf})
    data = {"unit": "kg", "value": "42.5", "csrf": browser.csrf}
    assert browser.client.post(f"/sets/{kept_set}/log", data=data).status_code == 200
    (logged,) = read_log(home)
    assert logged.load.value == 42.5
    assert [(item.found_clean, item.corrected_clean) for item in logged.repetitions] == [
        (True, None),
        (False, True),
        (True, None),
    ]
    assert browser.client.post(f"/sets/{kept_set}/log", data=data).status_code == 400
    assert len(read_log(home)) == 1


def test_log_follows_what_is_corrected_later_and_taken_back(browser: Browser, home: Path, kept_set: str) -> None:
    def correct(path: str, **data: str) -> PerformedSet:
        answer = browser.client.post(f"/sets/{kept_set}/{path}", data={**data, "csrf": browser.csrf})
        assert answer.status_code == 200, answer.text
        (logged,) = read_log(home)
        return logged

    correct("log", unit="kg", value="40")
    assert correct("repetitions/1", action="remove").n_repetitions == 2
    assert correct("added", action="clean").n_repetitions == 3
    assert correct("repetitions/1", action="restore").n_repetitions == 4
    assert correct("repetitions/2", action="clean").repetitions[1].is_clean is True
    assert correct("repetitions/2", action="as-found").repetitions[1].is_clean is False
    assert correct("repetitions/1/rules/stop-at-neutral", verdict="not_met").repetitions[0].is_clean is False
    assert correct("repetitions/1/rules/stop-at-neutral", verdict="as-found").repetitions[0].is_clean is True
    assert correct("added", action="take-back").n_repetitions == 3


def test_pain_that_is_told_after_logging_reaches_the_log(browser: Browser, home: Path, kept_set: str) -> None:
    data = {"unit": "kg", "value": "40", "csrf": browser.csrf}
    assert browser.client.post(f"/sets/{kept_set}/log", data=data).status_code == 200
    for _ in range(2):
        told = browser.client.put(f"/api/sets/{kept_set}/answers", json={"pain": 5}, headers=browser.headers)
        assert told.status_code == 200
        assert [item.pain for item in read_log(home)] == [5]
    assert "do not go on today" in browser.client.get("/train").text


def test_set_whose_logging_was_undone_can_be_logged_again_and_corrected_meanwhile(
    browser: Browser, home: Path, kept_set: str
) -> None:
    url = f"/sets/{kept_set}"
    data = {"unit": "kg", "value": "40", "csrf": browser.csrf}
    browser.client.post(f"{url}/log", data=data)
    assert "Log this set" not in browser.client.get(url).text
    with open_store(str(home / "log.sqlite3")) as store:
        undo_change(store, store.people.get("me"), None, now=datetime.now(UTC))

    page = browser.client.get(url).text
    assert "Log this set" in page
    assert "In the log." not in page
    assert browser.client.put(f"/api{url}/answers", json={"pain": 2}, headers=browser.headers).status_code == 200
    removed = browser.client.post(f"{url}/repetitions/1", data={"action": "remove", "csrf": browser.csrf})
    assert removed.status_code == 200
    assert read_log(home) == []

    assert browser.client.post(f"{url}/log", data={**data, "value": "35"}).status_code == 200
    (logged,) = read_log(home)
    assert (logged.load.value, logged.n_repetitions, logged.pain) == (35.0, 2, 2)
    assert "In the log." in browser.client.get(url).text


def test_notes_are_kept(browser: Browser, kept_set: str) -> None:
    browser.client.post(f"/sets/{kept_set}/notes", data={"notes": "Feet <wider>.", "csrf": browser.csrf})
    assert "Feet &lt;wider&gt;." in browser.client.get(f"/sets/{kept_set}").text


def test_guide_answers_and_says_when_it_cannot(browser: Browser) -> None:
    page = browser.client.get("/guide", params={"question": "is it ok to lean back at the top?"}).text
    assert "Should I go as far back as I can?" in page
    assert "no answer" in browser.client.get("/guide", params={"question": "zxqv wvut"}).text


@pytest.mark.parametrize("wrong", [{"exercise": "nothing"}, {"variant": "nothing"}, {"goal": "nothing"}])
def test_set_of_what_there_is_not_is_not_logged(browser: Browser, home: Path, wrong: dict[str, str]) -> None:
    data = {"variant": "standing", "goal": "hypertrophy", "n_repetitions": "5", "unit": "kg", "value": "40"}
    answer = browser.client.post("/train/sets", data={**data, **wrong, "csrf": browser.csrf})
    assert answer.status_code == 400
    assert read_log(home) == []
