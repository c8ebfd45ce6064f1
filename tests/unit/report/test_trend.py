from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from cleanrep.report.trend import HEIGHT_ROWS, Trend, draw_svg, draw_text

START = date(2026, 1, 1)
VALUES = st.lists(st.none() | st.floats(0, 1000), min_size=1, max_size=200)


def make_trend(*values: float | None, title: str = "load") -> Trend:
    return Trend(title, "kg", values, tuple(START + timedelta(days=3 * i) for i in range(len(values))))


@given(values=VALUES.filter(lambda values: any(value is not None for value in values)), width=st.integers(40, 120))
def test_a_plot_fits_its_width_and_marks_each_column_once(values: list[float | None], width: int) -> None:
    lines = draw_text(make_trend(*values), width=width, is_ascii=True)
    assert all(len(line) <= width for line in lines)
    marks = [i for line in lines[1 : 1 + HEIGHT_ROWS] for i, char in enumerate(line) if char == "*"]
    assert marks
    assert len(marks) == len(set(marks))


def test_the_highest_value_is_on_top_and_the_lowest_below() -> None:
    lines = draw_text(make_trend(40.0, 45.0, 50.0), width=60, is_ascii=True)
    assert lines[0] == "load, kg"
    assert lines[1].split() == ["50", "|", "*"]
    assert lines[HEIGHT_ROWS].split() == ["40", "|*"]
    assert lines[-1].strip() == "2026-01-01 to 2026-01-07"


def test_an_svg_is_well_formed_and_loads_nothing() -> None:
    text = draw_svg([make_trend(40.0, None, 50.0), make_trend(None, None)], title="<Back & more>")
    root = ET.fromstring(text)  # noqa: S314 - our own text
    assert [element.text for element in root.iter() if element.tag.endswith("title")] == ["<Back & more>"]
    assert text.count("<path") == 1
    assert text.count("<circle") == 2
    assert "href" not in text


def test_no_label_of_an_svg_lies_over_another() -> None:
    root = ET.fromstring(draw_svg([make_trend(1.0, 2.0), make_trend(1.0, 2.0)], title="x"))  # noqa: S314
    heights = sorted(float(item.attrib["y"]) for item in root.iter() if item.tag.endswith("text"))
    gaps = [high - low for low, high in pairwise(heights) if high != low]
    assert min(gaps) >= 12.0
