"""The picture of a curve is one safe element whose lines and labels stay within it and show the figures."""

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from cleanrep.load.body import Lifter
from cleanrep.load.curve import Curve, Setup, compute_static_curve
from cleanrep.load.machine_catalogue import find_machines, load_machine
from cleanrep.load.segments import Sex
from cleanrep.report.load_svg import render_load_svg
from cleanrep.report.range_svg import BOTTOM, HEIGHT, LEFT, TOP, WIDTH

NAMESPACE = {"s": "http://www.w3.org/2000/svg"}
CHARACTER_PX = 8.0
"""Wider than a digit of the 13 px font."""


def make_curve(machine: str, load_kg: float = 40.0) -> Curve:
    return compute_static_curve(Setup(Lifter(80.0, 1.78, Sex.MALE), load_machine(machine), load_kg))


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own text


def get_points(root: ET.Element, name: str) -> list[tuple[float, float]]:
    line = root.find(f"s:polyline[@class='{name}']", NAMESPACE)
    assert line is not None
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", line.attrib["points"])]


@pytest.mark.parametrize("machine", sorted(find_machines()))
def test_lines_stay_within_the_frame_and_span_the_range(machine: str) -> None:
    root = parse(render_load_svg(make_curve(machine), title="x"))
    whole = get_points(root, "whole")
    assert whole[0][0] == LEFT
    assert whole[-1][0] == WIDTH - 28
    assert all(TOP <= y <= HEIGHT - BOTTOM for _, y in whole)


def test_the_height_of_the_line_is_the_moment() -> None:
    curve = make_curve("standing-lever")
    root = parse(render_load_svg(curve, title="x"))
    texts = [item.text or "" for item in root.findall("s:text", NAMESPACE)]
    high = float(next(text for text in texts if text.endswith(" N m")).removesuffix(" N m"))
    _, y = get_points(root, "whole")[0]
    assert (HEIGHT - BOTTOM - y) / (HEIGHT - TOP - BOTTOM) * high == pytest.approx(
        float(curve.moments.l5s1_n_m[0]), abs=1.0
    )


@pytest.mark.parametrize("load_kg", [0.0, 40.0, 1000.0])
def test_no_label_is_cut_off_and_none_covers_another(load_kg: float) -> None:
    root = parse(render_load_svg(make_curve("45-degree-bench", load_kg), title="45-degree bench"))
    boxes = []
    for item in root.findall("s:text", NAMESPACE):
        width = len(item.text or "") * CHARACTER_PX
        x = float(item.attrib["x"])
        start = x - {"end": width, "middle": width / 2}.get(item.attrib.get("text-anchor", ""), 0.0)
        assert start >= 0
        assert start + width <= WIDTH
        boxes.append((start, start + width, float(item.attrib["y"])))
    for i, (start, end, y) in enumerate(boxes):
        for other_start, other_end, other_y in boxes[:i]:
            assert abs(y - other_y) >= 10 or start >= other_end or end <= other_start


def test_a_hostile_title_stays_text() -> None:
    root = parse(render_load_svg(make_curve("roman-chair"), title='"><script>x</script>'))
    assert not root.findall(".//s:script", NAMESPACE)
    assert root.attrib["aria-label"] == '"><script>x</script>'


def test_the_body_is_never_above_the_whole() -> None:
    root = parse(render_load_svg(make_curve("standing-lever"), title="x"))
    whole, body = (np.array(get_points(root, name)) for name in ("whole", "body"))
    assert (body[:, 1] >= whole[:, 1]).all()
