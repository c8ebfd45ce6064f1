"""From the plan to the logged set to the next session, by the buttons that a person presses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from cleanrep.app.storage import open_store
from cleanrep.model.training import PerformedSet
from tests.e2e.web.conftest import Server, Watched

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(120)]


@pytest.fixture
def own_server(start_server: Callable[..., Server]) -> Server:
    """A server with a log of its own, in which nothing stands yet."""
    return start_server()


def read_log(server: Server) -> list[PerformedSet]:
    with open_store(str(server.home / "log.sqlite3")) as store:
        return [item for session in store.log.iterate_sessions("me") for item in session.sets]


def answer_safety_questions(page: Page, url: str) -> None:
    page.goto(f"{url}/live")
    page.click("#screening-ok")
    page.wait_for_selector("#setup-done:visible")


def plan_weeks(page: Page, *, goal: str, n_weeks: int) -> None:
    form = page.locator("form[action='/train/plan']")
    form.locator("[name=goal]").select_option(goal)
    form.locator("[name=weeks]").fill(str(n_weeks))
    form.locator("button").click()


def log_trial_set(page: Page, *, n_repetitions: int, load_kg: float, rir: float) -> None:
    form = page.locator("form.inline[action='/train/sets']")
    form.locator("[name=n_repetitions]").fill(str(n_repetitions))
    form.locator("[name=unit]").select_option("kg")
    form.locator("[name=value]").fill(str(load_kg))
    form.locator("[name=rir]").fill(str(rir))
    form.locator("button").click()


def test_plan_leads_to_a_logged_set_and_that_to_the_next_session(own_server: Server, watched: Watched) -> None:
    page = watched.page
    answer_safety_questions(page, own_server.url)
    page.goto(f"{own_server.url}/train")
    plan_weeks(page, goal="hypertrophy", n_weeks=4)
    assert "hypertrophy, 4 weeks, 2 a week" in page.inner_text("main")
    assert "Find the load first" in page.inner_text("main")

    log_trial_set(page, n_repetitions=10, load_kg=40, rir=2)
    button = page.locator("button:has-text('Log as planned')")
    planned = button.inner_text()
    assert "kg" in planned
    assert "Find the load first" not in page.inner_text("main")
    assert "Technique session 1 of 4 to 6" in page.inner_text("main")

    button.click()
    page.wait_for_selector("section[aria-labelledby=latest-title] li >> nth=1")
    trial, followed = read_log(own_server)
    assert (trial.n_repetitions, trial.load.value, trial.rir) == (10, 40.0, 2.0)
    assert planned == f"Log as planned: {followed.n_repetitions} reps, {followed.load.value:g} kg"

    page.goto(f"{own_server.url}/history")
    page.wait_for_selector("main table tbody tr")
    assert page.locator("main table tbody tr").count() == 1
    assert watched.errors == []


def test_pain_on_the_page_ends_the_training_of_the_day(own_server: Server, watched: Watched) -> None:
    page = watched.page
    answer_safety_questions(page, own_server.url)
    page.goto(f"{own_server.url}/train")
    page.locator("form.inline[action='/train/sets'] [name=pain]").fill("5")
    log_trial_set(page, n_repetitions=8, load_kg=30, rir=3)
    assert "do not go on today" in page.inner_text("p.problem")
    assert watched.errors == []


def test_choice_goes_along_from_the_plan_over_a_change_on_the_way_to_the_next_pages(
    own_server: Server, watched: Watched
) -> None:
    page = watched.page
    answer_safety_questions(page, own_server.url)
    page.goto(f"{own_server.url}/train")
    page.locator("[name=exercise]:visible").select_option("sit-up")
    page.click("button:has-text('Choose')")
    plan_weeks(page, goal="strength", n_weeks=4)
    page.click("header.top a[href^='/live']")
    assert read_choice(page) == ("sit-up", "floor", "strength")

    page.locator("#choices [name=goal]").select_option("endurance")
    page.click("header.top a[href^='/sets']")
    page.click("header.top a[href^='/analyse']")
    assert read_choice(page) == ("sit-up", "floor", "endurance")
    page.click("header.top a[href^='/history']")
    assert page.locator("[name=exercise]").input_value() == "sit-up"
    assert watched.errors == []


def read_choice(page: Page) -> tuple[str, str, str]:
    names = ("select[name=exercise]", "select[name=variant]", "select[name=goal]")
    exercise, variant, goal = (page.locator(name).input_value() for name in names)
    return exercise, variant, goal
