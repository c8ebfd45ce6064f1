"""The lever back extension under circumstances of choice."""

from collections.abc import Callable
from dataclasses import fields, replace
from math import nan

import pytest

from cleanrep.exercises.catalogue import load_exercise
from cleanrep.exercises.schema import Exercise
from cleanrep.measures.reference import NeutralKind, SetReference
from cleanrep.rules.context import Circumstances, JudgeContext


@pytest.fixture(scope="session")
def exercise() -> Exercise:
    return load_exercise("lever-back-extension").exercise


@pytest.fixture(scope="session")
def circumstances(exercise: Exercise) -> Circumstances:
    return Circumstances(exercise, "standing", "technique", "intermediate", "video")


@pytest.fixture
def make_context(circumstances: Circumstances) -> Callable[..., JudgeContext]:
    def make(kind: NeutralKind = NeutralKind.STRAIGHT_LINE, **changes: object) -> JudgeContext:
        constant = {field.name for field in fields(Circumstances)}
        own = replace(circumstances, **{name: value for name, value in changes.items() if name in constant})  # type: ignore[arg-type] # names of fields
        plain = JudgeContext(own.prepare(kind), SetReference(kind, -14.8, -90.0, nan, 58.0), frame_rate_hz=25.0)
        return replace(plain, **{name: value for name, value in changes.items() if name not in constant})  # type: ignore[arg-type] # names of fields

    return make
