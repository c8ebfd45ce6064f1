"""What holds for every exercise file that ships, and the limits of the lever back extension."""

from functools import cache
from importlib import resources

import pytest

from cleanrep.exercises.catalogue import find_exercises, load_exercise
from cleanrep.exercises.fields import Bounds
from cleanrep.exercises.schema import Check, Exercise, Override, Rule

IDS = sorted(find_exercises())
GOALS = ["endurance", "hypertrophy", "strength", "technique", "warm-up"]
WHOLE_COUNTS = {"repetitions_beyond_goal", "too_heavy_repetitions"}
MEASURES = {
    "bottom_dwell_s",
    "concentric_s",
    "eccentric_peak_to_mean",
    "eccentric_peak_velocity_per_range_1_s",
    "eccentric_s",
    "foot_drift_pct",
    "head_angle_deg",
    "heel_lift_pct",
    "hip_drift_cm",
    "hip_slide_cm",
    "lean_back_deg",
    "lordosis_past_neutral_deg",
    "lumbar_flexion_pct",
    "n_velocity_peaks",
    "peak_velocity_per_range_1_s",
    "range_of_motion_cv_pct",
    "range_of_motion_deg",
    "range_share_pct",
    "settle_velocity_deg_s",
    "sparc",
    "start_angle_deg",
    "time_to_peak_velocity_share",
    "top_angle_deg",
    "top_hold_s",
    "turn_acceleration_deg_s2",
} | WHOLE_COUNTS
CRITICAL = {"stop-at-neutral", "no-momentum", "no-bounce", "hips-stable", "long-spine"}
QUALITY = {
    "reach-neutral",
    "pause-at-top",
    "controlled-lowering",
    "steady-lift",
    "full-range",
    "settle-before-next",
}
ADVICE_BY_CAMERA = {
    "start-lowered",
    "smooth-start",
    "head-neutral",
    "even-range",
    "reps-in-range",
    "feet-planted",
    "ribs-down",
    "load-fits-goal",
}
NOT_BY_CAMERA = {
    "hips-and-back-together": "sensor",
    "machine-quiet": "sensor",
    "shoulders-free": "self-report",
    "pad-position": "self-report",
    "brace": "self-report",
    "glutes": "self-report",
    "breathing": "self-report",
}
SIDE_VIEW = {
    "start-lowered",
    "reach-neutral",
    "stop-at-neutral",
    "full-range",
    "head-neutral",
    "long-spine",
    "ribs-down",
    "hips-stable",
}

