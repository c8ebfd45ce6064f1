"""Figures within pages."""

import pytest

from validation.accuracy.figures import Figure, FigureFile
from validation.accuracy.markers import fill_markers
from validation.accuracy.wording import format_percent, format_rounded, format_value
from validation.errors import AssetError

FILE = FigureFile(
    command="make",
    data="two sets",
    cleanrep="0",
    exercise_sha256="0",
    figures=(
        Figure(name="count exact", value=0.995, unit="share", n=200, low=0.97, high=0.999),
        Figure(name="off: boundary, median", value=0.0312, unit="s", n=800),
    ),
)


def fill(text: str) -> str:
    return fill_markers(text, {"fast": FILE}.__getitem__, page="page.md")


def test_a_marked_figure_is_written_and_nothing_else_is_touched() -> None:
    before = "Exact: <!-- figure: fast; count exact; all; percent -->old<!-- /figure -->, 12 %."
    assert fill(before) == before.replace("old", "99.5 %")


def test_filling_twice_changes_nothing() -> None:
    once = fill("<!-- figure: fast; off: boundary, median; all; value --><!-- /figure -->")
    assert once == "<!-- figure: fast; off: boundary, median; all; value -->0.03 s<!-- /figure -->"
    assert fill(once) == once


@pytest.mark.parametrize("what", ["fast; count; all; percent", "fast; count exact; all; shouted", "fast; count exact"])
def test_a_marker_that_names_nothing_is_an_error_with_the_page(what: str) -> None:
    with pytest.raises(AssetError, match=r"page\.md"):
        fill(f"<!-- figure: {what} -->1<!-- /figure -->")


def test_what_is_not_quite_all_is_not_rounded_up_to_all() -> None:
    nearly = Figure(name="x", value=0.9998, unit="share", n=5000)
    assert format_percent(nearly) == "99.98 %"
    assert format_percent(nearly.model_copy(update={"value": 1.0})) == "100 %"
    assert format_value(None) == "–"


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (34_460.0, "samples/s", "34 000 samples/s"),
        (6.38, "ms", "6.4 ms"),
        (1.0134, "x", "1.01 times"),
        (0.068, "s", "0.068 s"),
    ],
)
def test_speeds_are_given_with_the_digits_that_mean_something(value: float, unit: str, shown: str) -> None:
    assert format_rounded(Figure(name="x", value=value, unit=unit, n=1)) == shown
