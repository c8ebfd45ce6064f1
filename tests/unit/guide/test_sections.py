from collections.abc import Callable

import pytest

from cleanrep.errors import UsageError
from cleanrep.exercises.catalogue import find_exercises, load_exercise
from cleanrep.guide.sections import choose_sections, find_explaining, list_sections

LEVER = load_exercise("lever-back-extension").exercise


@pytest.mark.parametrize("exercise_id", sorted(find_exercises()))
def test_every_section_has_an_address_of_its_own(exercise_id: str) -> None:
    ids = [section.id for section in list_sections(load_exercise(exercise_id).exercise)]
    assert len(ids) == len(set(ids))
    assert {"overview.summary", "goals.strength", "safety.emergency"} < set(ids)


@pytest.mark.parametrize("rule", [rule.id for rule in LEVER.rules])
def test_every_rule_that_can_be_missed_has_an_answer(rule: str) -> None:
    first, *more = find_explaining(LEVER, rule)
    assert first.id == f"rules.{rule}"
    assert more or rule == "reps-in-range"


def test_a_missed_rule_is_answered_by_the_question_about_it() -> None:
    assert find_explaining(LEVER, "stop-at-neutral")[1].id == "faq.all-the-way-back"


def test_a_part_or_one_section_can_be_chosen() -> None:
    assert [section.id for section in choose_sections(LEVER, "faq.how-heavy")] == ["faq.how-heavy"]
    assert {section.part for section in choose_sections(LEVER, "setup")} == {"setup"}
    assert "rules" not in {section.part for section in choose_sections(LEVER)}


@pytest.mark.parametrize("call", [lambda: choose_sections(LEVER, "nutrition"), lambda: find_explaining(LEVER, "x")])
def test_an_unknown_name_is_refused_with_the_known_ones(call: Callable[[], object]) -> None:
    with pytest.raises(UsageError, match=r"setup|long-spine"):
        call()
