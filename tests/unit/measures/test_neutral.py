from dataclasses import replace
from math import isnan, nan

import pytest

from cleanrep.errors import UsageError
from cleanrep.measures.neutral import find_reference, measure_neutral
from cleanrep.measures.reference import Neutral, NeutralKind, SetReference
from cleanrep.measures.registry import Reading, not_measured
from cleanrep.signals.landmark_offset import MEDIAPIPE_FULL, get_landmark_offset
from cleanrep.signals.stretch import NEAR_ROWS, stack_samples
from cleanrep.testing import Camera, Lean, Lifter, Pause, make_set

NAMES = (
    "head_top_deg",
    "head_top_metric_deg",
    "leg_line_deg",
    "knee_angle_deg",
    "camera_yaw_deg",
    "top_trunk_deg",
    "range_of_motion_deg",
    "hip_travel_cm",
    "heel_rise_pct",
)


def read(*values: float) -> dict[str, Reading]:
    return {name: Reading(value) for name, value in zip(NAMES, values, strict=True)}


THREE = [
    read(-90.0, -70.0, -8.0, 168.0, 0.0, -14.0, 58.0, -1.0, 0.5),
    read(-92.0, -75.0, -7.0, 168.0, 1.0, -16.0, 60.0, 6.0, 3.0),
    read(-85.0, -60.0, -9.0, 168.0, 2.0, -30.0, 50.0, -2.0, 0.0),
]


def refer(readings: list[dict[str, Reading]], neutral: Neutral | None = None, *, is_line: bool) -> SetReference:
    return find_reference(readings, neutral, is_line_judged=is_line, offset=MEDIAPIPE_FULL)


def test_the_straight_line_follows_the_legs_and_the_offset_of_the_pose_model() -> None:
    reference = refer(THREE, is_line=True)
    assert reference.kind is NeutralKind.STRAIGHT_LINE
    assert reference.trunk_deg == pytest.approx(-8.0 - 6.8)


def test_without_a_line_neutral_is_the_median_top_once_there_are_three() -> None:
    assert refer(THREE, is_line=False).kind is NeutralKind.MEDIAN_TOP
    assert refer(THREE, is_line=False).trunk_deg == -16.0
    assert refer(THREE[:2], is_line=False).kind is NeutralKind.UNKNOWN
    assert isnan(refer(THREE[:2], is_line=False).trunk_deg)


@pytest.mark.parametrize(
    ("tops", "usual_deg"),
    [((-14.0, -16.0, -30.0), -16.0), ((-14.0, -3.0, 10.0), nan), ((-14.0, -13.0, 0.0, 11.0), nan)],
)
def test_tops_of_which_no_majority_ends_alike_have_no_usual_one(tops: tuple[float, ...], usual_deg: float) -> None:
    readings = [{**THREE[0], "top_trunk_deg": Reading(top_deg)} for top_deg in tops]
    assert refer(readings, is_line=False).trunk_deg == pytest.approx(usual_deg, nan_ok=True)


def test_head_range_and_ways_of_hip_and_heel_are_medians_of_at_least_three() -> None:
    assert refer(THREE, is_line=True).head_deg == -90.0
    assert refer(THREE, is_line=True).head_metric_deg == -70.0
    assert refer(THREE, is_line=True).range_deg == 58.0
    assert (refer(THREE, is_line=True).hip_travel_cm, refer(THREE, is_line=True).heel_rise_pct) == (-1.0, 0.5)
    assert isnan(refer(THREE[:2], is_line=True).range_deg)
    assert isnan(refer(THREE[:2], is_line=True).hip_travel_cm)


def test_how_far_a_head_is_followed_is_the_pose_models() -> None:
    exact = find_reference(THREE, None, is_line_judged=True, offset=get_landmark_offset("joint-centres"))
    assert (refer(THREE, is_line=True).head_gain, exact.head_gain) == (MEDIAPIPE_FULL.head_gain, 1.0)


@pytest.mark.parametrize("is_line", [True, False])
def test_a_calibrated_hold_wins(is_line: bool) -> None:
    reference = refer(THREE, Neutral(-5.0, 2.0, head_deg=-80.0, contour_deg=-20.0), is_line=is_line)
    assert reference.kind is NeutralKind.CALIBRATED
    assert (reference.trunk_deg, reference.head_deg, reference.contour_deg) == (-5.0, -80.0, -20.0)


