from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cleanrep.cli.main import run
from cleanrep.report.document_builder import to_json
from cleanrep.testing.sample_report import make_set_report

STRONG = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a command on a store of its own; gives status, output and messages."""
    monkeypatch.setenv("CLEANREP_DATABASE_URL", str(tmp_path / "log.sqlite3"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)

    def run_it(*arguments: str) -> tuple[int, str, str]:
        status = run(arguments)
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run_it


def refuse(told: tuple[int, str, str], message: str) -> None:
    status, output, errors = told
    assert status == 2
    assert output == ""
    assert errors.count("\n") == 1
    assert message in errors


def test_a_set_by_hand_is_logged_and_listed(call: Call) -> None:
    told = call("log", "--reps", "12", "--load", "40kg", "--rir", "3", "--variant", "standing", "--glutes", "yes")
    assert told[0] == 0
    assert "12 reps, 40 kg" in told[1]
    # The variant and the unit of the last set need not be said again.
    assert call("log", "--reps", "10", "--load", "90 lb", "--pain", "1")[0] == 0
    listed = call("log", "list")[1]
    assert "40 kg" in listed
    assert "90 lb" in listed
    assert all(len(line) <= 80 for line in listed.splitlines())
    assert "glutes: yes" in call("log", "show", call("log", "list")[1].splitlines()[1].split()[2])[1]


def test_pain_brings_the_stop_rule_and_signs_the_emergency_text(call: Call) -> None:
    base = ("log", "--reps", "5", "--variant", "standing")
    assert "Stop for today" in call(*base, "--pain", "3")[1]
    emergency = call(*base, "--stop", "emergency")[1]
    assert "Emergency care, now" in emergency
    assert "Stop for today" not in emergency
    assert "Stop for today" not in call(*base, "--pain", "2")[1]
    assert "Stop for today" in call("log", "edit", "last", "--pain", "4")[1]
    assert "Stop for today" not in call("log", "edit", "last", "--pain", "1")[1]


def test_an_analysis_is_logged_corrected_and_undone(call: Call, tmp_path: Path) -> None:
    (tmp_path / "set.json").write_text(to_json(make_set_report()), encoding="utf-8")
    assert "5 reps, 3 clean" in call("log", "--report", "set.json", "--load", "40kg")[1]
    refuse(call("log", "--report", "set.json"), "expected a new analysis")
    assert "clean: 4" in call("log", "correct", "last", "--met", "2:stop-at-neutral")[1]
    shown = call("log", "show")[1]
    assert "stop-at-neutral (not met, you: met)" in shown
    assert "Undid change 2" in call("log", "undo")[1]
    assert "correct" in call("log", "changes")[1]
    assert call("log", "remove", "last")[0] == 0
    assert "empty" in call("log", "list")[1]
    assert call("log", "undo")[0] == 0
    assert "40 kg" in call("log", "list")[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["log"], "one of --report FILE and --reps N"),
        (["log", "--reps", "5"], "a variant of lever-back-extension"),
        (["log", "--reps", "0", "--variant", "standing"], "--reps from 1"),
        (["log", "--reps", "5", "--variant", "standing", "--load", "40"], "a load with its unit"),
        (["log", "--reps", "5", "--variant", "standing", "--load", "-4kg"], "a load such as"),
        (["log", "--reps", "5", "--variant", "standing", "--rir", "11"], "--rir from 0 to 10"),
        (["log", "--reps", "5", "--variant", "standing", "--rir", "nan"], "--rir from 0 to 10"),
        (["log", "--reps", "5", "--variant", "standing", "--pain", "11"], "--pain from 0 to 10"),
        (["log", "--reps", "5", "--variant", "standing", "--glutes", "maybe"], "yes, no or unsure"),
        (["log", "--reps", "5", "--variant", "standing", "--machine", "none"], "a known machine"),
        (["log", "--reps", "5", "--variant", "standing", "--at", "tomorrow"], "a date and time"),
        (["log", "--reps", "5", "--variant", "standing", "--at", "2999-01-01"], "until now"),
        (["log", "--reps", "5", "--variant", "standing", "--person", "anna"], "a known person"),
        (["log", "--reps", "5", "--variant", "standing", "--goal", "size"], "a goal of"),
        (["log", "--report", "missing.json"], "cannot be read"),
        (["log", "show"], "an empty log"),
        (["log", "undo"], "a change to undo"),
        (["import", "missing.csv"], "cannot be read"),
        (["import", "pyproject.toml", "--format", "csv", "--exercise", "Squat=squot"], "an exercise of"),
        (["log", "correct", "last", "--met", "²:head-neutral"], "--met REP:RULE"),
        (["restore", "missing.backup"], "cannot be read"),
        (["backup", ".", "--force"], "a file for the backup"),
        (["export", "/", "--force"], "a file for the export"),
        (["history", "--json", "", "--force"], "a file for --json"),
        (["log", "--reps", "5", "--variant", "standing", "--notes", "a\udcff"], "text in UTF-8, got '\\udcff'"),
        (["plan", "--goal", "strength", "--variant", "standing", "--start", "9999-12-20"], "--start from 1970"),
        (["analyze", "x.mp4", "--variant", "standing", "--roi", "²,0,1,1"], "--roi x,y,width,height"),
        (["forget", "nobody", "--yes"], "a known person"),
        (["person", "add", "Anna K"], "a short name"),
        (["history", "--svg", "missing/x.svg"], "a place for --svg"),
        (["analyze", "x.mp4", "--variant", "standing", "--load", "40kg"], "--log beside"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(call: Call, arguments: list[str], message: str) -> None:
    refuse(call(*arguments), message)


def test_an_unknown_database_is_refused_without_its_password(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANREP_DATABASE_URL", "mysql://me:secret@host/x")
    status, _, errors = call("log", "list")
    assert status == 2
    assert "secret" not in errors


def test_people_and_machines(call: Call) -> None:
    assert "Nobody yet" in call("person", "list")[1]
    assert call("person", "add", "anna", "--level", "advanced", "--body-mass", "61.5")[0] == 0
    assert call("person", "add", "ben", "--name", "Ben B")[0] == 0
    assert call("person", "set", "ben", "--height", "1.8", "--default")[0] == 0
    assert call("person", "list")[1] == "anna: anna, advanced, 61.5 kg\nben: Ben B (default), beginner, 1.8 m\n"
    assert call("setup", "--machine", "gym", "--variant", "standing", "--steps", "5-20/5", "--yes")[0] == 0
    assert call("log", "--reps", "8", "--machine", "gym", "--load", "15", "--person", "anna")[0] == 0
    assert "15 kg" in call("log", "list", "--person", "anna")[1]
    assert "empty" in call("log", "list")[1]


def test_options_before_a_subcommand_are_refused_instead_of_passed_over(call: Call) -> None:
    for person in ("ben", "anna"):
        call("person", "add", person)
    call("log", "--reps", "8", "--variant", "standing")
    refuse(call("log", "--person", "anna", "undo"), "--person before; move it behind")
    assert " 8 " in call("log", "list")[1]
    refuse(call("load", "--machine", "x", "muscles"), "--machine before")


def test_a_name_that_the_terminal_cannot_show_is_not_blamed_on_the_name(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("person", "add", "ziz", "--name", "Žižka")
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding="latin-1"))
    status, _, errors = call("person", "list")
    assert status == 2
    assert errors == "cleanrep: expected an output that takes 'Ž', got one in latin-1; set PYTHONIOENCODING=utf-8\n"


def test_forgetting_asks_first(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    call("log", "--reps", "8", "--variant", "standing")
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert call("forget", "me")[0] == 130
    assert "8" in call("log", "list")[1]
    assert "1 set and all else" in call("forget", "me", "--yes")[1]
    assert "Nobody yet" in call("person", "list")[1]


def test_forgetting_takes_what_the_browser_kept(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recordings = tmp_path / "data" / "cleanrep" / "web" / "people"
    for person in ("anna", "ben"):
        (recordings / person / "sets").mkdir(parents=True)
    # The folder may belong to another log than the one that the environment names.
    call("person", "add", "anna")
    assert str(recordings / "anna") in call("forget", "anna", "--yes")[1]
    # An empty variable names no log.
    monkeypatch.setenv("CLEANREP_DATABASE_URL", "")
    call("person", "add", "anna")
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert "all that the browser kept for good?" in call("forget", "anna")[2]
    assert call("forget", "anna", "--yes")[0] == 0
    assert [item.name for item in recordings.iterdir()] == ["ben"]


def test_a_backup_is_restored_over_what_is_there_only_when_asked(call: Call, tmp_path: Path) -> None:
    call("log", "--reps", "8", "--variant", "standing")
    assert call("backup", "log.backup")[0] == 0
    refuse(call("backup", "log.backup"), "which exists")
    call("log", "--reps", "9")
    refuse(call("restore", "log.backup"), "an empty store")
    status, output, _ = call("restore", "log.backup", "--replace")
    assert status == 0
    (kept,) = (tmp_path / "data" / "cleanrep").glob("before-restore-*.backup")
    assert str(kept) in output
    assert len(call("log", "list")[1].splitlines()) == 2
    assert call("restore", str(kept), "--replace")[0] == 0
    assert len(call("log", "list")[1].splitlines()) == 3


def test_nothing_is_logged_between_the_copy_and_the_restored_log(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from cleanrep.store import backup, connection

    call("log", "--reps", "8", "--variant", "standing")
    call("backup", "log.backup")
    restored = backup.read_backup

    def log_meanwhile(*arguments: object) -> int:
        # Another process that logs a set now has to wait; it waits no longer than this test may take.
        monkeypatch.setattr(connection, "BUSY_S", 0.1)
        status, _, errors = call("log", "--reps", "9")
        assert (status, "is busy" in errors) == (2, True)
        return restored(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(backup, "read_backup", log_meanwhile)
    assert call("restore", "log.backup", "--replace")[0] == 0


def test_an_import_is_a_dry_run_first(call: Call, tmp_path: Path) -> None:
    rows = "2026-09-01 18:55:00,Back,1h,\x1b[31mX,1,40,10,0,0,,,\n"
    (tmp_path / "strong.csv").write_text(STRONG + rows, encoding="utf-8")
    status, output, errors = call("import", "strong.csv")
    assert status == 2
    assert "line 2" in errors
    assert "--unit" in errors
    status, output, _ = call("import", "strong.csv", "--unit", "kg")
    assert status == 0
    assert "Would import 1 set;" in output
    assert "\x1b" not in output
    assert "takes the whole import back" in call("import", "strong.csv", "--unit", "kg", "--apply")[1]
    assert "1 is in the log already" in call("import", "strong.csv", "--unit", "kg", "--apply")[1]
    assert call("export", "out.csv", "--to", "hevy")[0] == 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["weight_kg"] == "40"


@pytest.mark.parametrize("width", [80, 50])
def test_history_fits_the_terminal(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert "Nothing is logged yet" in call("history")[1]
    (tmp_path / "set.json").write_text(to_json(make_set_report()), encoding="utf-8")
    call("log", "--report", "set.json", "--load", "40kg", "--at", "2026-01-01T10:00")
    for day in range(2, 6):
        call("log", "--reps", str(day), "--load", f"{40 + day}kg", "--at", f"2026-01-0{day}T10:00")
    status, output, _ = call("history", "--svg", "history.svg")
    assert status == 0
    assert "3/5" in output
    assert "heaviest clean rep: 40 kg" in output
    assert "load, kg" in output
    assert all(len(line) <= width for line in output.splitlines())
    root = ET.parse(tmp_path / "history.svg").getroot()  # noqa: S314 - our own file
    assert root.tag.endswith("svg")
    assert (tmp_path / "history.svg").read_text("utf-8").count("<path") == 7
    refuse(call("history", "--svg", "history.svg"), "which exists")
    document = json.loads(call("history", "--json", "-")[1])
    assert document["schema"] == "cleanrep.history/1"
    assert [item["load_kg"] for item in document["sessions"]] == [40.0, 42.0, 43.0, 44.0, 45.0]


def test_clean_reps_that_an_import_leaves_out_are_told(call: Call) -> None:
    assert call("log", "--reps", "8", "--load", "40kg", "--variant", "standing")[0] == 0
    assert call("export", "log.csv")[0] == 0
    columns, row = Path("log.csv").read_text("utf-8").splitlines()
    cells = dict(zip(columns.split(","), row.split(","), strict=True)) | {"n_clean": "7", "n_repetitions": "9"}
    Path("log.csv").write_text(f"{columns}\n{','.join(cells.values())}\n", "utf-8")
    assert "clean reps of 1 set are left out" in call("import", "log.csv")[1]
    assert "clean reps of 1 set are left out" in call("import", "log.csv", "--apply")[1]
    assert "left out" not in call("import", "log.csv", "--apply")[1]


def test_a_narrow_list_keeps_clean_reps_and_load(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call("setup", "--machine", "gym-lever", "--variant", "standing", "--steps", "5-100/5", "--yes")[0] == 0
    assert call("log", "--reps", "1", "--load", "40kg", "--machine", "gym-lever")[1].count(": 1 rep, 40 kg") == 1
    monkeypatch.setenv("COLUMNS", "40")
    title, row = call("log", "list")[1].splitlines()
    assert title.split() == ["when", "set", "reps", "clean", "load"]
    assert row.split()[2:] == ["1", "-", "40", "kg"]
    for command in ("log", "machine"):
        assert max(map(len, call(command, "list")[1].splitlines())) <= 40
    monkeypatch.setenv("COLUMNS", "120")
    title, row = call("log", "list")[1].splitlines()
    assert title.split()[-2:] == ["variant", "machine"]
    assert row.split()[-2:] == ["standing", "gym-lever"]


def test_changes_are_told_in_words(call: Call) -> None:
    assert call("log", "--reps", "8", "--load", "40kg", "--variant", "standing")[0] == 0
    assert call("log", "edit", "last", "--load", "42.5kg", "--reps", "9")[0] == 0
    assert call("log", "edit", "last", "--reps", "10")[0] == 0
    shown = call("log", "show")[1]
    assert "change 2: load was 40 kg, is 42.5 kg" in shown
    assert "change 2: reps was 8, is 9" in shown
    assert "got reps, which changed again since; undo the later change first" in call("log", "undo", "2")[2]
