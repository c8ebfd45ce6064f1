"""The page on exercise files names every field, every choice and every measure in use."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleanrep.exercises.catalogue import ENTRY_POINT_GROUP, find_exercises, load_exercise
from cleanrep.exercises.json_schema import exercise_json_schema
from cleanrep.exercises.strict_toml import MAX_DOTS_PER_LINE, MAX_FILE_BYTES

PAGE = (Path(__file__).parents[2] / "docs" / "exercises.md").read_text("utf-8")
TEXT = re.sub(r"(?ms)^```.*?^```$", "", PAGE)
NAMED = {word for code in re.findall(r"`[^`\n]+`", TEXT) for word in re.findall(r"[\w.-]+", code)}


def walk(node: object) -> Iterator[dict[str, object]]:
    if isinstance(node, dict):
        yield node
        for item in node.values():
            yield from walk(item)
    elif isinstance(node, list):
        for item in node:
            yield from walk(item)


def find_fields() -> set[str]:
    return {
        str(name)
        for node in walk(exercise_json_schema())
        if isinstance(properties := node.get("properties"), dict)
        for name in properties
    }


def find_choices() -> set[str]:
    return {str(item) for node in walk(exercise_json_schema()) if isinstance(v := node.get("enum"), list) for item in v}


def test_every_field_of_the_schema_is_named_on_the_page() -> None:
    assert {"schema", "max_anchor_shift", "measure_below"} < find_fields()
    assert find_fields() - NAMED == set()


def test_every_choice_is_named_on_the_page() -> None:
    assert {"straight-line", "reasoned-default"} < find_choices()
    assert {choice for choice in find_choices() if choice not in PAGE} == set()


@pytest.mark.parametrize("exercise_id", sorted(find_exercises()))
def test_every_exercise_and_measure_in_use_is_named_on_the_page(exercise_id: str) -> None:
    exercise = load_exercise(exercise_id).exercise
    assert f"{exercise_id}.toml" in NAMED
    assert set(exercise.uncertainties) - NAMED == set()
    assert {check.measure for rule in exercise.rules for check in rule.checks} - NAMED == set()


def test_bounds_on_files_are_named_on_the_page() -> None:
    assert ENTRY_POINT_GROUP in NAMED
    assert f"at most {MAX_FILE_BYTES:,} bytes".replace(",", " ") in PAGE
    assert f"at most {MAX_DOTS_PER_LINE} dots" in PAGE