Side = float | None
# Rule, measure, aim (min, max), fault (min, max).
LIMITS: list[tuple[str, str, tuple[Side, Side], tuple[Side, Side]]] = [
    ("start-lowered", "start_angle_deg", (25, 70), (10, 85)),
    ("long-spine", "lumbar_flexion_pct", (None, 60), (None, 85)),
    ("smooth-start", "time_to_peak_velocity_share", (0.35, None), (0.28, None)),
    ("no-momentum", "peak_velocity_per_range_1_s", (None, 1.6), (None, 2.2)),
    ("no-momentum", "concentric_s", (1.0, None), (0.7, None)),
    ("steady-lift", "sparc", (-1.9, None), (-2.6, None)),
    ("steady-lift", "n_velocity_peaks", (None, 1.5), (None, 2.5)),
    ("head-neutral", "head_angle_deg", (-12, 12), (-25, 25)),
    ("reach-neutral", "top_angle_deg", (-5, 8), (None, 15)),
    ("stop-at-neutral", "lean_back_deg", (-5, None), (-12, None)),
    ("pause-at-top", "top_hold_s", (0.5, None), (0.25, None)),
    ("controlled-lowering", "eccentric_s", (1.5, None), (0.9, None)),
    ("controlled-lowering", "eccentric_peak_to_mean", (None, 2.2), (None, 3)),
    ("controlled-lowering", "eccentric_peak_velocity_per_range_1_s", (None, 1.5), (None, 2.1)),
    ("no-bounce", "turn_acceleration_deg_s2", (None, 400), (None, 700)),
    ("no-bounce", "bottom_dwell_s", (0.3, None), (None, None)),
    ("settle-before-next", "settle_velocity_deg_s", (None, 8), (None, 18)),
    ("full-range", "range_share_pct", (90, None), (75, None)),
    ("even-range", "range_of_motion_cv_pct", (None, 8), (None, None)),
    ("reps-in-range", "repetitions_beyond_goal", (0, 0), (None, None)),
    ("hips-stable", "hip_drift_cm", (None, 2.5), (None, 5)),
    ("hips-stable", "hip_slide_cm", (None, 2.5), (None, 5)),
    ("feet-planted", "foot_drift_pct", (None, 1.5), (None, 3)),
    ("feet-planted", "heel_lift_pct", (None, 1.5), (None, 3)),
    ("ribs-down", "lordosis_past_neutral_deg", (None, 8), (None, None)),
    ("load-fits-goal", "too_heavy_repetitions", (None, 0.5), (None, 1.5)),
]
# Measure, the condition's field and value, aim, fault.
OVERRIDES: list[tuple[str, str, object, tuple[Side, Side], tuple[Side, Side]]] = [
    ("start_angle_deg", "variant", ("seated",), (20, 60), (10, 75)),
    ("start_angle_deg", "level", ("beginner",), (10, None), (5, None)),
    ("sparc", "sensor", "imu", (-1.7, None), (-2.1, None)),
    ("lean_back_deg", "is_calibrated", True, (None, None), (-8, None)),
    ("top_hold_s", "goal", ("strength",), (0.8, None), (0.4, None)),
    ("eccentric_s", "goal", ("hypertrophy",), (2.0, 3.5), (1.5, None)),
    ("eccentric_peak_velocity_per_range_1_s", "goal", ("hypertrophy",), (None, 1.1), (None, 1.25)),
    ("turn_acceleration_deg_s2", "measure_below", ("bottom_dwell_s", 0.1), (None, None), (None, 500)),
    ("settle_velocity_deg_s", "sensor", "imu", (None, 3), (None, 8)),
]
# Measure, video, calibrated video, motion sensor.
UNCERTAINTIES: list[tuple[str, Side, Side, Side]] = [
    ("range_of_motion_deg", 2.5, None, None),
    ("start_angle_deg", 3.5, 2.5, None),
    ("top_angle_deg", 3, 2.5, None),
    ("lean_back_deg", 3, 2.5, None),
    ("lumbar_flexion_pct", 15, None, 7),
    ("time_to_peak_velocity_share", 0.07, None, 0.06),
    ("peak_velocity_per_range_1_s", 0.15, None, 0.12),
    ("concentric_s", 0.1, None, 0.1),
    ("sparc", 0.25, None, 0.1),
    ("head_angle_deg", 4, None, None),
    ("top_hold_s", 0.1, None, 0.1),
    ("eccentric_s", 0.15, None, 0.15),
    ("turn_acceleration_deg_s2", 70, None, 70),
    ("settle_velocity_deg_s", 3, None, 1),
    ("range_share_pct", 2, None, 2),
    ("range_of_motion_cv_pct", 2, None, 2),
    ("hip_drift_cm", 1.5, None, None),
    ("hip_slide_cm", 1, None, None),
    ("foot_drift_pct", 0.7, None, None),
    ("heel_lift_pct", 0.5, None, None),
    ("lordosis_past_neutral_deg", 8, None, 4),
]


@cache
def load(exercise_id: str) -> Exercise:
    return load_exercise(exercise_id).exercise


def get_rule(rule_id: str) -> Rule:
    return next(rule for rule in load("lever-back-extension").rules if rule.id == rule_id)


def get_check(measure: str) -> Check:
    checks = [check for rule in load("lever-back-extension").rules for check in rule.checks]
    return next(check for check in checks if check.measure == measure)


def get_sides(bounds: Bounds | None) -> tuple[Side, Side]:
    return (None, None) if bounds is None else (bounds.min, bounds.max)


