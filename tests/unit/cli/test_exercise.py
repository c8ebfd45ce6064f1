import json
from pathlib import Path

import pytest

from cleanrep.cli.main import run

SIT_UP = Path(__file__).parents[3] / "src/cleanrep/exercises/data/sit-up.toml"


@pytest.mark.parametrize("width", [40, 80])
def test_the_exercises_are_listed_with_variants_and_goals(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert run(["exercise", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    first = [line.split(":")[0] for line in lines if not line.startswith(" ")]
    assert first == ["45-degree-back-extension", "lever-back-extension", "sit-up"]
    assert max(map(len, lines)) <= width
    told = " ".join(" ".join(lines).split())
    assert "lever-back-extension: standing, seated; goals endurance, strength, hypertrophy" in told


@pytest.mark.parametrize("name", ["lever-back-extension", str(SIT_UP)])
def test_a_good_file_is_ok(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert run(["exercise", "check", name]) == 0
    assert ": ok, " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('id = "sit-up"', 'id = "Sit Up"', "id: String expected to match"),
        ("expected_range = 95", 'expected_range = "far"', "variants.floor.expected_range: expected"),
        ('signal = "shoulder_rise_pct"', 'signal = "elbow_deg"', "phase_signal.signal to be one of"),
        ('measure = "top_hold_s"', 'measure = "charm"', "charm"),
    ],
)
def test_a_bad_file_is_refused_with_its_field(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, old: str, new: str, expected: str
) -> None:
    content = SIT_UP.read_text(encoding="utf-8")
    assert old in content
    path = tmp_path / "mine.toml"
    path.write_text(content.replace(old, new), encoding="utf-8")
    assert run(["exercise", "check", str(path)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert expected in captured.err


def test_the_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["exercise", "schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"]
