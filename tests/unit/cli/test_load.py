import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cleanrep.cli.main import run

WHO = ["--mass", "80", "--height", "1.78", "--sex", "male"]


def test_a_load_is_told_with_its_uncertainty_and_limits(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["load", "--machine", "standing-lever", "--stack", "40", *WHO, "--tempo", "2-0.5-1.5-1.2"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "200 N m, 95 % 165 to 234" in out
    assert "2 s down, 0.5 s bottom, 1.5 s up, 1.2 s top" in out
    assert "Hardest at the bottom" in out
    assert "56% is your body, 44% the machine" in out
    assert "no load is called safe" in out


def test_json_alone_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["load", "--machine", "roman-chair", "--plate", "10", *WHO, "--json", "-"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "cleanrep.load/1"
    assert round(document["static"]["peak_n_m"]) == 154
    assert max(document["l5s1_n_m"]) == pytest.approx(document["static"]["peak_n_m"], abs=1e-3)


def test_the_picture_is_svg_and_never_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "curve.svg"
    command = ["load", "--machine", "45-degree-bench", *WHO, "--svg", str(path)]
    assert run(command) == 0
    assert ET.fromstring(path.read_text(encoding="utf-8")).tag.endswith("svg")  # noqa: S314 - written just now
    assert run(command) == 2
    assert run([*command, "--force"]) == 0


def test_an_equal_load_is_told_by_both_criteria(capsys: pytest.CaptureFixture[str]) -> None:
    pair = ["--from", "45-degree-bench", "--plate", "10", "--to", "standing-lever"]
    assert run(["load", "equivalent", *pair, *WHO]) == 0
    out = capsys.readouterr().out
    assert "By peak (156 N m): 16.4 kg; nearest step 15 kg" in out
    assert "By mean" in out


def test_an_empty_machine_that_asks_for_more_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["load", "equivalent", "--from", "seated-lever", "--to", "standing-lever", *WHO]) == 0
    assert "the empty machine already asks for 125 N m" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--machine", "swing", *WHO], "expected a machine of"),
        (["--machine", "roman-chair", "--stack", "3", *WHO], "--plate for roman-chair"),
        (["--machine", "roman-chair", "--mass", "80"], "expected --height"),
        (["--machine", "roman-chair", *WHO, "--tempo", "fast"], "--tempo down-bottom-up-top"),
        (["--machine", "roman-chair", *WHO, "--plate", "nan"], "expected a load"),
        (["--machine", "missing.toml", *WHO], "missing.toml"),
    ],
)
def test_what_cannot_be_told_is_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str
) -> None:
    assert run(["load", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert expected in captured.err


@pytest.mark.parametrize("columns", ["40", "50", "80"])
def test_no_line_is_wider_than_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert run(["load", "--machine", "standing-lever", "--stack", "40", *WHO, "--tempo", "2-0.5-1.5-1.2"]) == 0
    assert run(["load", "equivalent", "--from", "roman-chair", "--plate", "5", "--to", "standing-lever", *WHO]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 20
    assert max(len(line) for line in lines) <= int(columns)
