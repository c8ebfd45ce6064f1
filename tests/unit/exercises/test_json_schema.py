"""The published JSON Schema is the one that the code checks by."""

from importlib import resources

from cleanrep.exercises.json_schema import PUBLISHED_AT, exercise_json_schema, format_exercise_json_schema


def test_published_file_and_code_agree() -> None:
    published = resources.files("cleanrep.exercises").joinpath(PUBLISHED_AT).read_text("utf-8")
    assert published == format_exercise_json_schema(), "write format_exercise_json_schema() to the published file"


def test_schema_names_the_fields_as_the_file_does() -> None:
    properties = exercise_json_schema()["properties"]
    assert isinstance(properties, dict)
    assert "schema" in properties
    assert "schema_id" not in properties


def test_schema_allows_no_unknown_field_anywhere() -> None:
    schema = exercise_json_schema()
    parts = schema["$defs"]
    assert isinstance(parts, dict)
    assert [name for name, part in parts.items() if part.get("additionalProperties") is not False] == []
    assert schema["additionalProperties"] is False
