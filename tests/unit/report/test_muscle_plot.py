"""Shares of the muscles on a terminal and as a picture: every group, its figures, its uncertainty."""

from xml.etree import ElementTree as ET

import numpy as np
import pytest

from cleanrep.load.muscles import MuscleGroup, MuscleShares
from cleanrep.report.muscle_plot import N_ROWS, draw_muscle_plot
from cleanrep.report.muscle_svg import render_muscle_svg

ANGLES = np.linspace(60.0, 0.0, 13)


@pytest.fixture
def shares() -> MuscleShares:
    falling = np.linspace(80.0, 20.0, 13)
    values = {group: falling * factor for group, factor in zip(MuscleGroup, (1.0, 0.9, 1.05, 0.98), strict=True)}
    return MuscleShares(ANGLES, values, np.zeros(13, dtype=bool))


@pytest.mark.parametrize("width", [40, 50, 80, 100])
@pytest.mark.parametrize("is_ascii", [True, False])
def test_no_line_is_wider_than_the_terminal(shares: MuscleShares, *, width: int, is_ascii: bool) -> None:
    lines = list(draw_muscle_plot(shares, width=width, is_ascii=is_ascii))
    assert max(len(line) for line in lines) <= width
    assert len(lines) == len(MuscleGroup) + 2 + N_ROWS
    assert all(line.isascii() for line in lines) or not is_ascii


def test_each_group_is_told_where_it_works_most_with_its_uncertainty(shares: MuscleShares) -> None:
    lines = list(draw_muscle_plot(shares, width=80))
    assert lines[0].startswith("  erectors    80 % (56 to 104) at 60°  █")
    assert lines[-1].split() == ["0°", "20", "%", "18", "%", "21", "%", "20", "%"]


def test_the_picture_names_each_line_at_its_end_and_no_name_covers_another(shares: MuscleShares) -> None:
    root = ET.fromstring(render_muscle_svg(shares, title="<b>"))  # noqa: S314 - our own text
    texts = root.findall("{http://www.w3.org/2000/svg}text")
    places = sorted(float(item.attrib["y"]) for item in texts if item.text in list(MuscleGroup))
    assert len(places) == len(MuscleGroup)
    assert min(np.diff(places)) >= 14.9
    assert len(root.findall("{http://www.w3.org/2000/svg}polyline")) == len(MuscleGroup)
    assert root.attrib["aria-label"] == "<b>"
