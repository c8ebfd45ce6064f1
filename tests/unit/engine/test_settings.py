from dataclasses import replace

import pytest

from cleanrep.engine.settings import EngineSettings, check_references
from cleanrep.errors import UsageError
from cleanrep.exercises.catalogue import find_exercises, load_exercise
from cleanrep.exercises.schema import Exercise
from cleanrep.testing import make_settings


@pytest.fixture
def exercise() -> Exercise:
    return load_exercise("lever-back-extension").exercise


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("variant", "lying", "seated, standing"),
        ("goal", "fame", "endurance, hypertrophy, strength, technique, warm-up"),
    ],
)
def test_a_name_that_the_exercise_does_not_have_is_refused_with_those_it_has(
    exercise: Exercise, field: str, value: str, expected: str
) -> None:
    names = {"variant": "standing", "goal": "strength", field: value}
    with pytest.raises(UsageError, match=f"expected {field} to be one of {expected}, got '{value}'"):
        EngineSettings(exercise, names["variant"], names["goal"], "any", 480)


def test_an_unknown_signal_is_refused_before_the_first_sample(exercise: Exercise) -> None:
    signal = exercise.phase_signal.model_copy(update={"signal": "elbow_angle_deg"})
    with pytest.raises(UsageError, match=r"phase_signal\.signal to be one of .*, got 'elbow_angle_deg'"):
        check_references(exercise.model_copy(update={"phase_signal": signal}))


def test_an_unknown_measure_is_refused_with_its_rule(exercise: Exercise) -> None:
    rule = next(rule for rule in exercise.rules if rule.id == "pause-at-top")
    check = rule.checks[0].model_copy(update={"measure": "charm"})
    broken = rule.model_copy(update={"checks": (check,)})
    rules = tuple(broken if item is rule else item for item in exercise.rules)
    with pytest.raises(UsageError, match=r"rules\.pause-at-top\.measure .* got 'charm'"):
        check_references(exercise.model_copy(update={"rules": rules}))


def test_every_built_in_exercise_can_be_watched() -> None:
    for exercise_id in find_exercises():
        check_references(load_exercise(exercise_id).exercise)


def test_the_signal_rises_in_the_lift() -> None:
    assert make_settings().rising_sign == -1
    assert make_settings("sit-up", "floor").rising_sign == 1


def test_the_offset_is_that_of_the_pose_model() -> None:
    assert make_settings().offset.line_deg == -6.8
    assert replace(make_settings(), pose_model="other").offset.uncertainty_deg == 8.0
