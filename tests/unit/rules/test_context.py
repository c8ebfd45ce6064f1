from collections.abc import Callable
from math import hypot

import pytest

from cleanrep.exercises.schema import Exercise
from cleanrep.measures.reference import NeutralKind
from cleanrep.measures.registry import Reading
from cleanrep.rules.context import JudgeContext
from cleanrep.rules.prepared import Standard

MakeContext = Callable[..., JudgeContext]


def find_standard(context: JudgeContext, rule_id: str, measure: str, **readings: float) -> Standard:
    (rule,) = (rule for rule in context.prepared.rules["repetition"] if rule.id == rule_id)
    (check,) = (check for check in rule.checks if check.standard.measure == measure)
    return check.find_standard({name: Reading(value) for name, value in readings.items()})


def find_uncertainty(context: JudgeContext, measure: str) -> float | None:
    return context.prepared.measures[measure][1]


def list_limits(context: JudgeContext, rule_id: str, measure: str, **readings: float) -> tuple[float | None, ...]:
    standard = find_standard(context, rule_id, measure, **readings)
    return (*standard.aim, *(standard.fault or (None, None)))


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        ("hypertrophy", (2.0, 3.5, 1.5, None)),
        ("strength", (1.5, None, 0.9, None)),
        ("endurance", (1.5, None, 0.9, None)),
        ("warm-up", (1.5, None, 0.9, None)),
        ("technique", (1.5, None, 0.9, None)),
    ],
)
def test_lowering_is_slower_for_hypertrophy(
    make_context: MakeContext, goal: str, expected: tuple[float | None, ...]
) -> None:
    assert list_limits(make_context(goal=goal), "controlled-lowering", "eccentric_s") == expected


def test_strength_wants_the_longer_pause(make_context: MakeContext) -> None:
    strength = make_context(goal="strength")
    assert list_limits(strength, "pause-at-top", "top_hold_s") == (0.8, None, 0.4, None)
    assert list_limits(make_context(), "pause-at-top", "top_hold_s") == (0.5, None, 0.25, None)


@pytest.mark.parametrize(
    ("variant", "level", "expected"),
    [
        ("standing", "intermediate", (25, 70, 10, 85)),
        ("standing", "beginner", (10, 70, 5, 85)),
        ("seated", "advanced", (20, 60, 10, 75)),
        ("seated", "beginner", (10, 60, 5, 75)),
    ],
)
def test_start_depends_on_variant_and_level_side_by_side(
    make_context: MakeContext, variant: str, level: str, expected: tuple[float, ...]
) -> None:
    context = make_context(variant=variant, level=level)
    assert list_limits(context, "start-lowered", "start_angle_deg") == expected


def test_calibration_moves_the_fault_limit_closer(make_context: MakeContext) -> None:
    calibrated = make_context(NeutralKind.CALIBRATED)
    assert list_limits(calibrated, "stop-at-neutral", "lean_back_deg") == (-5, None, -8, None)
    assert list_limits(make_context(), "stop-at-neutral", "lean_back_deg") == (-5, None, -12, None)


def test_a_turn_without_a_rest_bounces_at_less(make_context: MakeContext) -> None:
    names = ("no-bounce", "turn_acceleration_deg_s2")
    assert list_limits(make_context(), *names, bottom_dwell_s=0.05) == (None, 400, None, 500)
    assert list_limits(make_context(), *names, bottom_dwell_s=0.15) == (None, 400, None, 700)
    assert list_limits(make_context(), *names) == (None, 400, None, 700)


def test_limits_that_a_reading_decides_are_told_anew_for_each_reading(make_context: MakeContext) -> None:
    context, names = make_context(), ("no-bounce", "turn_acceleration_deg_s2")
    fault_limits = [list_limits(context, *names, bottom_dwell_s=dwell_s)[3] for dwell_s in (0.05, 0.15, 0.05)]
    assert fault_limits == [500, 700, 500]


def test_a_motion_sensor_is_held_to_tighter_limits(make_context: MakeContext) -> None:
    sensor = make_context(sensor="imu")
    assert list_limits(sensor, "steady-lift", "sparc") == (-1.7, None, -2.1, None)
    assert list_limits(sensor, "settle-before-next", "settle_velocity_deg_s") == (None, 3, None, 8)


def test_an_override_brings_its_own_source(exercise: Exercise, make_context: MakeContext) -> None:
    (check,) = (check for rule in exercise.rules for check in rule.checks if check.measure == "eccentric_s")
    (override,) = (item for item in check.overrides if item.when.goal == ("hypertrophy",))
    assert override.source is not None
    names = ("controlled-lowering", "eccentric_s")
    assert find_standard(make_context(), *names).source == check.source.citation
    assert find_standard(make_context(goal="hypertrophy"), *names).source == override.source.citation


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (NeutralKind.STRAIGHT_LINE, 3.0),
        (NeutralKind.CALIBRATED, 2.5),
        (NeutralKind.MEDIAN_TOP, 2.5 + 3.0),
    ],
)
def test_uncertainty_of_an_angle_depends_on_where_neutral_comes_from(
    make_context: MakeContext, kind: NeutralKind, expected: float
) -> None:
    assert find_uncertainty(make_context(kind), "lean_back_deg") == pytest.approx(expected)


def test_an_unknown_offset_of_the_pose_model_adds_to_it(make_context: MakeContext) -> None:
    context = make_context(offset_uncertainty_deg=8.0)
    assert find_uncertainty(context, "top_angle_deg") == pytest.approx(hypot(3.0, 8.0))
    assert find_uncertainty(make_context(NeutralKind.CALIBRATED, offset_uncertainty_deg=8.0), "top_angle_deg") == 2.5


def test_a_measure_without_a_declared_uncertainty_has_none(make_context: MakeContext) -> None:
    (rule,) = (rule for rule in make_context().prepared.rules["set"] if rule.id == "reps-in-range")
    assert [check.standard.uncertainty for check in rule.checks] == [None]


def test_a_sensor_has_its_own_uncertainty(make_context: MakeContext) -> None:
    assert find_uncertainty(make_context(sensor="imu"), "settle_velocity_deg_s") == 1.0
    assert find_uncertainty(make_context(), "settle_velocity_deg_s") == 3.0
