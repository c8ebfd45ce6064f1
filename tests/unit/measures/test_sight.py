from collections.abc import Callable

import pytest

from cleanrep.measures.registry import take_measures
from cleanrep.measures.sight import (
    compute_coverage,
    find_seen_bottoms,
    is_lift_seen,
    is_lowering_seen,
    is_seen,
    is_top_seen,
)
from cleanrep.measures.tempo import measure_bottom_hold_s, measure_settle_velocity_deg_s
from cleanrep.measures.window import RepetitionWindow
from cleanrep.model.repetition import PhaseTimes
from cleanrep.testing import Camera, Course, PlannedRepetition, make_set

MakeWindow = Callable[..., RepetitionWindow]
LayOut = Callable[..., RepetitionWindow]

LIFT_MEASURES = (
    "concentric_s",
    "peak_velocity_deg_s",
    "peak_velocity_per_range_1_s",
    "time_to_peak_velocity_share",
    "sparc",
    "n_velocity_peaks",
)
TOP_MEASURES = (
    "top_hold_s",
    "top_trunk_deg",
    "extreme_trunk_deg",
    "range_of_motion_deg",
    "time_to_peak_velocity_share",
    "head_top_deg",
    "hip_travel_cm",
    "heel_rise_pct",
    "contour_top_deg",
)
LOWERING_MEASURES = (
    "eccentric_s",
    "eccentric_peak_to_mean",
    "eccentric_peak_velocity_per_range_1_s",
    "bottom_dwell_s",
)
TIMES: PhaseTimes = make_set([PlannedRepetition()]).repetitions[0].times


def see(make_window: MakeWindow, gap_s: tuple[float, float]) -> RepetitionWindow:
    return make_window(camera=Camera(gaps_s=(gap_s,)))


def cut(lay_out: LayOut, *, start_s: float = 0.0, end_s: float = 100.0, lower_s: float = 2.6) -> RepetitionWindow:
    """The window of a recording that begins or ends there."""
    made = make_set([PlannedRepetition(lower_s=lower_s)])
    samples = [item for item in made.samples if start_s <= item.time_s <= end_s]
    return lay_out(samples, made.repetitions[0].times)


def test_a_repetition_that_was_seen_is_measured_whole(make_window: MakeWindow) -> None:
    window = make_window()
    assert is_lift_seen(window)
    assert is_top_seen(window)
    assert is_lowering_seen(window)
    readings = take_measures(window)
    for name in {*LIFT_MEASURES, *TOP_MEASURES, *LOWERING_MEASURES} - {"contour_top_deg"}:
        assert readings[name].reason is None, name


@pytest.mark.parametrize(
    ("gap_s", "unseen", "untouched"),
    [
        ((TIMES.start_s + 0.4, TIMES.top_start_s - 0.4), LIFT_MEASURES, LOWERING_MEASURES),
        ((TIMES.start_s - 0.3, TIMES.start_s + 0.2), LIFT_MEASURES, LOWERING_MEASURES),
        ((TIMES.top_start_s - 0.1, TIMES.top_end_s + 0.1), TOP_MEASURES, ()),
        ((TIMES.top_start_s + 0.2, TIMES.top_end_s - 0.2), TOP_MEASURES, LOWERING_MEASURES),
        ((TIMES.top_end_s + 0.2, TIMES.end_s - 0.2), LOWERING_MEASURES, LIFT_MEASURES),
        ((TIMES.end_s - 0.4, TIMES.end_s + 0.2), LOWERING_MEASURES, LIFT_MEASURES),
    ],
    ids=["lift", "start", "top", "hold", "lowering", "end"],
)
def test_what_rests_on_a_hidden_phase_is_not_measured(
    make_window: MakeWindow, gap_s: tuple[float, float], unseen: tuple[str, ...], untouched: tuple[str, ...]
) -> None:
    readings = take_measures(see(make_window, gap_s))
    for name in unseen:
        assert readings[name].reason is not None, name
    for name in untouched:
        assert readings[name].reason is None, name


@pytest.mark.parametrize("middle_s", [TIMES.start_s, TIMES.top_start_s, TIMES.top_end_s, TIMES.end_s])
def test_a_gap_of_a_few_frames_is_bridged(make_window: MakeWindow, middle_s: float) -> None:
    readings = take_measures(see(make_window, (middle_s - 0.1, middle_s + 0.1)))
    for name in ("concentric_s", "top_hold_s", "eccentric_s", "top_trunk_deg"):
        assert readings[name].reason is None, name


def test_a_lift_that_was_under_way_when_the_recording_began_is_not_judged_by_its_rest(lay_out: LayOut) -> None:
    window = cut(lay_out, start_s=TIMES.start_s + 0.6)
    readings = take_measures(window)
    assert not is_lift_seen(window)
    assert all(readings[name].reason == "the lift was not seen whole" for name in LIFT_MEASURES)
    # The bottom after the lowering shows the range as well.
    assert len(find_seen_bottoms(window)) == 1
    assert readings["range_of_motion_deg"].value == pytest.approx(58.0, abs=0.5)