def test_repetitions_that_could_not_be_read_do_not_count() -> None:
    unread = dict.fromkeys(NAMES, not_measured("hidden"))
    assert refer([*THREE, unread], is_line=True).range_deg == 58.0
    assert refer([unread], is_line=True).kind is NeutralKind.UNKNOWN


def test_a_hold_is_taken_as_the_pose_model_reads_it() -> None:
    lifter = Lifter(head_deg=5.0)
    made = make_set([Pause(2.0)], start_deg=0.0, lifter=lifter, camera=Camera(noise_deg=0.3))
    neutral = measure_neutral(stack_samples(made.samples, -1), is_line_judged=False)
    assert neutral.trunk_deg == pytest.approx(lifter.straight_deg, abs=0.2)
    assert neutral.line_deg == pytest.approx(lifter.line_deg, abs=0.2)
    assert neutral.head_deg == pytest.approx(-85.0, abs=0.5)
    assert isnan(neutral.contour_deg)


def test_a_hold_that_moves_is_refused() -> None:
    made = make_set([Lean(30.0)], start_deg=0.0)
    with pytest.raises(UsageError, match="moves by 30 deg"):
        measure_neutral(stack_samples(made.samples, -1), is_line_judged=False)


@pytest.mark.parametrize("n_samples", [1, 10])
def test_a_hold_that_is_too_short_is_refused(n_samples: int) -> None:
    made = make_set([Pause(2.0)], start_deg=0.0)
    with pytest.raises(UsageError, match=r"at least 0\.5 s"):
        measure_neutral(stack_samples(made.samples[:n_samples], -1), is_line_judged=False)


def test_a_hold_of_nobody_is_refused() -> None:
    made = make_set([Pause(2.0)], start_deg=0.0, camera=Camera(gaps_s=((-1.0, nan), (0.0, 99.0))))
    with pytest.raises(UsageError, match=r"got 0\.00 s in which they were seen"):
        measure_neutral(stack_samples(made.samples, -1), is_line_judged=False)


@pytest.mark.parametrize(("part", "is_line"), [("SHOULDER", False), ("HIP", False), ("HIP", True), ("KNEE", True)])
def test_a_hold_counts_as_long_as_what_it_needs_is_seen(part: str, *, is_line: bool) -> None:
    stretch = stack_samples(make_set([Pause(2.0)], start_deg=0.0).samples, -1)
    points_px = stretch.points_px.copy()
    points_px[NEAR_ROWS[part], :, 6:] = nan
    with pytest.raises(UsageError, match=r"got 0\.20 s in which they were seen"):
        measure_neutral(replace(stretch, points_px=points_px), is_line_judged=is_line)


def test_a_hidden_knee_takes_nothing_from_a_hold_without_a_line() -> None:
    stretch = stack_samples(make_set([Pause(2.0)], start_deg=0.0).samples, -1)
    points_px = stretch.points_px.copy()
    points_px[NEAR_ROWS["KNEE"]] = nan
    whole, part = (
        measure_neutral(item, is_line_judged=False) for item in (stretch, replace(stretch, points_px=points_px))
    )
    assert part.trunk_deg == whole.trunk_deg
    assert isnan(part.line_deg)


def test_what_lies_in_a_gap_is_no_part_of_a_hold() -> None:
    made = make_set([Pause(4.0)], start_deg=0.0)
    ends = [item for item in made.samples if item.time_s < 0.3 or 3.0 < item.time_s < 3.2]
    with pytest.raises(UsageError, match="in which they were seen"):
        measure_neutral(stack_samples(ends, -1), is_line_judged=False)


def test_a_bent_hold_is_refused_where_neutral_is_a_straight_line() -> None:
    made = make_set([Pause(2.0)], start_deg=50.0)
    with pytest.raises(UsageError, match="bent by"):
        measure_neutral(stack_samples(made.samples, -1), is_line_judged=True)


def test_a_straight_hold_is_taken_where_neutral_is_a_straight_line() -> None:
    made = make_set([Pause(2.0)], start_deg=0.0)
    neutral = measure_neutral(stack_samples(made.samples, -1), is_line_judged=True)
    assert abs(neutral.line_deg) < 15.0
