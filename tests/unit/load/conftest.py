from __future__ import annotations

import pytest

from cleanrep.load.body import Lifter
from cleanrep.load.segments import Sex


@pytest.fixture
def lifter() -> Lifter:
    """The man of the worked example."""
    return Lifter(80.0, 1.78, Sex.MALE)
