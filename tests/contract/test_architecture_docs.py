"""The page on the architecture names every package and module, and none that is gone."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src"
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
SECTION = re.compile(r"^### `(cleanrep[\w.]*)`$(.*?)(?=^##)", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| `(\w+)` \| \S", re.MULTILINE)


def find_modules() -> set[str]:
    return {
        ".".join(file.relative_to(SOURCES).with_suffix("").parts)
        for file in (SOURCES / "cleanrep").rglob("*.py")
        if file.name != "__init__.py"
    }


def find_named() -> list[str]:
    return [f"{package}.{module}" for package, rows in SECTION.findall(PAGE) for module in ROW.findall(rows)]


def test_every_module_has_a_row_in_the_section_of_its_package() -> None:
    assert {"cleanrep.errors", "cleanrep.engine.session_engine", "cleanrep.report.html.page"} < find_modules()
    assert find_modules() - set(find_named()) == set()


def test_no_row_names_a_module_that_is_gone() -> None:
    assert set(find_named()) - find_modules() == set()


def test_each_module_has_one_row() -> None:
    assert len(find_named()) == len(set(find_named()))


def test_sections_are_the_packages() -> None:
    packages = {
        ".".join(file.parent.relative_to(SOURCES).parts) for file in (SOURCES / "cleanrep").rglob("__init__.py")
    }
    assert {package for package, _ in SECTION.findall(PAGE)} == packages


def test_dotted_names_in_the_text_exist() -> None:
    packages = {module.split(".")[1] for module in find_modules() if module.count(".") > 1}
    starts = "|".join(sorted(packages))
    for dotted in re.findall(rf"`((?:{starts})\.[a-z_]\w+)[\w.]*`", PAGE):
        assert f"cleanrep.{dotted}" in find_modules()


def test_layers_stand_in_the_order_that_the_linter_holds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (contract,) = (c for c in project["tool"]["importlinter"]["contracts"] if c["id"] == "layers")
    held = [[name for name in re.findall(r"\(?\w+\)?", line) if "(" not in name] for line in contract["layers"]]
    told = re.search(r"^```\n(cli\n.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert told is not None
    assert [line.split() for line in told[1].splitlines()] == held
