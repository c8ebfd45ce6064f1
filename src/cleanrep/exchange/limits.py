"""Bounds of foreign logs, and loads without a unit."""

from cleanrep.exchange.fields import FieldError
from cleanrep.model.training import Load, LoadUnit

MAX_REPETITIONS = 10_000
MAX_LOAD = 5_000.0
MAX_DURATION_S = 604_800.0


def read_load(value: float | None, unit: LoadUnit | None) -> Load:
    """A load of a file; a number without a unit is a problem, no number is unknown."""
    if value is None:
        return Load(LoadUnit.UNKNOWN)
    if unit is None:
        raise FieldError("load: expected a unit, the file names none; give --unit kg or --unit lb")
    return Load(unit, value)
