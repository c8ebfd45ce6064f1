"""Figures as files."""

from pathlib import Path

import pytest

from validation.accuracy.figures import Figure, FigureFile, read_figures, summarise, write_figures
from validation.errors import AssetError
from validation.score.tally import Tally


def make_file() -> FigureFile:
    figures = (Figure(name="count exact", value=1.0, unit="share", n=3, low=0.4, high=1.0),)
    return FigureFile(command="make", data="three sets", cleanrep="0", exercise_sha256="0", figures=figures)


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_figures("fast", make_file(), tmp_path)
    assert read_figures("fast", tmp_path) == make_file()
    assert [path.name for path in tmp_path.iterdir()] == ["fast.json"]


@pytest.mark.parametrize("content", ["", "{}", '{"schema_id": "other"}'])
def test_another_file_is_refused_in_one_line(tmp_path: Path, content: str) -> None:
    (tmp_path / "fast.json").write_text(content, encoding="utf-8")
    with pytest.raises(AssetError, match=r"figures in fast\.json"):
        read_figures("fast", tmp_path)


def test_a_missing_file_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match="make validate"):
        read_figures("fast", tmp_path)


def test_errors_are_summed_up_in_their_unit() -> None:
    tally = Tally()
    tally.values["off: concentric_s", "all"] += [0.1, 0.2, 0.6]
    figures = {figure.name: figure for figure in summarise(tally)}
    assert figures["off: concentric_s, median"].value == 0.2
    assert figures["off: concentric_s, mean"].value == 0.3
    assert figures["off: concentric_s, mean"].unit == "s"
