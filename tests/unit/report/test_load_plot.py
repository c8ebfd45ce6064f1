"""The curve on a terminal: a row for each step of the range, bars as long as the moments."""

import pytest

from cleanrep.load.body import Lifter
from cleanrep.load.curve import Curve, Setup, compute_static_curve
from cleanrep.load.machine_catalogue import load_machine
from cleanrep.load.segments import Sex
from cleanrep.report.load_plot import N_ROWS, draw_load_plot


@pytest.fixture
def curve() -> Curve:
    return compute_static_curve(Setup(Lifter(80.0, 1.78, Sex.MALE), load_machine("standing-lever"), 40.0))


@pytest.mark.parametrize("width", [40, 50, 80, 100])
@pytest.mark.parametrize("is_ascii", [True, False])
def test_no_line_is_wider_than_the_terminal(curve: Curve, *, width: int, is_ascii: bool) -> None:
    lines = list(draw_load_plot(curve, width=width, is_ascii=is_ascii))
    assert len(lines) == N_ROWS + 1
    assert max(len(line) for line in lines) <= width
    assert all(line.isascii() for line in lines) or not is_ascii


def test_rows_go_from_the_bottom_to_the_top_with_their_moment(curve: Curve) -> None:
    lines = list(draw_load_plot(curve, width=80))
    assert lines[0].startswith("    60°  ")
    assert lines[0].endswith(" 200")
    assert lines[N_ROWS - 1].startswith("     0°  ")


def test_bars_are_body_and_machine_in_proportion(curve: Curve) -> None:
    first = next(iter(draw_load_plot(curve, width=80, is_ascii=True)))
    n_body, n_machine = first.count("#"), first.count("-")
    moments = curve.moments
    assert n_body / (n_body + n_machine) == pytest.approx(float(moments.body_n_m[0] / moments.l5s1_n_m[0]), abs=0.02)
