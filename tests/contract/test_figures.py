"""Every figure that a page quotes is the one in its file, and the accuracy page is the one that its figures make."""

from pathlib import Path

import pytest

from validation.accuracy.command import ROOT, build_files

FILES = build_files()


@pytest.mark.parametrize("path", sorted(FILES), ids=lambda path: path.name)
def test_pages_and_plots_quote_their_figures_as_they_are(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == FILES[path], 'make validate ARGS="report"'


def test_figures_of_the_readme_are_marked() -> None:
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## How sure it is\n")[1].split("\n## ")[0]
    assert section.count("<!-- figure: ") >= 10
