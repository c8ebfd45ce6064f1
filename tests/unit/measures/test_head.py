from collections.abc import Callable
from dataclasses import replace
from math import nan

import pytest

from cleanrep.measures.head import measure_head_angle_deg
from cleanrep.measures.reference import NeutralKind, SetReference
from cleanrep.measures.registry import Reading, take_measures, take_relative_measures
from cleanrep.measures.window import RepetitionWindow
from cleanrep.signals.stretch import NEAR_ROWS
from cleanrep.testing import Lifter

MakeWindow = Callable[..., RepetitionWindow]
HEAD_GAIN = 1.45
REFERENCE = SetReference(NeutralKind.STRAIGHT_LINE, 0.0, nan, nan, 58.0, head_gain=HEAD_GAIN)


@pytest.mark.parametrize("head_deg", [-20.0, 0.0, 30.0])
def test_head_is_measured_against_its_own_neutral(make_window: MakeWindow, head_deg: float) -> None:
    level = take_measures(make_window())["head_top_deg"].value
    readings = take_measures(make_window(lifter=Lifter(head_deg=head_deg)))
    relative = take_relative_measures(readings, replace(REFERENCE, head_deg=level))
    # Ear and eye are 10 px apart, and of float32.
    assert relative["head_angle_deg"].value == pytest.approx(HEAD_GAIN * head_deg, abs=1e-3)


def test_a_head_is_read_as_far_as_its_model_follows_it() -> None:
    readings = {"head_top_deg": Reading(20.0), "head_top_metric_deg": Reading(nan)}
    exact = replace(REFERENCE, head_deg=0.0, head_gain=1.0)
    assert measure_head_angle_deg(readings, exact).value == 20.0


def test_without_a_neutral_head_it_is_not_measured(make_window: MakeWindow) -> None:
    relative = take_relative_measures(take_measures(make_window()), REFERENCE)
    assert "neutral head position" in (relative["head_angle_deg"].reason or "")


def test_a_face_that_was_not_seen_is_not_measured(make_window: MakeWindow) -> None:
    window = make_window()
    points_px = window.stretch.points_px.copy()
    points_px[NEAR_ROWS["EAR"]] = nan
    readings = take_measures(replace(window, stretch=replace(window.stretch, points_px=points_px)))
    assert readings["head_top_deg"].reason == "the face was not seen at the top"


def read_turns(picture_deg: float, metric_deg: float) -> Reading:
    """Head angle of a head whose neutral reads 0 both ways."""
    readings = {"head_top_deg": Reading(picture_deg), "head_top_metric_deg": Reading(metric_deg)}
    return measure_head_angle_deg(readings, replace(REFERENCE, head_deg=0.0, head_metric_deg=0.0))


@pytest.mark.parametrize(("picture_deg", "metric_deg"), [(30.0, 20.0), (-28.0, -15.0), (30.0, 45.0), (6.0, -4.0)])
def test_a_head_that_turns_in_picture_and_skeleton_is_believed(picture_deg: float, metric_deg: float) -> None:
    assert read_turns(picture_deg, metric_deg).value == pytest.approx(HEAD_GAIN * picture_deg)


@pytest.mark.parametrize(("picture_deg", "metric_deg"), [(31.0, 12.0), (-20.0, 0.0), (-20.0, 15.0), (20.0, -3.0)])
def test_a_face_that_slides_off_the_head_is_not_measured(picture_deg: float, metric_deg: float) -> None:
    assert read_turns(picture_deg, metric_deg).reason is not None


@pytest.mark.parametrize("sign", [-1.0, 1.0])
def test_a_head_that_turns_further_than_a_neck_bends_is_not_measured(sign: float) -> None:
    near_deg, beyond_deg = sign * 74.0 / HEAD_GAIN, sign * 76.0 / HEAD_GAIN
    assert read_turns(near_deg, near_deg).value == pytest.approx(sign * 74.0)
    assert read_turns(beyond_deg, beyond_deg).reason == (
        "the face was not seen clearly: eye and ear do not lie as on a head"
    )


def test_a_source_without_a_skeleton_is_believed() -> None:
    assert read_turns(30.0, nan).value == pytest.approx(HEAD_GAIN * 30.0)
