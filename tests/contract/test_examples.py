"""The examples of the documentation and of the docstrings run and give what they say."""

import doctest
import importlib
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOLDEN_LOG = ROOT / "tests" / "golden" / "lever-back-extension.landmarks.parquet"
OPTIONS = doctest.NORMALIZE_WHITESPACE
MODULES = sorted(
    ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
    for path in (ROOT / "src").rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


def test_the_python_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(GOLDEN_LOG, tmp_path / "set.landmarks.parquet")
    monkeypatch.chdir(tmp_path)
    result = doctest.testfile(str(ROOT / "docs" / "python-api.md"), module_relative=False, optionflags=OPTIONS)
    assert result.attempted > 30
    assert result.failed == 0


def test_there_are_docstrings_with_examples() -> None:
    assert "cleanrep.engine.session_engine" in MODULES


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name), optionflags=OPTIONS)
    assert result.attempted > 0
    assert result.failed == 0
