import json
from pathlib import Path

import pytest

from cleanrep.cli.main import run

READINGS = "angle_deg,stack_kg,up_kg,down_kg\n60,40,23.8,20.7\n30,40,23.8,20.8\n5,40,22.1,19.5\n"


def test_machines_are_listed_and_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["machine", "list"]) == 0
    assert "standing-lever: Standing lever" in capsys.readouterr().out
    assert run(["machine", "check", "seated-lever"]) == 0
    assert run(["machine", "schema"]) == 0
    assert '"CleanRep machine"' in capsys.readouterr().out


def test_a_calibrated_machine_is_written_and_can_be_used(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    readings, out = tmp_path / "readings.csv", tmp_path / "my-lever.toml"
    readings.write_text(READINGS, encoding="utf-8")
    command = ["machine", "calibrate", "--out", str(out), "--pad-m", "0.45", "--readings", str(readings)]
    assert run([*command, "--name", 'Gym "A" \\ lever']) == 0
    assert "Friction: 0.067" in capsys.readouterr().out
    assert run(["machine", "check", str(out)]) == 0
    written = out.read_bytes()
    assert run(command) == 2
    assert out.read_bytes() == written
    who = ["--mass", "80", "--height", "1.78", "--sex", "male"]
    capsys.readouterr()
    assert run(["load", "--machine", str(out), "--stack", "40", *who, "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["machine"] == "my-lever"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a,b\n1,2\n", "expected the columns"),
        (READINGS + "x,1,2,3\n", "line 5"),
        (READINGS + "10,1,2\n", "line 5"),
        (READINGS + "10,-1,2,1\n", "stack_kg"),
        ("", "expected the columns"),
    ],
)
def test_bad_readings_are_refused_with_their_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str, expected: str
) -> None:
    readings, out = tmp_path / "readings.csv", tmp_path / "m.toml"
    readings.write_text(content, encoding="utf-8")
    assert run(["machine", "calibrate", "--out", str(out), "--pad-m", "0.45", "--readings", str(readings)]) == 2
    assert expected in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(("old", "new"), [("pad_m = 0.45", "pad_m = 45"), ("arm_mass_kg", "arm_weight_kg")])
def test_a_bad_machine_file_is_refused_with_its_field(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, old: str, new: str
) -> None:
    source = Path(__file__).parents[3] / "src/cleanrep/load/data/standing-lever.toml"
    path = tmp_path / "mine.toml"
    path.write_text(source.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert run(["machine", "check", str(path)]) == 2
    assert f"lever.{new.split(maxsplit=1)[0]}" in capsys.readouterr().err