def is_within(inner: Bounds, outer: Bounds) -> bool:
    low = outer.min is None or (inner.min is not None and inner.min >= outer.min)
    high = outer.max is None or (inner.max is not None and inner.max <= outer.max)
    return low and high


@pytest.mark.parametrize("exercise_id", IDS)
class TestEveryFile:
    def test_loads_and_says_its_own_name(self, exercise_id: str) -> None:
        assert load(exercise_id).id == exercise_id

    def test_names_its_schema_for_editors(self, exercise_id: str) -> None:
        data = resources.files("cleanrep.exercises") / "data"
        first = (data / f"{exercise_id}.toml").read_text("utf-8").splitlines()[0]
        assert first == "#:schema schema/exercise.schema.json"
        assert (data / "schema" / "exercise.schema.json").is_file()

    def test_offers_the_same_five_goals(self, exercise_id: str) -> None:
        assert sorted(load(exercise_id).goals) == GOALS

    def test_uses_known_measures_only(self, exercise_id: str) -> None:
        exercise = load(exercise_id)
        used = {check.measure for rule in exercise.rules for check in rule.checks} | set(exercise.uncertainties)
        assert used - MEASURES == set()

    def test_every_check_has_an_uncertainty_unless_it_counts(self, exercise_id: str) -> None:
        exercise = load(exercise_id)
        measures = {check.measure for rule in exercise.rules for check in rule.checks}
        assert measures - set(exercise.uncertainties) <= WHOLE_COUNTS
        assert all(item.video is not None for item in exercise.uncertainties.values())

    def test_every_uncertainty_is_used(self, exercise_id: str) -> None:
        exercise = load(exercise_id)
        measures = {check.measure for rule in exercise.rules for check in rule.checks}
        assert set(exercise.uncertainties) - measures == {"range_of_motion_deg"}

    def test_reasoned_defaults_give_a_reason(self, exercise_id: str) -> None:
        sources = [check.source for rule in load(exercise_id).rules for check in rule.checks]
        sources += [item.source for item in load(exercise_id).uncertainties.values()]
        assert [source.text for source in sources if len(source.text.split()) < 5] == []

    def test_every_override_has_a_source(self, exercise_id: str) -> None:
        overrides = [item for rule in load(exercise_id).rules for check in rule.checks for item in check.overrides]
        assert all(item.source is not None for item in overrides)

    def test_aims_lie_within_the_fault_limits(self, exercise_id: str) -> None:
        checks = [check for rule in load(exercise_id).rules for check in rule.checks]
        pairs: list[Check | Override] = [*checks, *(item for check in checks for item in check.overrides)]
        assert [item for item in pairs if item.aim and item.fault and not is_within(item.aim, item.fault)] == []

    def test_every_rule_is_fed_by_the_guide(self, exercise_id: str) -> None:
        exercise = load(exercise_id)
        fed = {rule for item in exercise.statements().values() for rule in item.rules}
        fed |= {rule for goal in exercise.goals.values() for rule in goal.rules}
        assert {rule.id for rule in exercise.rules} - fed == set()

    def test_cues_are_one_short_line(self, exercise_id: str) -> None:
        cues = {rule.id: rule.cue for rule in load(exercise_id).rules}
        assert {key: cue for key, cue in cues.items() if len(cue) > 80 or not cue.endswith(".")} == {}

    def test_rules_answered_by_the_lifter_ask_a_question(self, exercise_id: str) -> None:
        asked = [rule for rule in load(exercise_id).rules if rule.assessed_by == "self-report"]
        assert asked
        assert all(rule.question is not None and rule.question.endswith("?") for rule in asked)

    def test_speed_is_judged_only_above_a_least_frame_rate(self, exercise_id: str) -> None:
        speeds = {"peak_velocity_per_range_1_s", "sparc", "settle_velocity_deg_s", "turn_acceleration_deg_s2"}
        rules = [rule for rule in load(exercise_id).rules if speeds & {check.measure for check in rule.checks}]
        assert rules
        assert all(rule.min_frame_rate_hz is not None for rule in rules)

    def test_safety_says_when_to_stop_and_what_this_is_not(self, exercise_id: str) -> None:
        ids = {item.id for item in load(exercise_id).guide.safety}
        assert ids >= {"not-medical-advice", "screening", "stop-today", "emergency"}