def test_a_recording_may_end_once_the_trunk_has_come_to_rest(lay_out: LayOut) -> None:
    assert is_lowering_seen(cut(lay_out, end_s=TIMES.end_s))
    assert not is_lowering_seen(cut(lay_out, end_s=TIMES.end_s - 0.5))
    # At rest before the lowering is none after it, nor is the slow beginning of the lowering.
    assert not is_lowering_seen(cut(lay_out, end_s=TIMES.top_end_s - 0.1))
    assert not is_lowering_seen(cut(lay_out, end_s=TIMES.top_end_s + 0.4, lower_s=6.0))


def test_a_rest_that_was_cut_off_is_not_held_against_the_lifter(lay_out: LayOut) -> None:
    end_s = TIMES.top_end_s + 0.9
    cut_off, enough, whole = (
        take_measures(cut(lay_out, end_s=end_s + later_s, lower_s=0.9))["bottom_dwell_s"]
        for later_s in (0.15, 0.4, 0.7)
    )
    assert cut_off.reason == "the rest at the bottom was not seen to its end"
    assert 0.3 < enough.value < whole.value


def test_a_gap_in_the_rest_hides_its_end(make_window: MakeWindow) -> None:
    readings = take_measures(see(make_window, (TIMES.end_s + 0.02, TIMES.end_s + 0.5)))
    assert readings["bottom_dwell_s"].reason is not None


def test_a_rest_that_is_short_as_far_as_it_was_seen_is_not_told_over_a_gap(make_window: MakeWindow) -> None:
    plan = [PlannedRepetition(lower_s=0.8, lower_course=Course.FALLING), PlannedRepetition()]
    end_s = make_set(plan).repetitions[0].times.end_s
    window = make_window(*plan, camera=Camera(gaps_s=((end_s + 0.14, end_s + 1.1),)))
    assert is_lowering_seen(window)
    assert take_measures(window)["bottom_dwell_s"].reason == "the rest at the bottom was not seen to its end"


def test_the_turn_is_measured_once_the_trunk_rests(lay_out: LayOut) -> None:
    early, rested, later = (
        take_measures(cut(lay_out, end_s=TIMES.end_s + later_s))["turn_acceleration_deg_s2"]
        for later_s in (-0.5, 0.0, 0.7)
    )
    assert early.reason == "the lowering was not seen whole"
    assert rested.coverage == later.coverage == 1.0
    assert rested.value == pytest.approx(later.value, rel=0.1)


def test_the_level_of_a_bottom_covers_what_lies_in_the_recording(lay_out: LayOut) -> None:
    readings = take_measures(cut(lay_out, start_s=TIMES.start_s - 0.121))
    # Three frames of five.
    assert readings["start_trunk_deg"].coverage == pytest.approx(0.6, abs=0.05)


def test_drift_is_covered_as_far_as_the_repetition_was_seen(make_window: MakeWindow) -> None:
    readings = take_measures(see(make_window, (TIMES.top_end_s + 0.2, TIMES.end_s - 0.8)))
    share = 1.0 - 1.6 / (TIMES.end_s - TIMES.start_s)
    assert readings["hip_drift_cm"].coverage == pytest.approx(share, abs=0.02)
    assert readings["foot_drift_pct"].coverage == pytest.approx(share, abs=0.02)


def test_a_span_is_covered_by_what_was_seen_of_it(lay_out: LayOut) -> None:
    window = cut(lay_out, start_s=1.0, end_s=7.0)
    assert compute_coverage(window, 0.5, 1.5) == pytest.approx(0.5, abs=0.02)
    assert compute_coverage(window, 6.5, 7.5) == pytest.approx(0.5, abs=0.02)
    assert compute_coverage(window, 2.0, 3.0) == 1.0
    assert compute_coverage(window, 8.0, 9.0) == 0.0
    assert is_seen(window, 2.0, 3.0)
    assert not is_seen(window, 0.5, 3.0)


def test_what_comes_before_a_lift_that_was_not_seen_is_not_told(make_window: MakeWindow) -> None:
    plan = [PlannedRepetition()] * 2
    first, second = (item.times for item in make_set(plan).repetitions)
    window = make_window(*plan, index=1, camera=Camera(gaps_s=((second.start_s - 0.4, second.start_s + 0.1),)))
    for measure in (measure_settle_velocity_deg_s, measure_bottom_hold_s):
        assert measure(first, window).reason == "the trunk was not seen before the next lift"


def test_a_lift_whose_start_was_hardly_seen_ends_no_rest(lay_out: LayOut) -> None:
    assert measure_bottom_hold_s(TIMES, cut(lay_out, start_s=TIMES.start_s - 0.05)).reason is not None
    assert measure_bottom_hold_s(TIMES, cut(lay_out, start_s=TIMES.start_s - 0.15)).reason is None
