from pathlib import Path

import pytest

from cleanrep.app.request import FOLDER_VARIABLE, AnalysisRequest, choose_variant, find_exercise
from cleanrep.errors import ExerciseError, UsageError
from cleanrep.exercises.catalogue import load_exercise


def test_an_exercise_is_found_by_its_id_and_from_a_file(tmp_path: Path) -> None:
    known = load_exercise("sit-up")
    assert find_exercise("sit-up") == known
    copy = tmp_path / "mine.toml"
    copy.write_text(
        (Path(__file__).parents[3] / "src/cleanrep/exercises/data/sit-up.toml").read_text(encoding="utf-8"),
        encoding="utf-8",
    )
    assert find_exercise(str(copy)).sha256 == known.sha256


def test_an_unknown_exercise_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UsageError, match="45-degree-back-extension, lever-back-extension, sit-up, got 'squat'"):
        find_exercise("squat")


def test_a_file_that_is_not_there_is_refused() -> None:
    with pytest.raises(ExerciseError, match=r"missing\.toml: expected a readable file"):
        find_exercise("missing.toml")


def test_the_only_variant_need_not_be_named() -> None:
    assert choose_variant(load_exercise("sit-up"), None) == "floor"


@pytest.mark.parametrize("variant", [None, "lying"])
def test_several_variants_ask_for_one_of_them(variant: str | None) -> None:
    with pytest.raises(UsageError, match="standing, seated"):
        choose_variant(load_exercise("lever-back-extension"), variant)


@pytest.mark.parametrize(("name", "is_log"), [("set.mp4", False), ("set.landmarks.parquet", True), ("parquet", False)])
def test_a_landmark_log_is_known_by_its_name(name: str, is_log: bool) -> None:
    request = AnalysisRequest(Path(name), load_exercise("sit-up"), "floor", "strength")
    assert request.is_landmark_log is is_log


def test_a_folder_of_the_user_brings_exercises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built_in = find_exercise("sit-up")
    text = (Path(__file__).parents[3] / "src/cleanrep/exercises/data/sit-up.toml").read_text(encoding="utf-8")
    (tmp_path / "curl-up.toml").write_text(text.replace('id = "sit-up"', 'id = "curl-up"', 1), encoding="utf-8")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    assert find_exercise("curl-up").exercise.name == built_in.exercise.name


def test_a_folder_of_the_user_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "gone"))
    with pytest.raises(UsageError, match="a folder in CLEANREP_EXERCISES"):
        find_exercise("sit-up")
