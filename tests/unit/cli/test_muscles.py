"""``cleanrep load muscles``: figures with OpenSim, one line without it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cleanrep.cli.main import run

COMMAND = ["load", "muscles", "--machine", "standing-lever", "--stack", "40"]
WHO = ["--mass", "80", "--height", "1.78", "--sex", "male"]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.mark.usefixtures("muscle_model")
@pytest.mark.skipif(sys.platform != "linux", reason="the cache folder is named by XDG_CACHE_HOME on Linux alone")
def test_shares_are_told_kept_and_drawn(capsys: pytest.CaptureFixture[str], tmp_path: Path, cache: Path) -> None:
    svg, document = tmp_path / "shares.svg", tmp_path / "shares.json"
    command = [*COMMAND, *WHO, "--svg", str(svg), "--json", str(document)]
    assert run(command) == 0
    words = " ".join(capsys.readouterr().out.split())
    assert "erectors 66 % (47 to 86) at 60°" in words
    assert "a model's estimate, ±30 %" in words
    assert "no electrode was read" in words
    content = json.loads(document.read_text(encoding="utf-8"))
    assert content["schema"] == "cleanrep.load-muscles/1"
    assert len(content["shares_pct"]["erectors"]) == len(content["angle_deg"]) == len(content["is_short"])
    assert ET.fromstring(svg.read_text(encoding="utf-8")).tag.endswith("svg")  # noqa: S314 - written just now
    assert len(list((cache / "cleanrep" / "muscles").glob("*.npz"))) == 1
    assert run(command) == 2
    assert run([*command, "--force"]) == 0


@pytest.mark.usefixtures("muscle_model")
def test_json_alone_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*COMMAND, *WHO, "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["uncertainty_pct"] == 30


def test_without_opensim_one_line_says_how_to_get_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # As Python has it for a module that cannot be imported.
    monkeypatch.setitem(sys.modules, "opensim", None)
    assert run([*COMMAND, *WHO]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "pip install 'cleanrep[muscles]'" in captured.err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([*COMMAND], "expected --mass"),
        (["load", "muscles", "--machine", "swing", *WHO], "expected a machine of"),
        (["load", "muscles", "--machine", "roman-chair", "--stack", "3", *WHO], "--plate for roman-chair"),
    ],
)
def test_half_a_question_is_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str) -> None:
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert expected in captured.err
