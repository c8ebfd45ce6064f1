"""The reference pages name every command, option, measure, signal and public name, and none that is gone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

import cleanrep
import cleanrep.testing
from cleanrep.cli.main import make_commands
from cleanrep.measures.registry import get_measure_kinds
from cleanrep.model import events
from cleanrep.rules.set_measures import MEDIANS, get_set_measure_units
from cleanrep.signals.phase_signal import PHASE_SIGNALS
from cleanrep.signals.registry import get_signals

DOCS = Path(__file__).parents[2] / "docs"
ROW = re.compile(r"^\| `(?P<name>[^`]+)` \| (?P<unit>[^|]+) \| (?P<meaning>[^|]+) \|", re.MULTILINE)


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def find_section(page: str, title: str) -> str:
    return page.split(f"\n## {title}\n")[1].split("\n## ", maxsplit=1)[0]


def list_rows(title: str) -> dict[str, str]:
    """Name and unit of each row of a table in a section of the page on measures."""
    return {row["name"]: row["unit"].strip() for row in ROW.finditer(find_section(read("measures.md"), title))}


def test_every_measure_of_a_repetition_stands_in_the_table_with_its_unit() -> None:
    assert list_rows("Of a repetition") == {kind.name: kind.unit for kind in get_measure_kinds().values()}


def test_every_measure_of_a_set_stands_in_the_table_with_its_unit() -> None:
    assert list_rows("Of a set") == dict(get_set_measure_units())
    section = find_section(read("measures.md"), "Of a set")
    assert set(re.findall(r"`median_(\w+)`", section)) == set(MEDIANS)


def test_every_signal_stands_in_the_table_with_its_unit() -> None:
    units = {kind.name: kind.unit for kind in get_signals().values()}
    rows = list_rows("Signals")
    assert set(rows) == set(units) | set(PHASE_SIGNALS)
    assert {name: rows[name] for name in units} == units
    marked = re.findall(r"^\| `(\w+)` \|.*\| yes \|$", find_section(read("measures.md"), "Signals"), re.MULTILINE)
    assert set(marked) == set(PHASE_SIGNALS)


def walk_commands() -> Iterator[tuple[str, set[str]]]:
    """Every command in full, with its options."""

    def walk(command: object, name: str) -> Iterator[tuple[str, set[str]]]:
        children = getattr(command, "commands", {})
        for child_name, child in children.items():
            yield from walk(child, f"{name} {child_name}")
        if not children or getattr(command, "invoke_without_command", False):
            names = {option for item in getattr(command, "params", []) for option in (*item.opts, *item.secondary_opts)}
            yield name, {option for option in names if option.startswith("--") and option != "--help"}

    return walk(typer.main.get_command(make_commands()), "cleanrep")


@pytest.mark.parametrize(("command", "options"), list(walk_commands()), ids=lambda item: str(item)[:40])
def test_every_command_and_option_is_documented(command: str, options: set[str]) -> None:
    page = read("cli.md")
    assert f"`{command}" in page
    if options:
        named = set(re.findall(r"`(--[a-z-]+)`", find_section(page, f"`{command}`")))
        assert options <= named


def test_no_option_is_documented_that_is_gone() -> None:
    known = {option for _, options in walk_commands() for option in options} | {"--help"}
    assert set(re.findall(r"`(--[a-z-]+)`", read("cli.md"))) <= known


def test_every_exit_status_is_documented() -> None:
    assert re.findall(r"^\| (\d+) \|", read("cli.md"), re.MULTILINE) == ["0", "2", "3", "130"]


def test_every_public_name_is_documented() -> None:
    page = read("python-api.md")
    for name in cleanrep.__all__:
        assert f"`{name}`" in page
        assert getattr(cleanrep, name) is not None


def test_every_event_is_documented() -> None:
    named = re.findall(r"^\| `(\w+)` \| [^|]+ \|$", read("python-api.md"), re.MULTILINE)
    assert set(named) == {kind.__name__ for kind in events.Event.__args__}


def test_an_unknown_public_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        _ = cleanrep.analyse
