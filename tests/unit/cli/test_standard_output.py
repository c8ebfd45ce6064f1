"""``-`` where a file is asked for: standard output, or one line that says why not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cleanrep.cli.main import run

Call = Callable[..., tuple[int, str, str]]
LIFTER = ["--stack", "40", "--mass", "80", "--height", "1.78", "--sex", "male"]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    monkeypatch.setenv("CLEANREP_DATABASE_URL", str(tmp_path / "log.sqlite3"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    assert run(["log", "--reps", "8", "--load", "40kg", "--variant", "standing"]) == 0
    capsys.readouterr()

    def run_it(*arguments: str) -> tuple[int, str, str]:
        status = run(arguments)
        captured = capsys.readouterr()
        assert not Path("-").exists()
        return status, captured.out, captured.err

    return run_it


def test_a_log_goes_to_standard_output_as_to_a_file(call: Call) -> None:
    for form in ("csv", "jsonl", "hevy", "strong"):
        assert call("export", f"log.{form}", "--to", form)[0] == 0
        status, out, err = call("export", "-", "--to", form)
        assert status == 0
        assert out == Path(f"log.{form}").read_bytes().decode()
        assert err == "Wrote 1 set to standard output\n"


def test_pictures_go_to_standard_output_alone(call: Call) -> None:
    for arguments in (["history"], ["load", "--machine", "standing-lever", *LIFTER]):
        status, out, _ = call(*arguments, "--svg", "-")
        assert status == 0
        assert out.startswith("<svg")
        assert out.rstrip().endswith("</svg>")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["export", "-", "--to", "fit"], "the export"),
        (["export", "-", "--to", "parquet"], "the export"),
        (["backup", "-"], "the backup"),
        (["analyze", "missing.mp4", "--variant", "standing", "--out", "-"], "the report"),
        (["analyze", "missing.mp4", "--variant", "standing", "--json", "-", "--save-neutral", "-"], "--save-neutral"),
    ],
)
def test_what_cannot_go_there_is_refused_in_one_line(call: Call, arguments: list[str], expected: str) -> None:
    status, out, err = call(*arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert f"for {expected}, got -, which is standard output; name a f" in err


def test_two_documents_do_not_share_it(call: Call) -> None:
    status, out, err = call("history", "--svg", "-", "--json", "-")
    assert (status, out) == (2, "")
    assert "expected one document on standard output, got --svg and --json" in err
    assert json.loads(call("history", "--json", "-")[1])["schema"] == "cleanrep.history/1"