def test_exercises_and_variants_are_those_that_tools_rely_on() -> None:
    assert {key: sorted(load(key).variants) for key in IDS} == {
        "lever-back-extension": ["seated", "standing"],
        "45-degree-back-extension": ["bench"],
        "sit-up": ["floor"],
    }


def test_sit_up_rises_while_back_extensions_lessen_the_inclination() -> None:
    assert {key: load(key).phase_signal.concentric for key in IDS} == {
        "lever-back-extension": "decreasing",
        "45-degree-back-extension": "decreasing",
        "sit-up": "increasing",
    }


def test_thigh_tells_standing_from_seated() -> None:
    postures = {key: item.posture for key, item in load("lever-back-extension").variants.items()}
    thighs = {key: get_sides(item.thigh_inclination_deg) for key, item in postures.items() if item}
    assert thighs == {"standing": (-35, 35), "seated": (-125, -40)}


def test_lever_file_holds_every_rule() -> None:
    rules = load("lever-back-extension").rules
    assert {rule.id for rule in rules} == CRITICAL | QUALITY | ADVICE_BY_CAMERA | set(NOT_BY_CAMERA)
    assert {rule.id for rule in rules if rule.importance == "critical"} == CRITICAL
    assert {rule.id for rule in rules if rule.importance == "quality"} == QUALITY


def test_lever_rules_that_one_camera_cannot_see_say_who_can() -> None:
    rules = load("lever-back-extension").rules
    assert {rule.id: rule.assessed_by for rule in rules if rule.assessed_by != "camera"} == NOT_BY_CAMERA


def test_lever_rules_about_angles_need_the_side_view() -> None:
    assert {rule.id for rule in load("lever-back-extension").rules if "side-view" in rule.needs} == SIDE_VIEW


@pytest.mark.parametrize(("rule_id", "measure", "aim", "fault"), LIMITS, ids=[f"{row[0]}: {row[1]}" for row in LIMITS])
def test_lever_limit(rule_id: str, measure: str, aim: tuple[Side, Side], fault: tuple[Side, Side]) -> None:
    check = next(check for check in get_rule(rule_id).checks if check.measure == measure)
    assert (get_sides(check.aim), get_sides(check.fault)) == (aim, fault)


def test_lever_limits_are_all_in_the_table() -> None:
    rules = load("lever-back-extension").rules
    assert sorted((rule.id, check.measure) for rule in rules for check in rule.checks) == sorted(
        (rule_id, measure) for rule_id, measure, _, _ in LIMITS
    )
    n_overrides = sum(len(check.overrides) for rule in rules for check in rule.checks)
    assert n_overrides == len(OVERRIDES)


@pytest.mark.parametrize(("measure", "field", "value", "aim", "fault"), OVERRIDES)
def test_lever_override(
    measure: str, field: str, value: object, aim: tuple[Side, Side], fault: tuple[Side, Side]
) -> None:
    override = next(item for item in get_check(measure).overrides if getattr(item.when, field) == value)
    assert (get_sides(override.aim), get_sides(override.fault)) == (aim, fault)


@pytest.mark.parametrize(("measure", "video", "calibrated", "imu"), UNCERTAINTIES)
def test_lever_uncertainty(measure: str, video: Side, calibrated: Side, imu: Side) -> None:
    item = load("lever-back-extension").uncertainties[measure]
    assert (item.video, item.video_calibrated, item.imu) == (video, calibrated, imu)


def test_the_answer_before_load_rises_can_be_asked_for() -> None:
    assert get_rule("long-spine").question is not None
    assert get_rule("hips-stable").question is not None
