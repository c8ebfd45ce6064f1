"""Plots are well-formed and show what they are given."""

from xml.etree import ElementTree as ET

from validation.accuracy.plots import Curve, Interval, Row, draw_intervals, draw_reliability

SPACE = "{http://www.w3.org/2000/svg}"


def test_every_row_has_its_label_and_a_point_for_each_interval() -> None:
    rows = [Row("a < b", (Interval(0.5, 0.4, 0.6), None)), Row("c", (Interval(1.0, 0.9, 1.0), Interval(0, 0, 0.2)))]
    drawn = ET.fromstring(draw_intervals("shares", ("one", "two"), rows, limits=(0.0, 1.0)))  # noqa: S314 - our own
    labels = [text.text for text in drawn.iter(f"{SPACE}text")]
    assert "a < b" in labels
    assert len(list(drawn.iter(f"{SPACE}circle"))) == 3 + len(("one", "two"))


def test_better_shares_stand_further_right() -> None:
    rows = [Row("low", (Interval(0.2, 0.1, 0.3),)), Row("high", (Interval(0.8, 0.7, 0.9),))]
    drawn = ET.fromstring(draw_intervals("shares", (), rows, limits=(0.0, 1.0)))  # noqa: S314 - our own
    low, high = (float(circle.attrib["cx"]) for circle in drawn.iter(f"{SPACE}circle"))
    assert low < high


def test_a_curve_on_the_diagonal_is_drawn_along_it() -> None:
    text = draw_reliability("coverage", [Curve("perfect", ((0.0, 0.0), (1.0, 1.0)))])
    drawn = ET.fromstring(text)  # noqa: S314 - our own
    (line,) = drawn.iter(f"{SPACE}polyline")
    (x0, y0), (x1, y1) = (map(float, point.split(",")) for point in line.attrib["points"].split(" "))
    assert x1 - x0 == y0 - y1
