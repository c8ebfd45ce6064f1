"""Curves share their scales, gaps stay gaps, and straight is found from the tops."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest

from cleanrep.model.report import Trace
from cleanrep.report.html.curves import (
    CURVE_HEIGHT,
    CURVE_WIDTH,
    MAX_POINTS,
    draw_curves,
    find_neutral_band,
    thin_trace,
)
from cleanrep.testing.sample_report import STRAIGHT_DEG, SamplePlan, make_set_report


def test_long_trace_is_thinned_and_unseen_is_none() -> None:
    time_s = np.arange(300_000) / 240
    times, angles = thin_trace(Trace(time_s, np.full(time_s.shape, np.nan)))
    assert len(times) == len(angles) <= MAX_POINTS
    assert set(angles) == {None}


def test_short_trace_is_kept_whole() -> None:
    report = make_set_report()
    times, angles = thin_trace(report.trace)
    assert len(times) == len(report.trace.time_s)
    assert angles[:9].count(None) == 8


def test_longest_repetition_fills_the_width_and_others_do_not() -> None:
    curves = draw_curves(make_set_report(), is_top_up=True)
    ends = [float(re.findall(r"[ML]([\d.]+)", path)[-1]) for path in curves.values()]
    assert ends[0] == pytest.approx(CURVE_WIDTH, abs=3)
    assert ends[4] < 0.9 * CURVE_WIDTH


def test_higher_top_is_drawn_higher() -> None:
    curves = draw_curves(make_set_report(), is_top_up=True)
    tops = [min(float(y) for y in re.findall(r" ([\d.]+)", path)) for path in curves.values()]
    assert tops[1] == pytest.approx(4.0)
    assert tops[0] > tops[3] > tops[1]


def test_lift_that_raises_the_angle_is_drawn_upwards() -> None:
    curves = draw_curves(make_set_report(), is_top_up=False)
    first_y = float(re.findall(r" ([\d.]+)", curves[1])[0])
    assert first_y < CURVE_HEIGHT / 2


def test_gap_breaks_the_curve() -> None:
    report = make_set_report()
    angles = report.trace.angle_deg.copy()
    angles[60:80] = math.nan
    gapped = replace(report, trace=Trace(report.trace.time_s, angles))
    assert draw_curves(gapped, is_top_up=True)[1].count("M") == 2


def test_straight_is_found_below_the_tops() -> None:
    band = find_neutral_band(make_set_report())
    assert band == pytest.approx((STRAIGHT_DEG - 5.0, STRAIGHT_DEG), abs=0.1)


def test_straight_is_unknown_without_a_top_angle() -> None:
    assert find_neutral_band(make_set_report(SamplePlan(is_suitable=False))) is None
    assert find_neutral_band(make_set_report(SamplePlan(tops_deg=()))) is None


def test_recording_without_anyone_draws_empty_curves() -> None:
    report = make_set_report()
    unseen = replace(report, trace=Trace(report.trace.time_s, np.full(report.trace.time_s.shape, np.nan)))
    assert set(draw_curves(unseen, is_top_up=True).values()) == {""}
