"""Exercise files are found by id, and a bad one ends in a line that names the field and what was expected."""

import hashlib
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanrep.errors import ExerciseError, UsageError
from cleanrep.exercises.catalogue import find_exercises, load_exercise, parse_exercise, read_exercise
from cleanrep.exercises.schema import MAX_PROBLEMS
from cleanrep.exercises.strict_toml import MAX_FILE_BYTES

GOOD = (resources.files("cleanrep.exercises") / "data" / "sit-up.toml").read_text("utf-8")


def replace_once(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def find_problems(text: str) -> tuple[str, ...]:
    with pytest.raises(ExerciseError) as caught:
        parse_exercise(text.encode(), name="mine.toml")
    assert str(caught.value).startswith("mine.toml: ")
    return caught.value.problems


def test_good_file_is_parsed_with_its_hash() -> None:
    loaded = parse_exercise(GOOD.encode(), name="sit-up.toml")
    assert loaded.exercise.id == "sit-up"
    assert loaded.sha256 == hashlib.sha256(GOOD.encode()).hexdigest()


def test_unknown_field_is_named() -> None:
    problems = find_problems(replace_once('summary = "', 'sumary = "twice"\nsummary = "'))
    assert problems == ("sumary: expected no field of this name, got 'twice'",)


def test_missing_field_is_named_with_its_whole_path() -> None:
    assert find_problems(replace_once("sets = { min = 2, max = 3 }\n", "")) == (
        "goals.endurance.sets: expected a value, got none",
    )


def test_wrong_type_is_named_with_what_came() -> None:
    problems = find_problems(replace_once("sets = { min = 2, max = 3 }", 'sets = { min = "two", max = 3 }'))
    assert problems == ("goals.endurance.sets.min: expected a valid integer, got 'two'",)


def test_text_in_place_of_a_table_is_named() -> None:
    problems = find_problems(replace_once("sets = { min = 2, max = 3 }", 'sets = "2-3"'))
    assert problems[0].startswith("goals.endurance.sets: expected a valid dictionary")


def test_reversed_limits_are_named_with_both_figures() -> None:
    problems = find_problems(replace_once("sets = { min = 2, max = 3 }", "sets = { min = 3, max = 2 }"))
    assert problems == ("goals.endurance.sets: expected min <= max, got 3 > 2",)


def test_an_override_that_turns_the_limits_of_its_check_round_is_refused() -> None:
    bad = replace_once(
        'when = { goal = ["strength"] }\naim = { min = 0.8 }', 'when = { goal = ["strength"] }\naim = { max = 0.3 }'
    )
    problems = find_problems(bad)
    assert len(problems) == 1
    assert problems[0].endswith("checks.0: expected min <= max where overrides hold, got 0.5 > 0.3")


def test_statement_that_feeds_an_unknown_rule_is_named() -> None:
    problems = find_problems(replace_once('rules = ["pause-at-top"]', 'rules = ["pause-at-the-top"]'))
    assert problems == ("file: execution.hold: expected the id of a rule of this file, got 'pause-at-the-top'",)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('rules = ["reps-in-range"]', 'rules = ["reps"]', "goals.endurance.rules: expected the id of a rule"),
        (
            'rules = ["no-momentum", "controlled-lowering", "full-range"]',
            'rules = ["swing"]',
            "overview.rules: expected the id of a rule",
        ),
        ('when = { goal = ["strength"] }', 'when = { goal = ["power"] }', "expected a goal of this file, got 'power'"),
        ('when = { goal = ["strength"] }', 'when = { variant = ["bench"] }', "expected a variant of this file"),
        ("[uncertainties.sparc]", "[uncertainties.smoothness]", "expected an entry in uncertainties for 'sparc'"),
        ('id = "no-momentum"', 'id = "no-momentum"\nvariants = ["bench"]', "rules.no-momentum.variants: expected a"),
    ],
)
def test_name_that_leads_nowhere_is_told(old: str, new: str, expected: str) -> None:
    assert any(expected in problem for problem in find_problems(replace_once(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('id = "smooth-start"', 'id = "no-momentum"', "rules: expected each id once, got 'no-momentum' 2 times"),
        ('id = "lie-down"', 'id = "place-the-arms"', "guide.setup: expected each id once"),
        ('id = "feet-held"', 'id = "neck"', "guide.faq: expected each id once"),
        ('id = "thick-exercise-mat"', 'id = "weight-plate"', "guide.equipment: expected each id once"),
    ],
)
def test_duplicate_id_is_told(old: str, new: str, part: str) -> None:
    assert any(part in problem for problem in find_problems(replace_once(old, new)))


def test_table_written_twice_is_told() -> None:
    assert "expected UTF-8 TOML" in find_problems(GOOD + "\n[overview]\n")[0]


def test_bytes_that_are_not_utf_8_are_told() -> None:
    with pytest.raises(ExerciseError, match="expected UTF-8 TOML"):
        parse_exercise(GOOD.encode("utf-16"), name="mine.toml")


def test_empty_file_names_the_missing_fields() -> None:
    assert "id: expected a value, got none" in find_problems("")


def test_too_large_file_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(ExerciseError, match=f"expected at most {MAX_FILE_BYTES} bytes, got more"):
        parse_exercise(b"#" * (MAX_FILE_BYTES + 1), name="mine.toml")


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 100_000,
        "x = " + "9" * 10_000,
        ".".join(["a"] * 50_000) + " = 1",
        "\n".join(f"a{i}" + ".a" * 199 + " = 1" for i in range(600)),
        "\n".join(f"k{i} = 1" for i in range(20_000)),
        '"\\u001b[31mred" = 1',
        'id = "' + "x" * 100_000 + '"',
    ],
    ids=["nesting", "digits", "dotted", "dotted-lines", "many-fields", "escape", "long-text"],
)
def test_hostile_file_ends_in_a_short_printable_error(text: str) -> None:
    problems = find_problems(text)
    assert len(problems) <= MAX_PROBLEMS + 1
    assert all(problem.isprintable() and len(problem) < 400 for problem in problems)


