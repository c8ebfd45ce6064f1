"""Every fault that can be scripted is shown by rules of the exercise."""

from cleanrep.exercises.catalogue import load_exercise
from validation.motion.moves import FAULTS
from validation.score.faults import FAULT_RULES, FAULTS_BEFORE_THE_NEXT, FAULTS_OF_THE_BOTTOM


def test_every_fault_has_rules_and_every_rule_exists() -> None:
    rules = {rule.id for rule in load_exercise("lever-back-extension").exercise.rules}
    assert set(FAULT_RULES) == set(FAULTS)
    assert all(named <= rules for named in FAULT_RULES.values())


def test_what_is_said_of_faults_is_said_of_known_ones() -> None:
    assert set(FAULTS) >= FAULTS_OF_THE_BOTTOM | FAULTS_BEFORE_THE_NEXT
