"""Pipes without a writer where a file is asked for: refused in one line, never waited for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cleanrep.cli.main import run


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "arguments",
    [
        ["exercise", "check", "pipe.toml"],
        ["machine", "check", "pipe.toml"],
        ["machine", "calibrate", "--out", "x.toml", "--pad-m", "0.5", "--readings", "pipe.toml"],
        ["log", "--report", "pipe.toml", "--load", "40kg"],
        ["import", "pipe.toml"],
        *(["import", "pipe.toml", "--format", form] for form in ("csv", "jsonl", "parquet", "wger", "hevy")),
        ["restore", "pipe.toml"],
        ["plan", "--simulate", "pipe.toml"],
        ["analyze", "pipe.toml", "--variant", "standing"],
        ["analyze", "set.mp4", "--variant", "standing", "--neutral", "pipe.toml"],
    ],
)
def test_a_pipe_is_refused_in_one_line(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLEANREP_DATABASE_URL", str(tmp_path / "log.sqlite3"))
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.toml")
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "pipe.toml" in captured.err
    assert "regular file" in captured.err or "--format" in " ".join(arguments)
