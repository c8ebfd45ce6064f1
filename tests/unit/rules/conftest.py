"""The lever back extension under circumstances of choice."""

from collections.abc import Callable
from dataclasses import replace
from math import nan

import pytest

from cleanrep.exercises.catalogue import load_exercise
from cleanrep.exercises.schema import Exercise
from cleanrep.measures.reference import NeutralKind, SetReference
from cleanrep.rules.context import JudgeContext


@pytest.fixture(scope="session")
def exercise() -> Exercise:
    return load_exercise("lever-back-extension").exercise


@pytest.fixture
def make_context(exercise: Exercise) -> Callable[..., JudgeContext]:
    plain = JudgeContext(
        exercise=exercise,
        variant="standing",
        goal="technique",
        level="intermediate",
        sensor="video",
        reference=SetReference(NeutralKind.STRAIGHT_LINE, -14.8, -90.0, nan, 58.0),
        frame_rate_hz=25.0,
    )

    def make(kind: NeutralKind = NeutralKind.STRAIGHT_LINE, **changes: object) -> JudgeContext:
        reference = replace(plain.reference, kind=kind)
        return replace(plain, **{"reference": reference, **changes})  # type: ignore[arg-type] # names of fields

    return make
