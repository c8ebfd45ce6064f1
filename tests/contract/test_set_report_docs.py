"""The documentation names every field of the JSON document and every file of the report folder."""

import json
import re
from pathlib import Path

from cleanrep.report.document_builder import build_schema
from cleanrep.report.writer import DOCUMENT_NAME, LANDMARKS_NAME, PAGE_NAME, VIDEO_NAME

DOCS = Path(__file__).parents[2] / "docs"


def list_fields() -> set[str]:
    schema = json.loads(build_schema())
    parts = [schema, *schema["$defs"].values()]
    return {name for part in parts for name in part.get("properties", {})}


def test_every_field_of_the_document_is_documented() -> None:
    named = set(re.findall(r"`([a-z0-9_]+)`", (DOCS / "set-report.md").read_text(encoding="utf-8")))
    assert list_fields() - named == set()


def test_every_verdict_is_documented() -> None:
    text = (DOCS / "set-report.md").read_text(encoding="utf-8")
    assert all(f"`{verdict}`" in text for verdict in json.loads(build_schema())["$defs"]["Verdict"]["enum"])


def test_every_file_of_the_report_is_documented() -> None:
    text = (DOCS / "report.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in (PAGE_NAME, DOCUMENT_NAME, VIDEO_NAME, LANDMARKS_NAME))
