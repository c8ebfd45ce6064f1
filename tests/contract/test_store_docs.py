"""The pages on log and store name every table, column, form and exported field."""

import re
from dataclasses import fields
from pathlib import Path

from cleanrep.app.history import Best, SessionFigures
from cleanrep.exchange.own import COLUMNS
from cleanrep.exchange.records import Format
from cleanrep.store.tables import Table

DOCS = Path(__file__).parents[2] / "docs"
STORE = (DOCS / "store.md").read_text("utf-8")
LOG = (DOCS / "log.md").read_text("utf-8")
TABLE_ROW = re.compile(r"^\| `(\w+)` \| (.*) \|$", re.MULTILINE)


def test_every_table_stands_in_the_page_with_its_columns_and_no_other() -> None:
    told = {name: set(re.findall(r"`(\w+)`", text)) for name, text in TABLE_ROW.findall(STORE)}
    assert told == {table.name: {column.name for column in table.columns} for table in Table.metadata.sorted_tables}


def test_every_form_and_exported_field_is_named() -> None:
    named = set(re.findall(r"`([\w-]+)`", LOG))
    assert {form.value for form in Format} <= named
    assert set(COLUMNS) <= named


def test_every_figure_of_the_history_is_named() -> None:
    named = set(re.findall(r"`(\w+)`", LOG))
    assert {item.name for kind in (SessionFigures, Best) for item in fields(kind)} <= named
