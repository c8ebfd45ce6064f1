"""Building blocks of an exercise file: names, texts, numbers, bounds, counts and sources."""

from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from cleanrep.model.slug import MAX_SLUG_CHARACTERS, SLUG_PATTERN

Slug = Annotated[str, Field(pattern=SLUG_PATTERN, max_length=MAX_SLUG_CHARACTERS)]
MeasureName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
# Strict: the text "3" and the value true are not numbers, although pydantic would make numbers of them.
Finite = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Positive = Annotated[float, Field(strict=True, gt=0, allow_inf_nan=False)]
NotNegative = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)]
WholeCount = Annotated[int, Field(strict=True, ge=1, le=1000)]
Level = Literal["beginner", "intermediate", "advanced"]


class Strict(BaseModel):
    """Base of every part of the file: frozen, and an unknown field is an error that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Source(Strict):
    """Where a limit or an uncertainty comes from; a limit without a source is not allowed."""

    basis: Literal["guide", "simulated", "literature", "reasoned-default"]
    text: Text

    @cached_property
    def citation(self) -> str:
        """Basis and reference in words."""
        return f"{self.basis.replace('-', ' ')}: {self.text}"


class Bounds(Strict):
    """Interval, either side open when absent."""

    min: Finite | None = None
    max: Finite | None = None

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.min is None and self.max is None:
            raise ValueError("expected min, max or both, got neither")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"expected min <= max, got {self.min} > {self.max}")
        return self

    @property
    def sides(self) -> tuple[float | None, float | None]:
        """Lower and upper bound, None on an open side."""
        return self.min, self.max


def override_sides(own: tuple[float | None, float | None], given: Bounds) -> tuple[float | None, float | None]:
    """Limits with the sides that `given` has in place of their own.

    Raises
    ------
    ValueError
        When the lower side comes to lie above the upper one.
    """
    low = own[0] if given.min is None else given.min
    high = own[1] if given.max is None else given.max
    if low is not None and high is not None and low > high:
        raise ValueError(f"expected min <= max where overrides hold, got {low} > {high}")
    return low, high


class Count(Strict):
    """Whole-number range such as 3 to 4 sets."""

    min: WholeCount
    max: WholeCount

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.min > self.max:
            raise ValueError(f"expected min <= max, got {self.min} > {self.max}")
        return self
