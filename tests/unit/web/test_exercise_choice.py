from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest
from starlette.testclient import TestClient

from cleanrep.app.storage import open_store
from cleanrep.web.exercise_choice import list_exercises

PAGES = ("/live", "/analyse", "/train", "/guide", "/history", "/guide/equipment", "/guide/card")


class Browser(Protocol):
    client: TestClient
    csrf: str


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("exercise_id", [exercise_id for exercise_id, _ in list_exercises()])
def test_every_page_opens_for_every_exercise(browser: Browser, path: str, exercise_id: str) -> None:
    answer = browser.client.get(path, params={"exercise": exercise_id})
    assert answer.status_code == 200
    if path not in {"/guide/equipment", "/guide/card"}:
        assert f'<option value="{exercise_id}" selected>' in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_page_without_a_choice_is_about_the_lever_back_extension(browser: Browser, path: str) -> None:
    chosen = browser.client.get(path, params={"exercise": "lever-back-extension"})
    assert browser.client.get(path).text == chosen.text


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("exercise_id", "status"), [("no-such-exercise", 400), ("../../etc/x.toml", 422), ("", 422)])
def test_what_is_no_exercise_is_refused(browser: Browser, path: str, exercise_id: str, status: int) -> None:
    assert browser.client.get(path, params={"exercise": exercise_id}).status_code == status


def test_set_and_plan_belong_to_the_exercise_of_the_page(browser: Browser, home: Path) -> None:
    data = {"csrf": browser.csrf, "exercise": "sit-up", "goal": "hypertrophy"}
    logged = {**data, "variant": "floor", "n_repetitions": "12", "unit": "bodyweight"}
    page = browser.client.post("/train/sets", data=logged).text
    assert '<option value="sit-up" selected>' in page
    assert "12 reps" in page
    assert "4 weeks" in browser.client.post("/train/plan", data={**data, "weeks": "4", "sessions": "2"}).text
    with open_store(str(home / "log.sqlite3")) as store:
        (session,) = store.log.iterate_sessions("me")
    assert [item.exercise for item in session.sets] == ["sit-up"]
    assert "No plan yet" in browser.client.get("/train").text
    assert "<td>12</td>" in browser.client.get("/history", params={"exercise": "sit-up"}).text
    assert "<td>12</td>" not in browser.client.get("/history").text
