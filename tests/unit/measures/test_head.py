from collections.abc import Callable
from dataclasses import replace
from math import nan

import pytest

from cleanrep.measures.head import HEAD_GAIN
from cleanrep.measures.reference import NeutralKind, SetReference
from cleanrep.measures.registry import take_measures, take_relative_measures
from cleanrep.measures.window import RepetitionWindow
from cleanrep.testing import Camera, Lifter

MakeWindow = Callable[..., RepetitionWindow]
REFERENCE = SetReference(NeutralKind.STRAIGHT_LINE, 0.0, nan, nan, 58.0)


@pytest.mark.parametrize("head_deg", [-20.0, 0.0, 30.0])
def test_head_is_measured_against_its_own_neutral(make_window: MakeWindow, head_deg: float) -> None:
    level = take_measures(make_window())["head_top_deg"].value
    readings = take_measures(make_window(lifter=Lifter(head_deg=head_deg)))
    relative = take_relative_measures(readings, replace(REFERENCE, head_deg=level))
    assert relative["head_angle_deg"].value == pytest.approx(HEAD_GAIN * head_deg)


def test_without_a_neutral_head_it_is_not_measured(make_window: MakeWindow) -> None:
    relative = take_relative_measures(take_measures(make_window()), REFERENCE)
    assert "neutral head position" in (relative["head_angle_deg"].reason or "")


def test_a_face_that_was_not_seen_is_not_measured(make_window: MakeWindow) -> None:
    readings = take_measures(make_window(camera=Camera(gaps_s=((2.5, 4.2),))))
    assert readings["head_top_deg"].reason == "the face was not seen at the top"
