from pathlib import Path

import pytest

from cleanrep.exercises.catalogue import find_exercises
from cleanrep.testing import ExerciseContractError, check_exercise

SIT_UP = Path(__file__).parents[3] / "src/cleanrep/exercises/data/sit-up.toml"


@pytest.mark.parametrize("exercise_id", sorted(find_exercises()))
def test_the_built_in_exercises_keep_to_the_contract(exercise_id: str) -> None:
    check_exercise(exercise_id)


def change(tmp_path: Path, old: str, new: str) -> Path:
    content = SIT_UP.read_text(encoding="utf-8")
    assert old in content
    path = tmp_path / "mine.toml"
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    return path


def test_anyones_file_is_checked_by_its_path(tmp_path: Path) -> None:
    check_exercise(change(tmp_path, 'id = "sit-up"', 'id = "curl-up"'))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('id = "sit-up"', "id = 3", "id: "),
        ('signal = "shoulder_rise_pct"', 'signal = "elbow_deg"', "phase_signal.signal"),
        ("set_gap_s = 12.0", "set_gap_s = 1.01", "expected 4 repetitions of a made-up set, got"),
        ("knee_angle_deg = { min = 30, max = 160 }", "knee_angle_deg = { max = -10 }", "expected a verdict"),
        (
            '{ basis = "reasoned-default", text = "From lying',
            '{ basis = "literature", text = "From lying',
            "literature",
        ),
    ],
)
def test_a_file_that_breaks_the_contract_is_refused(tmp_path: Path, old: str, new: str, expected: str) -> None:
    with pytest.raises(ExerciseContractError, match=expected):
        check_exercise(change(tmp_path, old, new))


def test_a_source_of_a_word_is_none(tmp_path: Path) -> None:
    lines = SIT_UP.read_text(encoding="utf-8").splitlines()
    at = next(index for index, line in enumerate(lines) if line.startswith("[phase_signal]"))
    source = next(index for index in range(at, len(lines)) if lines[index].startswith("source"))
    lines[source] = 'source = { basis = "guide", text = "trust me" }'
    path = tmp_path / "mine.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ExerciseContractError, match="phase_signal: expected a source of at least 3 words"):
        check_exercise(path)


def test_an_unknown_id_is_refused() -> None:
    with pytest.raises(ExerciseContractError, match="'squat'"):
        check_exercise("squat")
