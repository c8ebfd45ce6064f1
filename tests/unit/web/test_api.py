from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest
from starlette.testclient import TestClient


class Browser(Protocol):
    client: TestClient

    @property
    def headers(self) -> dict[str, str]: ...


def test_sets_and_documents_are_listed(browser: Browser, kept_set: str) -> None:
    (listed,) = browser.client.get("/api/sets").json()
    assert (listed["id"], listed["n_repetitions"], listed["n_clean"]) == (kept_set, 3, 2)
    document = browser.client.get(f"/api/sets/{kept_set}").json()
    assert document["schema"] == "cleanrep.set-report/1"


def test_pain_is_kept_and_bounded(browser: Browser, kept_set: str) -> None:
    url = f"/api/sets/{kept_set}/answers"
    assert browser.client.put(url, json={"pain": 11}, headers=browser.headers).status_code == 422
    assert browser.client.put(url, json={"pain": 3}, headers=browser.headers).json()["pain"] == 3
    assert "do not go on today" in browser.client.get(f"/sets/{kept_set}").text


def test_corrections_of_what_is_not_there_are_refused(browser: Browser, kept_set: str) -> None:
    url = f"/api/sets/{kept_set}/corrections"
    answer = browser.client.put(url, json={"removed": [99]}, headers=browser.headers)
    assert answer.status_code == 400
    assert "99" in answer.json()["detail"]
    assert browser.client.get(url).json()["removed"] == []


def test_recording_is_queued_under_a_harmless_name(browser: Browser, home: Path) -> None:
    answer = browser.client.post(
        "/api/recordings",
        params={"name": "../../<b>set.mp4", "variant": "standing"},
        content=b"not a video",
        headers=browser.headers,
    )
    assert answer.status_code == 202
    assert answer.json()["name"] == "_b_set.mp4"
    (kept,) = home.glob("people/me/sets/*/recording/*")
    assert kept.name == "_b_set.mp4"


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"name": "set.exe", "variant": "standing"}, 400),
        ({"name": "set.mp4", "variant": "flying"}, 400),
        ({"name": "set.mp4", "variant": "standing", "goal": "fame"}, 400),
        ({"name": "set.mp4", "variant": "standing", "exercise": "../etc"}, 422),
        ({"name": "", "variant": "standing"}, 422),
    ],
)
def test_recording_that_cannot_be_taken_leaves_nothing(
    browser: Browser, home: Path, params: dict[str, str], status: int
) -> None:
    answer = browser.client.post("/api/recordings", params=params, content=b"x", headers=browser.headers)
    assert answer.status_code == status
    assert "\n" not in answer.json()["detail"]
    assert list(home.glob("people/me/sets/*")) == []


def test_empty_recording_is_refused(browser: Browser, home: Path) -> None:
    answer = browser.client.post(
        "/api/recordings", params={"name": "set.mp4", "variant": "standing"}, content=b"", headers=browser.headers
    )
    assert answer.status_code == 400
    assert list(home.glob("people/me/sets/*")) == []


def test_screening_is_kept(browser: Browser) -> None:
    assert browser.client.get("/api/screening").json()["screened_on"] is None
    answer = browser.client.put("/api/screening", json={"needs_clinician": False}, headers=browser.headers).json()
    assert answer["screened_on"] is not None
    assert browser.client.get("/api/screening").json() == answer
    assert 'data-stage="choose"' in browser.client.get("/live").text


def test_pairing_code_brings_another_device_in(browser: Browser, stranger: TestClient) -> None:
    code = browser.client.post("/api/pairing-codes", headers=browser.headers).json()["code"]
    assert stranger.post("/pair", data={"code": "00000000"}).status_code == 403
    assert stranger.get("/").status_code == 303
    assert stranger.post("/pair", data={"code": f"{code[:4]} {code[4:]}"}).status_code == 303
    assert stranger.get("/").status_code == 200


def test_codes_cannot_be_tried_for_long(stranger: TestClient) -> None:
    statuses = [stranger.post("/pair", data={"code": f"{n:08d}"}).status_code for n in range(12)]
    assert statuses[:10] == [403] * 10
    assert statuses[10:] == [429] * 2


def test_interface_is_described(client: TestClient) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert {"/api/sets", "/api/recordings", "/api/jobs/{set_id}", "/api/sets/{set_id}/corrections"} <= set(paths)
