from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanrep.geometry.contour_shape import compute_roughness, contour_turning_deg
from cleanrep.model.arrays import FloatArray

STATIONS = np.linspace(0.0, 1.0, 25)


def make_arc(turn_deg: float, tilt: float = 0.0) -> FloatArray:
    """Depths whose slope falls evenly by `turn_deg` (+ = rounded) from 12.5 % to 45.8 % of the line, the middles of
    the two windows."""
    middle, span = 0.29, 14 / 24 - 0.25
    curvature = 2.0 * np.tan(np.radians(turn_deg / 2)) / span
    depth: FloatArray = 0.2 + tilt * STATIONS - 0.5 * curvature * (STATIONS - middle) ** 2
    return depth


@pytest.mark.parametrize("turn_deg", [-40.0, -15.0, 0.0, 10.0, 30.0])
def test_arc_turns_by_its_angle(turn_deg: float) -> None:
    assert contour_turning_deg(make_arc(turn_deg)) == pytest.approx(turn_deg, abs=0.5)


def test_straight_back_does_not_turn_however_it_is_tilted() -> None:
    assert contour_turning_deg(0.1 + 0.3 * STATIONS) == pytest.approx(0.0, abs=1e-9)


@given(st.floats(-0.2, 0.2), st.floats(-30.0, 30.0))
def test_distance_from_the_line_does_not_matter(offset: float, turn_deg: float) -> None:
    depth = make_arc(turn_deg)
    assert contour_turning_deg(depth + offset) == pytest.approx(float(contour_turning_deg(depth)), abs=1e-6)


def test_gap_does_not_change_a_smooth_arc_much() -> None:
    depth = make_arc(-20.0)
    depth[[2, 10]] = np.nan
    assert contour_turning_deg(depth) == pytest.approx(-20.0, abs=2.0)


def test_back_that_is_mostly_hidden_is_not_measured() -> None:
    depth = np.stack((make_arc(-20.0), make_arc(-20.0), make_arc(-20.0)))
    depth[0, :5] = np.nan
    depth[1, 9:15] = np.nan
    depth[2, 15:] = np.nan
    turning = contour_turning_deg(depth)
    assert np.isnan(turning).tolist() == [True, True, False]


def test_nothing_seen_gives_nan_without_a_warning() -> None:
    assert np.isnan(contour_turning_deg(np.full((3, 25), np.nan))).all()
    assert contour_turning_deg(np.empty((0, 25))).shape == (0,)


def test_edge_with_a_lever_in_it_is_no_back() -> None:
    depth = make_arc(-20.0)
    depth[7:11] += 0.06
    assert np.isnan(contour_turning_deg(depth))


def test_roughness_is_the_distance_from_a_cubic() -> None:
    smooth = 0.2 + 0.1 * STATIONS - 0.4 * STATIONS**2 + 0.2 * STATIONS**3
    assert compute_roughness(smooth) == pytest.approx(0.0, abs=1e-9)
    zigzag = 0.01 * (-1.0) ** np.arange(25)
    assert compute_roughness(smooth + zigzag) == pytest.approx(0.01, rel=0.05)
    assert np.isnan(compute_roughness(np.full(25, np.nan)))
    gappy = np.full((2, 25), np.nan)
    gappy[0, :5], gappy[1, :6] = smooth[:5], smooth[:6]
    assert np.isnan(compute_roughness(gappy)).tolist() == [True, False]
