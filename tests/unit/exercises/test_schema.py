"""The parts of an exercise file accept what they should and name what they do not."""

import pytest
from pydantic import ValidationError

from cleanrep.exercises.fields import Bounds, Count, Source
from cleanrep.exercises.schema import Check, Condition, Override, Rule, Tempo

SOURCE = {"basis": "reasoned-default", "text": "because"}
CHECK = {"measure": "top_hold_s", "aim": {"min": 0.5}, "source": SOURCE}
RULE = {
    "id": "pause-at-top",
    "title": "Pause",
    "statement": "Each repetition pauses.",
    "importance": "quality",
    "scope": "repetition",
    "assessed_by": "camera",
    "cue": "Hold the top.",
}


def test_bounds_may_be_open_on_one_side() -> None:
    assert Bounds(min=1.0).max is None
    assert Bounds(max=1.0).min is None


def test_bounds_without_any_side_are_refused() -> None:
    with pytest.raises(ValidationError, match="expected min, max or both, got neither"):
        Bounds()


def test_bounds_in_the_wrong_order_are_refused_with_both_figures() -> None:
    with pytest.raises(ValidationError, match=r"expected min <= max, got 3\.0 > 2\.0"):
        Bounds(min=3.0, max=2.0)


def test_count_in_the_wrong_order_is_refused() -> None:
    with pytest.raises(ValidationError, match="expected min <= max, got 4 > 3"):
        Count(min=4, max=3)


@pytest.mark.parametrize("value", ["3", True, 2.5, 0, 1001])
def test_count_takes_whole_numbers_from_1_to_1000_only(value: object) -> None:
    with pytest.raises(ValidationError):
        Count.model_validate({"min": value, "max": 1000})


@pytest.mark.parametrize("value", ["3", True, float("nan"), float("inf")])
def test_bound_takes_finite_numbers_only(value: object) -> None:
    with pytest.raises(ValidationError):
        Bounds.model_validate({"min": value})


def test_whole_number_is_a_number() -> None:
    assert Bounds.model_validate({"min": 3}).min == 3.0


def test_hold_may_be_zero_and_a_lift_may_not() -> None:
    tempo = {"concentric_s": 1.5, "top_hold_s": 0, "eccentric_s": 2, "bottom_hold_s": 0}
    assert Tempo.model_validate(tempo).top_hold_s == 0
    with pytest.raises(ValidationError, match="concentric_s"):
        Tempo.model_validate(tempo | {"concentric_s": 0})


def test_source_with_an_unknown_basis_is_refused() -> None:
    with pytest.raises(ValidationError, match="reasoned-default"):
        Source.model_validate({"basis": "hearsay", "text": "somebody said so"})


def test_check_without_a_source_is_refused() -> None:
    with pytest.raises(ValidationError, match="source"):
        Check.model_validate({"measure": "top_hold_s", "aim": {"min": 0.5}})


def test_check_keeps_its_overrides_in_order() -> None:
    overrides = [
        {"when": {"goal": ["strength"]}, "aim": {"min": 0.8}},
        {"when": {"sensor": "imu"}, "fault": {"min": 0.1}},
    ]
    check = Check.model_validate(CHECK | {"overrides": overrides})
    assert [item.when.goal for item in check.overrides] == [("strength",), None]


def test_condition_names_a_measure_and_its_limit() -> None:
    override = Override.model_validate({"when": {"measure_below": ["bottom_dwell_s", 0.1]}, "fault": {"max": 500}})
    assert override.when == Condition(measure_below=("bottom_dwell_s", 0.1))


def test_camera_rule_without_a_check_is_refused() -> None:
    with pytest.raises(ValidationError, match="expected at least one check"):
        Rule.model_validate(RULE)


def test_rule_that_no_camera_sees_says_why_and_has_no_check() -> None:
    told = RULE | {"assessed_by": "self-report"}
    with pytest.raises(ValidationError, match="not_assessed_reason"):
        Rule.model_validate(told)
    with pytest.raises(ValidationError, match="expected no checks"):
        Rule.model_validate(told | {"not_assessed_reason": "hidden", "checks": [CHECK]})
    assert Rule.model_validate(told | {"not_assessed_reason": "hidden"}).checks == ()


def test_least_frame_rate_comes_with_its_source() -> None:
    rule = RULE | {"checks": [CHECK], "min_frame_rate_hz": 12}
    with pytest.raises(ValidationError, match="min_frame_rate_hz and min_frame_rate_source together"):
        Rule.model_validate(rule)
    assert Rule.model_validate(rule | {"min_frame_rate_source": SOURCE}).min_frame_rate_hz == 12


def test_parts_are_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Bounds(min=1.0).min = 2.0  # type: ignore[misc]  # the point of the test


def test_unknown_field_is_named() -> None:
    with pytest.raises(ValidationError, match="maximum"):
        Bounds.model_validate({"min": 1.0, "maximum": 2.0})
