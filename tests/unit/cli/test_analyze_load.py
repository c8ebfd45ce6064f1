"""A logged set has its moment where the log knows machine, load and lifter; what is told twice is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from cleanrep.cli.main import run
from cleanrep.model.samples import Sample
from cleanrep.testing import make_samples

WriteLog = Callable[..., Path]
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a command on a store of its own; gives status, output and messages."""
    monkeypatch.setenv("CLEANREP_DATABASE_URL", str(tmp_path / "log.sqlite3"))
    monkeypatch.chdir(tmp_path)

    def run_it(*arguments: str | Path) -> tuple[int, str, str]:
        status = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run_it


@pytest.fixture
def samples() -> list[Sample]:
    return make_samples(2)


@pytest.fixture
def analyze(call: Call, write_log: WriteLog, samples: list[Sample]) -> Call:
    path = write_log(samples)
    return lambda *options: call("analyze", path, "--variant", "standing", "--json", "-", *options)


def set_up(call: Call) -> None:
    who = ("--body-mass", "80", "--height", "1.78", "--sex", "male")
    assert call("setup", "--machine", "gym", "--kinetics", "standing-lever", "--steps", "5-100/5", "--yes")[0] == 0
    assert call("person", "set", "me", *who)[0] == 0


def test_a_logged_set_has_its_moment_where_the_log_knows_machine_load_and_lifter(call: Call, analyze: Call) -> None:
    set_up(call)
    status, out, messages = analyze("--log", "--machine", "gym", "--load", "40kg")
    assert status == 0
    document = json.loads(out)
    assert (document["load"]["machine"], document["load"]["body_mass_kg"]) == ("standing-lever", 80.0)
    assert all(150 < item["moment"]["peak_n_m"] < 300 for item in document["repetitions"])
    assert "40 kg" in messages


def test_an_unknown_load_is_logged_without_a_moment(call: Call, analyze: Call) -> None:
    set_up(call)
    status, out, _ = analyze("--log", "--machine", "gym")
    assert status == 0
    assert json.loads(out)["load"] is None


def test_a_load_told_twice_is_refused_before_anything_is_logged(call: Call, analyze: Call) -> None:
    set_up(call)
    status, out, messages = analyze("--log", "--machine", "gym", "--load", "40kg", "--stack", "40")
    assert (status, out) == (2, "")
    assert "expected --load, and mass, height and sex of --person, beside --log" in messages
    assert messages.count("\n") == 1


@pytest.mark.parametrize(
    ("kinetics", "expected"),
    [
        ("seated-lever", "expected a machine for lever-back-extension, standing"),
        ("swing", "expected a machine of"),
        ("missing.toml", "missing.toml"),
    ],
)
def test_mechanics_that_do_not_fit_are_one_line(call: Call, kinetics: str, expected: str) -> None:
    status, out, messages = call("setup", "--machine", "gym", "--kinetics", kinetics, "--yes")
    assert status == 2
    assert out == ""
    assert expected in messages
    assert messages.count("\n") == 1
    assert call("setup", "--machine", "gym", "--show")[0] == 2


def test_mechanics_can_be_named_later_and_as_a_file(call: Call, tmp_path: Path, analyze: Call) -> None:
    assert call("setup", "--machine", "gym", "--steps", "5-100/5", "--yes")[0] == 0
    source = resources.files("cleanrep.load") / "data" / "standing-lever.toml"
    (tmp_path / "my-lever.toml").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    assert call("setup", "--machine", "gym", "--kinetics", "my-lever.toml", "--yes")[0] == 0
    assert call("person", "set", "me", "--body-mass", "80", "--height", "1.78", "--sex", "male")[0] == 0
    status, out, _ = analyze("--log", "--machine", "gym", "--load", "40kg")
    assert status == 0
    assert json.loads(out)["load"]["machine"] == "standing-lever"
