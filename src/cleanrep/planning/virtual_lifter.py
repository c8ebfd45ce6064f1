"""A virtual lifter as a file describes them: strength, skill, habits. For watching the policy behave, nothing more."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cleanrep.exercises.fields import Level, Positive, Slug, Strict, Text

Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]


class Absence(Strict):
    """Weeks without training: from week `week` on, for `weeks`."""

    week: Annotated[int, Field(strict=True, ge=1, le=260)]
    weeks: Annotated[int, Field(strict=True, ge=1, le=104)]


class VirtualLifter(Strict):
    """A lifter, a machine and a span of time.

    Attributes
    ----------
    one_rm
        One-repetition maximum at the start, in `unit`.
    gain_pct_per_week
        Growth of the maximum in a week with training.
    slip_share, slip_floor
        Share of easy repetitions that are not clean before the first session, and after a lot of practice; the slips
        halve every `n_sessions_to_halve` sessions.
    unknown_share
        Share of repetitions that the camera cannot judge.
    reserve_bias
        Repetitions by which the lifter overrates the reserve.
    missed_share
        Share of sessions that do not take place.
    pain_share
        Share of sessions with a pain of 4.
    answers
        Whether the questions that no camera answers are answered with yes.
    """

    schema_id: Literal["cleanrep.lifter/1"] = Field(alias="schema")
    name: Text
    exercise: Slug = "lever-back-extension"
    variant: Slug = "standing"
    goal: Slug
    level: Level = "beginner"
    seed: Annotated[int, Field(strict=True, ge=0, le=2**31)] = 1
    weeks: Annotated[int, Field(strict=True, ge=1, le=260)] = 52
    sessions_per_week: Annotated[int, Field(strict=True, ge=1, le=4)] = 2
    unit: Literal["kg", "lb"] = "kg"
    steps: tuple[Positive, ...] = Field(default=(), max_length=200)
    add_ons: tuple[Positive, ...] = Field(default=(), max_length=6)
    one_rm: Annotated[float, Field(strict=True, gt=0, le=2000, allow_inf_nan=False)]
    gain_pct_per_week: Annotated[float, Field(strict=True, ge=0, le=5, allow_inf_nan=False)] = 0.5
    slip_share: Share = 0.15
    slip_floor: Share = 0.01
    n_sessions_to_halve: Annotated[float, Field(strict=True, gt=0, le=1000, allow_inf_nan=False)] = 6.0
    unknown_share: Share = 0.02
    reserve_bias: Annotated[float, Field(strict=True, ge=-5, le=5, allow_inf_nan=False)] = 0.0
    missed_share: Share = 0.05
    pain_share: Share = 0.0
    answers: Annotated[bool, Field(strict=True)] = True
    absences: tuple[Absence, ...] = Field(default=(), max_length=52)

    @model_validator(mode="after")
    def _check_steps(self) -> Self:
        if list(self.steps) != sorted(set(self.steps)):
            raise ValueError("expected rising steps, got others")
        return self

    def is_away(self, week: int) -> bool:
        """Whether the lifter does not train in this week, counted from 1."""
        return any(item.week <= week < item.week + item.weeks for item in self.absences)
