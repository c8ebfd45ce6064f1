"""The page on plan and progression names every line of the policy and every field of a virtual lifter."""

import re
from pathlib import Path

from cleanrep.planning.decision import PolicyRule
from cleanrep.planning.virtual_lifter import Absence, VirtualLifter

PAGE = (Path(__file__).parents[2] / "docs" / "training.md").read_text("utf-8")
NAMED = {word for code in re.findall(r"`[^`\n]+`", PAGE) for word in re.findall(r"[\w-]+", code)}


def test_every_line_of_the_policy_is_named() -> None:
    assert {rule.value for rule in PolicyRule} - NAMED == set()


def test_every_field_of_a_virtual_lifter_is_named() -> None:
    fields = {field.alias or name for name, field in VirtualLifter.model_fields.items()}
    assert (fields | set(Absence.model_fields)) - NAMED == set()
