from collections.abc import Callable
from math import erf, sqrt

import pytest

from cleanrep.exercises.schema import Exercise
from cleanrep.measures.registry import Reading, not_measured
from cleanrep.model.repetition import Finding, Interval, Verdict
from cleanrep.rules.context import JudgeContext
from cleanrep.rules.judge import Evidence, compute_margin, find_nearest_limit, judge_rule, judge_rules
from cleanrep.rules.prepared import PreparedRule

MakeContext = Callable[..., JudgeContext]
EVIDENCE = Evidence((1.0, 6.4), [i / 25 for i in range(200)], range(50, 250))


def get_rule(context: JudgeContext, rule_id: str) -> PreparedRule:
    (rule,) = (rule for rules in context.prepared.rules.values() for rule in rules if rule.id == rule_id)
    return rule


def judge(context: JudgeContext, rule_id: str, **readings: Reading | float) -> Finding:
    taken = {name: item if isinstance(item, Reading) else Reading(item) for name, item in readings.items()}
    return judge_rule(get_rule(context, rule_id), context, readings=taken, evidence=EVIDENCE)


def test_a_fault_is_told_with_its_evidence(make_context: MakeContext) -> None:
    finding = judge(make_context(), "stop-at-neutral", lean_back_deg=Reading(-18.0, time_s=3.41, coverage=0.9))
    assert finding.verdict is Verdict.NOT_MET
    assert (finding.measure, finding.value, finding.unit) == ("lean_back_deg", -18.0, "deg")
    assert (finding.limit, finding.aim, finding.fault) == (-12.0, (-5.0, None), (-12.0, None))
    assert finding.margin == pytest.approx(-13.0)
    assert finding.uncertainty == 3.0
    assert finding.time_s == 3.41
    assert finding.frame == 50 + 85
    assert finding.span_s == (1.0, 6.4)
    assert finding.coverage == 0.9
    assert finding.p_off_aim == pytest.approx(0.5 * (1.0 + erf(13.0 / 3.0 / sqrt(2.0))))
    assert finding.p_fault == pytest.approx(0.5 * (1.0 + erf(6.0 / 3.0 / sqrt(2.0))))
    assert finding.cue == "Stop when your shoulders, hips and legs line up."
    assert finding.source.startswith("reasoned default: ")
    assert finding.reason is None


def test_a_variant_has_words_of_its_own(make_context: MakeContext) -> None:
    cues = [
        judge(make_context(variant=variant), "stop-at-neutral", lean_back_deg=-30.0).cue
        for variant in ("standing", "seated")
    ]
    assert cues == [
        "Stop when your shoulders, hips and legs line up.",
        "Stop when you sit tall: ears, shoulders and hips in one line.",
    ]


def test_a_rule_that_is_met_has_no_cue(make_context: MakeContext) -> None:
    finding = judge(make_context(), "stop-at-neutral", lean_back_deg=0.0)
    assert finding.verdict is Verdict.MET
    assert finding.cue is None


def test_the_part_that_fails_decides_and_is_the_one_told(make_context: MakeContext) -> None:
    finding = judge(make_context(), "no-momentum", peak_velocity_per_range_1_s=1.2, concentric_s=0.4)
    assert finding.verdict is Verdict.NOT_MET
    assert finding.measure == "concentric_s"


def test_of_parts_that_are_as_sure_the_first_of_the_file_is_told(make_context: MakeContext) -> None:
    finding = judge(
        make_context(),
        "controlled-lowering",
        eccentric_s=0.4,
        eccentric_peak_to_mean=1.9,
        eccentric_peak_velocity_per_range_1_s=4.7,
    )
    assert (finding.verdict, finding.measure) == (Verdict.NOT_MET, "eccentric_s")


def test_the_surest_of_the_fault_is_told_before_the_surest_of_missing_the_aim(make_context: MakeContext) -> None:
    finding = judge(
        make_context(),
        "controlled-lowering",
        eccentric_s=2.0,
        eccentric_peak_to_mean=2.6,  # p(B) = 0.09, p(T) = 0.91
        eccentric_peak_velocity_per_range_1_s=1.8,  # p(B) = 0.01, p(T) = 0.99
    )
    assert (finding.verdict, finding.measure) == (Verdict.BORDERLINE, "eccentric_peak_to_mean")


def test_a_part_without_a_fault_limit_is_borderline_at_worst(make_context: MakeContext) -> None:
    finding = judge(make_context(), "no-bounce", turn_acceleration_deg_s2=200.0, bottom_dwell_s=0.1)
    assert finding.verdict is Verdict.BORDERLINE
    assert finding.measure == "bottom_dwell_s"


def test_an_open_part_leaves_a_rule_open_that_the_others_meet(make_context: MakeContext) -> None:
    finding = judge(make_context(), "no-momentum", peak_velocity_per_range_1_s=1.0, concentric_s=not_measured("dark"))
    assert finding.verdict is Verdict.NOT_ASSESSED
    assert finding.reason == "dark"
    assert finding.value is None


def test_an_open_part_does_not_hide_a_fault(make_context: MakeContext) -> None:
    finding = judge(make_context(), "no-momentum", peak_velocity_per_range_1_s=3.0, concentric_s=not_measured("dark"))
    assert finding.verdict is Verdict.NOT_MET


