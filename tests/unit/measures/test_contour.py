from collections.abc import Callable
from dataclasses import replace
from math import nan

import numpy as np
import pytest

from cleanrep.geometry.contour_shape import contour_turning_deg
from cleanrep.measures.contour import FULL_FLEXION_DEG, TURNING_PER_FLEXION
from cleanrep.measures.reference import NeutralKind, SetReference
from cleanrep.measures.registry import Readings, take_measures, take_relative_measures
from cleanrep.measures.window import RepetitionWindow
from cleanrep.model.samples import N_CONTOUR_STATIONS, DorsalContour, Sample
from cleanrep.testing import Camera, make_set
from cleanrep.testing.motion import PlannedRepetition

LayOut = Callable[..., RepetitionWindow]
REFERENCE = SetReference(NeutralKind.STRAIGHT_LINE, 0.0, nan, nan, 58.0)
STATIONS = np.linspace(0.0, 1.0, N_CONTOUR_STATIONS)


def draw_edge(curvature: float) -> DorsalContour:
    """A parabola: > 0 bulges backwards."""
    return DorsalContour(0.15 + curvature * STATIONS * (1.0 - STATIONS))


def measure(lay_out: LayOut, *, low: float, top: float) -> Readings:
    made = make_set([PlannedRepetition()])
    times = made.repetitions[0].times

    def dress(sample: Sample) -> Sample:
        is_top = times.top_start_s <= sample.time_s < times.top_end_s
        return replace(sample, contour=draw_edge(top if is_top else low))

    return take_measures(lay_out([dress(sample) for sample in made.samples], times))


def turning(curvature: float) -> float:
    return float(contour_turning_deg(draw_edge(curvature).depth))


def test_the_roundest_part_and_the_top_are_told_apart(lay_out: LayOut) -> None:
    readings = measure(lay_out, low=0.3, top=-0.4)
    assert readings["contour_rounded_deg"].value == pytest.approx(turning(0.3))
    assert readings["contour_top_deg"].value == pytest.approx(turning(-0.4))


def test_flexion_is_counted_from_the_own_neutral(lay_out: LayOut) -> None:
    own_deg = turning(-0.3)
    relative = take_relative_measures(measure(lay_out, low=0.2, top=-0.3), replace(REFERENCE, contour_deg=own_deg))
    expected_pct = 100.0 * (turning(0.2) - own_deg) / TURNING_PER_FLEXION / FULL_FLEXION_DEG
    assert relative["lumbar_flexion_pct"].value == pytest.approx(expected_pct)
    assert relative["lordosis_past_neutral_deg"].value == pytest.approx(0.0)


def test_without_an_own_neutral_neither_rounding_nor_hollowing_is_measured(lay_out: LayOut) -> None:
    relative = take_relative_measures(measure(lay_out, low=0.2, top=-0.3), REFERENCE)
    for name in ("lumbar_flexion_pct", "lordosis_past_neutral_deg"):
        assert "needs a neutral hold" in (relative[name].reason or "")


def test_from_off_the_side_the_edge_is_not_the_backs(lay_out: LayOut) -> None:
    made = make_set([PlannedRepetition()], camera=Camera(yaw_deg=15.0))
    samples = [replace(sample, contour=draw_edge(0.3)) for sample in made.samples]
    readings = take_measures(lay_out(samples, made.repetitions[0].times))
    assert "from the side only" in (readings["contour_rounded_deg"].reason or "")


def test_a_hollow_back_is_not_flexed(lay_out: LayOut) -> None:
    own_deg = turning(0.0)
    relative = take_relative_measures(measure(lay_out, low=-0.3, top=-0.5), replace(REFERENCE, contour_deg=own_deg))
    assert relative["lumbar_flexion_pct"].value == 0.0
    expected_deg = (own_deg - turning(-0.5)) / TURNING_PER_FLEXION
    assert relative["lordosis_past_neutral_deg"].value == pytest.approx(expected_deg)


def test_an_edge_that_was_not_visible_is_not_measured(make_window: LayOut) -> None:
    readings = take_measures(make_window())
    assert readings["contour_rounded_deg"].reason == "the edge of the back was not visible"
    relative = take_relative_measures(readings, replace(REFERENCE, contour_deg=-20.0))
    assert relative["lumbar_flexion_pct"].reason == "the edge of the back was not visible"
