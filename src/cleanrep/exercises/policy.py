"""Schema of an exercise file's `[policy]`: when repetitions and load rise, fall or wait.

Holds the limits with their sources; which of them applies to a log is `planning`'s to decide.
"""

from typing import Annotated, Self

from pydantic import Field, model_validator

from cleanrep.exercises.fields import Count, Positive, Slug, Source, Strict, WholeCount

Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
Cut = Annotated[float, Field(strict=True, gt=0, lt=1, allow_inf_nan=False)]
Pain = Annotated[int, Field(strict=True, ge=0, le=10)]


class ShareRange(Strict):
    """Shares from least to most, such as a cut of 15 to 20 percent."""

    min: Cut
    max: Cut

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.min > self.max:
            raise ValueError(f"expected min <= max, got {self.min} > {self.max}")
        return self


class QualityStages(Strict):
    """Rules of each stage of quality, in the order in which they are worked on.

    Attributes
    ----------
    max_fault_share
        A stage of tempo or range is finished while each of its rules is not met in at most this share of the
        repetitions; control allows none.
    """

    control: tuple[Slug, ...] = Field(min_length=1)
    tempo: tuple[Slug, ...]
    range: tuple[Slug, ...]
    max_fault_share: Share
    source: Source


class RepetitionPolicy(Strict):
    """When a repetition is added to each set.

    Attributes
    ----------
    min_clean_share
        Of every work set of a session.
    smooth_rules
        A repetition in which none of these is not met is smooth.
    max_repetitions
        Cap where the next step of the machine is too large and repetitions are added instead.
    """

    min_clean_share: Share
    smooth_rules: tuple[Slug, ...] = Field(min_length=1)
    max_repetitions: WholeCount
    source: Source


class LoadPolicy(Strict):
    """When the load rises, and by how much.

    Attributes
    ----------
    n_sessions
        Sessions in a row at the top of the goal's range that pass.
    max_not_assessed_share
        Of a session's repetitions, those of which it cannot be told whether they were clean.
    max_p_off_aim
        Largest probability that the true value of a critical or quality rule misses its aim, median over a set.
    answers
        Rules that the camera must have judged, or the lifter answered, before the load rises.
    max_step_share, max_fine_step_share, fine_goals
        Largest rise of the demand on the back in one step; the fine one for the goals named.
    plate_kg, plate_lb
        Smallest step where a machine has no pins.
    max_eccentric_s
        How slow the lowering may be prescribed where the next step is too large; half a second slower at a time.
    """

    n_sessions: WholeCount
    max_not_assessed_share: Share
    max_p_off_aim: Share
    max_pain: Pain
    answers: tuple[Slug, ...]
    max_step_share: Cut
    max_fine_step_share: Cut
    fine_goals: tuple[Slug, ...]
    plate_kg: Positive
    plate_lb: Positive
    max_eccentric_s: Positive
    source: Source


class TooHeavyPolicy(Strict):
    """When a load was too heavy, and how far it falls.

    Attributes
    ----------
    rules
        A confirmed fault of one of these counts.
    n_repetitions, first_repetitions
        Too heavy is at least so many repetitions of a set with one, or any among the first few.
    cut
        Of the demand, for the next set.
    repeated_cut
        After two sessions in a row; then one technique session.
    """

    rules: tuple[Slug, ...] = Field(min_length=1)
    n_repetitions: WholeCount
    first_repetitions: WholeCount
    cut: Cut
    repeated_cut: ShareRange
    source: Source


class DeloadPolicy(Strict):
    """When a lighter week comes, and how light.

    Attributes
    ----------
    n_regressions, regression_weeks
        So many regressions (too heavy, or stopped by pain) within so many weeks.
    every_weeks
        From `min` weeks after the last one when nothing rose in the last session, at `max` in any case.
    max_readiness
        Readiness (1 poor to 5 fresh) at or below which a session is a light one.
    """

    n_regressions: WholeCount
    regression_weeks: WholeCount
    every_weeks: Count
    max_readiness: Annotated[int, Field(strict=True, ge=1, le=5)]
    volume_cut: ShareRange
    load_cut: Cut
    source: Source


class LayOff(Strict):
    """After so many weeks without a session the demand is cut by this share."""

    weeks: WholeCount
    cut: Cut


class LayOffPolicy(Strict):
    """What a break costs; beyond `restart_weeks` it begins again with technique."""

    steps: tuple[LayOff, ...] = Field(min_length=1)
    restart_weeks: WholeCount
    source: Source

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        weeks = [step.weeks for step in self.steps] + [self.restart_weeks]
        if weeks != sorted(set(weeks)):
            raise ValueError(f"expected rising weeks, restart_weeks last, got {weeks}")
        return self


class BeginnerPolicy(Strict):
    """Technique sessions before a beginner's first session for the goal: at least `min`, at most `max`."""

    technique_sessions: Count
    source: Source


class StopPolicy(Strict):
    """Pain that ends a session; `light_cut` is what the next session takes off the demand."""

    min_pain: Pain
    light_cut: Cut
    source: Source


class StartPolicy(Strict):
    """How a starting load is found by a set that is rated in repetitions in reserve.

    Attributes
    ----------
    trial_repetitions
        Repetitions of a trial set.
    trial_rir
        Reserve to keep in it; never a true maximum.
    max_repetitions_to_failure
        Repetitions plus reserve up to which Epley's formula is trusted; beyond it the trial was too light.
    """

    trial_repetitions: Count
    trial_rir: Count
    max_repetitions_to_failure: WholeCount
    source: Source


class Policy(Strict):
    """Double progression behind a quality gate, in figures; `version` rises when a figure changes."""

    version: WholeCount
    stages: QualityStages
    repetitions: RepetitionPolicy
    load: LoadPolicy
    too_heavy: TooHeavyPolicy
    deload: DeloadPolicy
    lay_off: LayOffPolicy
    beginner: BeginnerPolicy
    stop: StopPolicy
    start: StartPolicy

    def rule_ids(self) -> dict[str, tuple[str, ...]]:
        """The rules that it names, by field."""
        return {
            "stages.control": self.stages.control,
            "stages.tempo": self.stages.tempo,
            "stages.range": self.stages.range,
            "repetitions.smooth_rules": self.repetitions.smooth_rules,
            "load.answers": self.load.answers,
            "too_heavy.rules": self.too_heavy.rules,
        }