def test_little_coverage_is_not_trusted(make_context: MakeContext) -> None:
    finding = judge(make_context(), "stop-at-neutral", lean_back_deg=Reading(-40.0, coverage=0.5))
    assert finding.verdict is Verdict.NOT_ASSESSED
    assert finding.reason == "too little of it was seen"


def test_a_view_off_the_side_leaves_angles_open_and_times_judged(make_context: MakeContext) -> None:
    context = make_context(angle_reason="the camera stands 45° off the side")
    for rule_id, measure in (
        ("start-lowered", "start_angle_deg"),
        ("reach-neutral", "top_angle_deg"),
        ("stop-at-neutral", "lean_back_deg"),
        ("full-range", "range_share_pct"),
        ("head-neutral", "head_angle_deg"),
        ("long-spine", "lumbar_flexion_pct"),
    ):
        finding = judge(context, rule_id, **{measure: 50.0})
        assert finding.verdict is Verdict.NOT_ASSESSED
        assert finding.reason == "the camera stands 45° off the side"
    assert judge(context, "pause-at-top", top_hold_s=1.0).verdict is Verdict.MET


def test_a_camera_that_moves_leaves_places_open_and_angles_judged(make_context: MakeContext) -> None:
    context = make_context(drift_reason="the camera moved")
    for rule_id in ("feet-planted", "hips-stable"):
        assert judge(context, rule_id).reason == "the camera moved"
    assert judge(context, "stop-at-neutral", lean_back_deg=0.0).verdict is Verdict.MET


def test_footage_that_allows_nothing_leaves_everything_open(make_context: MakeContext, exercise: Exercise) -> None:
    context = make_context(footage_reason="1.0 frames a second are too few")
    for rule in exercise.rules:
        assert judge(context, rule.id).verdict is Verdict.NOT_ASSESSED


def test_a_slow_camera_leaves_open_what_it_cannot_show(make_context: MakeContext) -> None:
    readings = {"turn_acceleration_deg_s2": Reading(100.0), "bottom_dwell_s": Reading(1.0)}
    needed_hz = get_rule(make_context(), "no-bounce").min_frame_rate_hz
    assert needed_hz > 0
    slow = judge(make_context(frame_rate_hz=0.9 * needed_hz), "no-bounce", **readings)
    assert slow.verdict is Verdict.NOT_ASSESSED
    assert f"needs {needed_hz:g} frames" in (slow.reason or "")
    assert judge(make_context(frame_rate_hz=0.999 * needed_hz), "no-bounce", **readings).verdict is Verdict.MET


@pytest.mark.parametrize("rule_id", ["hips-and-back-together", "machine-quiet", "brace", "breathing"])
def test_what_no_camera_sees_is_said_to_be_so(make_context: MakeContext, rule_id: str) -> None:
    finding = judge(make_context(), rule_id)
    assert finding.verdict is Verdict.NOT_ASSESSED
    assert finding.reason
    assert finding.source


def test_every_rule_of_a_scope_is_answered_once_in_file_order(make_context: MakeContext, exercise: Exercise) -> None:
    for scope in ("repetition", "set"):
        findings = judge_rules(make_context(), {}, EVIDENCE, scope=scope)
        assert [finding.rule for finding in findings] == [rule.id for rule in exercise.rules if rule.scope == scope]


@pytest.mark.parametrize(
    ("value", "aim", "fault", "expected"),
    [
        (0.0, (25, 70), (10, 85), 10.0),
        (90.0, (25, 70), (10, 85), 85.0),
        (-20.0, (-5, 8), (None, 15), -5.0),
        (20.0, (-5, 8), (None, 15), 15.0),
        (9.0, (None, 8), None, 8.0),
        (0.3, (0.5, None), (0.25, None), 0.25),
    ],
)
def test_the_limit_told_is_the_fault_limit_on_the_values_side(
    value: float, aim: Interval, fault: Interval | None, expected: float
) -> None:
    assert find_nearest_limit(value, aim, fault) == expected


@pytest.mark.parametrize(("value", "expected"), [(-7.0, -2.0), (0.0, 5.0), (7.0, 1.0), (10.0, -2.0)])
def test_margin_is_positive_inside_the_aim(value: float, expected: float) -> None:
    assert compute_margin(value, (-5, 8)) == expected


@pytest.mark.parametrize(
    ("time_s", "expected"),
    [(-1.0, 7), (2.0, 7), (2.4, 7), (2.5, 7), (2.6, 8), (3.0, 8), (3.9, 8), (4.1, 10), (5.0, 10), (9.0, 10)],
)
def test_the_key_frame_is_the_nearest_the_earlier_of_two_as_near(time_s: float, expected: int) -> None:
    assert Evidence((2.0, 5.0), [2.0, 3.0, 5.0], [7, 8, 10]).find_frame(time_s) == expected


def test_a_moment_without_samples_has_no_frame() -> None:
    assert Evidence((0.0, 1.0)).find_frame(0.5) is None
    assert EVIDENCE.find_frame(None) is None
