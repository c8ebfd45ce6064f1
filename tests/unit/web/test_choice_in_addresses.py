from __future__ import annotations

import re
from html import unescape
from typing import Protocol

import pytest
from starlette.testclient import TestClient

from cleanrep.web.exercise_choice import Choice

CHOSEN = {"exercise": "45-degree-back-extension", "variant": "bench", "goal": "strength"}
NAMED = "exercise=45-degree-back-extension&variant=bench&goal=strength"
ABOUT_AN_EXERCISE = ("/live", "/analyse", "/train", "/guide", "/history", "/guide/equipment")
OTHERS = ("/", "/sets", "/compare", "/people", "/phone")


class Browser(Protocol):
    client: TestClient
    csrf: str


def list_links(page: str) -> dict[str, str]:
    """Links to the parts of the pages: what each address names, by its path."""
    found = re.findall(r'href="(/(?:live|analyse|train|sets|history|guide|people|phone|))(?:\?([^"]*))?"', page)
    return {path: unescape(query) for path, query in found}


def test_address_names_what_was_chosen_and_nothing_else() -> None:
    assert Choice().name_page("/live") == "/live"
    assert Choice("sit-up").name_page("/live") == "/live?exercise=sit-up"
    assert Choice(**CHOSEN).name_page("/train") == f"/train?{NAMED}"


@pytest.mark.parametrize("path", [*ABOUT_AN_EXERCISE, *OTHERS])
def test_links_of_every_page_hand_on_what_its_address_names(browser: Browser, path: str) -> None:
    page = browser.client.get(path, params={**CHOSEN, "goal": "hypertrophy"}).text
    links = list_links(page)
    assert {"/", "/live", "/analyse", "/train", "/sets", "/history", "/guide", "/people", "/phone"} <= set(links)
    assert set(links.values()) == {NAMED.replace("strength", "hypertrophy")}


@pytest.mark.parametrize("path", ["/live", "/analyse"])
def test_variant_and_goal_of_the_address_are_chosen_on_the_page(browser: Browser, path: str) -> None:
    chosen = {"exercise": "lever-back-extension", "variant": "seated", "goal": "endurance"}
    page = browser.client.get(path, params=chosen).text
    assert re.findall(r'<option value="([^"]+)" selected>', page)[:3] == list(chosen.values())


def test_train_hands_on_the_goal_of_the_plan_rather_than_that_of_a_set_between(browser: Browser) -> None:
    plan = {"csrf": browser.csrf, "exercise": "sit-up", "goal": "strength", "weeks": "4", "sessions": "2"}
    page = browser.client.post("/train/plan", data=plan)
    assert page.url.query == b"exercise=sit-up&goal=strength"
    assert set(list_links(page.text).values()) == {"exercise=sit-up&variant=floor&goal=strength"}
    later = browser.client.get("/train", params={"exercise": "sit-up", "goal": "warm-up"}).text
    assert set(list_links(later).values()) == {"exercise=sit-up&variant=floor&goal=strength"}


def test_train_plans_the_variant_of_its_address_and_goes_on_with_it(browser: Browser) -> None:
    chosen = {"exercise": "lever-back-extension", "variant": "seated"}
    page = browser.client.get("/train", params=chosen).text
    assert "variant=seated" in list_links(page)["/live"]
    plan = {**chosen, "csrf": browser.csrf, "goal": "strength", "weeks": "4", "sessions": "2"}
    assert "variant=seated" in str(browser.client.post("/train/plan", data=plan).url)


def test_page_of_a_set_leads_on_to_what_the_set_was_about(browser: Browser, kept_set: str) -> None:
    named = "exercise=lever-back-extension&variant=standing&goal=hypertrophy"
    page = browser.client.get(f"/sets/{kept_set}", params=CHOSEN).text
    assert set(list_links(page).values()) == {named}
    logged = browser.client.post(f"/sets/{kept_set}/log", data={"csrf": browser.csrf, "unit": "kg", "value": "40"})
    assert (logged.url.path, logged.url.query.decode()) == ("/train", named)
    removed = browser.client.post(f"/sets/{kept_set}/remove", data={"csrf": browser.csrf})
    assert (removed.url.path, removed.url.query.decode()) == ("/sets", named)


@pytest.mark.parametrize("path", ["/guide", "/guide/equipment"])
def test_question_is_asked_about_the_same(browser: Browser, path: str) -> None:
    page = browser.client.get(path, params=CHOSEN).text
    for name, value in CHOSEN.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in page


@pytest.mark.parametrize("path", ABOUT_AN_EXERCISE)
@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"variant": "standing"}, 400), ({"goal": "beauty"}, 400), ({"variant": "../x"}, 422), ({"goal": "<b>"}, 422)],
)
def test_what_the_exercise_does_not_have_is_refused_and_not_handed_on(
    browser: Browser, path: str, wrong: dict[str, str], status: int
) -> None:
    answer = browser.client.get(path, params={**CHOSEN, **wrong})
    assert answer.status_code == status
    assert set(list_links(answer.text).values()) == {""}


def test_what_is_no_name_is_not_handed_on_by_a_page_that_is_about_no_exercise(browser: Browser) -> None:
    page = browser.client.get("/sets", params={"exercise": '"><script>', "goal": "x" * 65, "variant": "bench\n"}).text
    assert set(list_links(page).values()) == {""}
