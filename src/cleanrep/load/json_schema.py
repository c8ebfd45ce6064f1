"""Publish the schema of machine files as JSON Schema, for editors and other programs.

The published file says what a field may hold. What joins fields (bottom above top, stack or horn) only reading checks.
"""

import json

from cleanrep.load.machine_file import MachineFile

PUBLISHED_AT = "data/schema/machine.schema.json"
"""Where the published file lies in this package; a test holds that it is up to date."""


def machine_json_schema() -> dict[str, object]:
    """JSON Schema (draft 2020-12) of a machine file."""
    schema = MachineFile.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:cleanrep:machine:1",
        **schema,
        "title": "CleanRep machine",
    }


def format_machine_json_schema() -> str:
    """Text of the published file: sorted keys, so that it changes only when the schema does."""
    return json.dumps(machine_json_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