@given(st.binary(max_size=200) | st.text(alphabet='[]{}=".,#\n a1', max_size=60).map(str.encode))
def test_any_bytes_end_in_an_exercise_error(content: bytes) -> None:
    with pytest.raises(ExerciseError):
        parse_exercise(content, name="mine.toml")


def test_built_in_exercises_are_found_and_the_schema_is_none_of_them() -> None:
    assert set(find_exercises()) == {"lever-back-extension", "45-degree-back-extension", "sit-up"}


def test_unknown_id_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"sit-up, got 'deadlift'; choose one of them or add a file"):
        load_exercise("deadlift")


def test_file_in_the_users_folder_overrides_the_built_in_one(tmp_path: Path) -> None:
    (tmp_path / "sit-up.toml").write_text(replace_once('name = "Sit-up"', 'name = "My sit-up"'), "utf-8")
    assert load_exercise("sit-up", tmp_path).exercise.name == "My sit-up"


def test_file_in_the_users_folder_adds_an_exercise(tmp_path: Path) -> None:
    (tmp_path / "crunch.toml").write_text(replace_once('id = "sit-up"', 'id = "crunch"'), "utf-8")
    assert load_exercise("crunch", tmp_path).exercise.id == "crunch"


def test_users_folder_need_not_exist(tmp_path: Path) -> None:
    assert "sit-up" in find_exercises(tmp_path / "none")


def test_file_whose_id_differs_from_its_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "crunch.toml").write_text(GOOD, "utf-8")
    with pytest.raises(
        ExerciseError, match=r"crunch\.toml: id: expected 'crunch' as the file's name says, got 'sit-up'"
    ):
        load_exercise("crunch", tmp_path)


def test_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    file = tmp_path / "draft-3.toml"
    file.write_text(GOOD, "utf-8")
    assert read_exercise(file).exercise.id == "sit-up"


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExerciseError, match=r"none\.toml: expected a readable file, got No such file"):
        read_exercise(tmp_path / "none.toml")


def test_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExerciseError, match="expected a readable file"):
        read_exercise(tmp_path)
