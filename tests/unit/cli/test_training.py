"""Guide, questions, gear, set-up, plan and next session as a lifter types them."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from cleanrep.app.storage import DATABASE_VARIABLE
from cleanrep.cli.main import run

LIFTER = 'schema = "cleanrep.lifter/1"\nname = "Ann"\ngoal = "strength"\none_rm = 70.0\nweeks = 20\n'


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, str(tmp_path / "log.sqlite3"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))


def read(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0, written: tuple[Path, ...] = ()) -> str:
    assert run(arguments) == status
    captured = capsys.readouterr()
    if status:
        assert captured.err.startswith("cleanrep: ")
        assert captured.err.count("\n") == 1
        return captured.err
    assert captured.err == "".join(f"Wrote {path}\n" for path in written)
    return captured.out


@pytest.mark.parametrize("width", [50, 80])
@pytest.mark.parametrize(
    "command",
    [
        ["guide"],
        ["guide", "sit-up", "safety"],
        ["ask", "is it ok to lean back at the top?"],
        ["ask", "--rule", "no-bounce"],
        ["gear", "--space", "small", "--level", "beginner", "--stability", "high"],
        ["plan", "--goal", "strength", "--with", "deadlift-day"],
        ["next", "--explain"],
    ],
)
def test_no_line_is_wider_than_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: list[str], width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = read(capsys, *command).splitlines()
    assert len(lines) > 2
    assert max(len(line) for line in lines) <= width


def test_a_question_is_answered_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Source: faq.all-the-way-back" in read(capsys, "ask", "is", "it", "ok", "to", "lean", "back?")
    assert "The guide has no answer to that." in read(capsys, "ask", "best protein powder")
    document = json.loads(read(capsys, "ask", "--rule", "no-momentum", "--json", "-"))
    assert (document["schema"], document["answers"][0]["id"]) == ("cleanrep.answer/1", "rules.no-momentum")


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["ask"], "expected a question, or --rule ID, got neither"),
        (["ask", "--rule", "charm"], "expected a rule of lever-back-extension, got 'charm'"),
        (["guide", "lever-back-extension", "diet"], "expected a part (overview, setup"),
        (["plan"], "expected a plan that is followed, got none"),
        (["plan", "--goal", "fame"], "expected a goal of lever-back-extension"),
        (["plan", "--goal", "strength", "--weeks", "999"], "expected 1 to 104 weeks, got 999"),
        (["plan", "--goal", "strength", "--with", "leg-day"], "e.g. --with deadlift-day=wed"),
        (["plan", "--goal", "strength", "--start", "soon"], "expected --start YYYY-MM-DD, got 'soon'"),
        (["plan", "--simulate", "missing.toml"], "missing.toml: "),
        (["setup", "--set", "hip-pad", "--yes"], "expected --set name=value"),
        (["setup", "--set", "knee=3", "--yes"], "expected a setting of the set-up: hip-pad"),
        (["setup", "--steps", "9-1/0", "--yes"], "expected loads of the pins"),
        (["setup", "--show"], "expected a machine that was set up"),
        (["next", "--machine", "nowhere"], "nowhere"),
        (["screen"], "expected yes or no, got no answer"),
    ],
)
def test_bad_usage_is_one_clear_line(capsys: pytest.CaptureFixture[str], command: list[str], expected: str) -> None:
    assert expected in read(capsys, *command, status=2)


def test_a_plan_is_kept_and_written_as_a_calendar(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    calendar = tmp_path / "plan.ics"
    command = ["plan", "--goal", "strength", "--sessions", "2", "--weeks", "6", "--with", "deadlift-day=wed"]
    shown = read(capsys, *command, "--start", "2026-01-05", "--ics", str(calendar), written=(calendar,))
    assert "3 to 4 sets of 8 to 12 reps" in shown
    assert "Wed 07 Jan  1 set of 10 reps  warm-up before deadlifts" in shown
    assert read(capsys, "plan") == shown
    text = calendar.read_bytes()
    assert text.startswith(b"BEGIN:VCALENDAR\r\n")
    assert text.count(b"BEGIN:VEVENT") == 18
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    assert "exists" in read(capsys, "plan", "--ics", str(calendar), status=2)


def test_a_plan_whose_calendar_has_no_place_replaces_none(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    calendar = tmp_path / "plan.ics"
    read(capsys, "plan", "--goal", "strength", "--ics", str(calendar), written=(calendar,))
    refused = read(capsys, "plan", "--goal", "endurance", "--ics", str(calendar), status=2)
    assert "expected a new file for --ics" in refused
    assert "· strength" in read(capsys, "plan")


def test_a_machine_that_cannot_be_set_up_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    read(capsys, "setup", "--machine", "new", "--variant", "standing", "--steps", "5-100", status=2)
    assert "a machine that was set up" in read(capsys, "setup", "--machine", "new", "--show", status=2)
    read(capsys, "setup", "--machine", "new", "--variant", "standing", "--yes")
    refused = read(capsys, "setup", "--machine", "new", "--variant", "seated", "--yes", status=2)
    assert "expected the variant of new, standing, got 'seated'" in refused


def test_next_before_the_first_session_asks_the_safety_questions(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Before your first session" in read(capsys, "next")
    assert "Noted for Me" in read(capsys, "screen", "--answer", "none")
    after = read(capsys, "next")
    assert "Before your first session" not in after
    assert "Next: technique, the lightest load, 2 sets of 8 reps" in after
    read(capsys, "screen", "--answer", "some")
    assert "Ask a clinician first" in read(capsys, "next")
    assert json.loads(read(capsys, "next", "--json", "-"))["prescription"] is None


def test_the_set_up_takes_piped_answers_and_remembers_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("4\n2\nyes\n3\n1\n5\nno\nyes\nyes\nyes\n"))
    shown = read(capsys, "setup", "--steps", "5-100/5", "--add-ons", "1.25,2.5")
    assert "Take your time" in shown
    assert "Then try again." in shown
    remembered = read(capsys, "setup", "--show")
    for text in ("Hip pad", "5 to 100 kg, 20 pins"):
        assert text in remembered
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    again = read(capsys, "setup", "--yes", "--answer", "shoulders-free=no")
    assert "Shoulders free is not right yet" in again
    assert "Shoulders free is not right yet" in read(capsys, "next")


def test_a_question_of_the_set_up_that_was_skipped_is_not_told_as_a_fault(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    for shown in (read(capsys, "setup"), read(capsys, "next")):
        assert "Pad position is not known yet" in shown
        assert "is not right yet" not in shown


def test_a_virtual_lifter_shows_why_the_load_moved(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "lifter.toml"
    path.write_text(LIFTER, encoding="utf-8")
    shown = read(capsys, "plan", "--simulate", str(path))
    assert "Why the load moved" in shown
    assert "start with" in shown
    for bad, expected in (
        (LIFTER + "wings = 2\n", "wings"),
        ("a = [", "TOML"),
        (LIFTER + "steps = [5.0, 5.0]\n", "rising"),
    ):
        path.write_text(bad, encoding="utf-8")
        assert expected in read(capsys, "plan", "--simulate", str(path), status=2)


def test_guide_and_card_are_written_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page, card = tmp_path / "guide.html", tmp_path / "card.html"
    read(capsys, "guide", "--html", str(page), "--card", str(card), written=(page, card))
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert "exists" in read(capsys, "guide", "--card", str(card), status=2)
    read(capsys, "guide", "--card", str(card), "--force", written=(card,))
    assert json.loads(read(capsys, "guide", "--json", "-"))["schema"] == "cleanrep.guide/1"
    document = json.loads(read(capsys, "guide", "--json", "-", "--card", str(card), "--force", written=(card,)))
    assert document["schema"] == "cleanrep.guide/1", "where the card went is not said among the document"
