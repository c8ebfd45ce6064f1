"""A figure of a decision in words."""

from __future__ import annotations

import pytest

from cleanrep.app.plan_document import FactDocument
from cleanrep.cli.next_session import format_fact


@pytest.mark.parametrize(
    ("value", "unit", "limit", "text"),
    [
        (1.0, "reps", 2.0, "figure 1 rep (limit 2 reps)"),
        (2.0, "reps", 1.0, "figure 2 reps (limit 1 rep)"),
        (1.0, "of 36 reps", None, "figure 1 of 36 reps"),
        (3.84, "weeks", 2.0, "figure 3.8 weeks (limit 2 weeks)"),
        (4.0, "/10", 3.0, "figure 4/10 (limit 3/10)"),
        (1.0, "", 2.0, "figure 1 (limit 2)"),
        (None, "/10", 3.0, "figure: not given"),
    ],
)
def test_a_figure_has_its_unit_in_the_right_number(
    value: float | None, unit: str, limit: float | None, text: str
) -> None:
    assert format_fact(FactDocument(name="figure", value=value, unit=unit, limit=limit)) == text
