"""Publish the schema of exercise files as JSON Schema, for editors and other programs.

The published file says what a field may hold. What joins fields (min <= max, ids that must exist) only `parse_exercise`
checks.
"""

import json

from cleanrep.exercises.schema import Exercise

PUBLISHED_AT = "data/schema/exercise.schema.json"
"""Where the published file lies in this package; a test holds that it is up to date."""


def exercise_json_schema() -> dict[str, object]:
    """JSON Schema (draft 2020-12) of an exercise file."""
    schema = Exercise.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:cleanrep:exercise:1",
        **schema,
        "title": "CleanRep exercise",
    }


def format_exercise_json_schema() -> str:
    """Text of the published file: sorted keys, so that it changes only when the schema does."""
    return json.dumps(exercise_json_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
