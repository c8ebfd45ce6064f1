"""Schema of an exercise file: guide content, variants, goals, phase signal, uncertainties, rules, cues, sources.

An exercise is data. A rule holds a closed set of checks (a measure, an aim, a fault limit) and neither expressions nor
class names; which measures exist is the engine's business, checked when the exercise is joined with it.
"""

from collections import Counter
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cleanrep.exercises.fields import (
    Bounds,
    Count,
    Finite,
    Level,
    MeasureName,
    NotNegative,
    Positive,
    Slug,
    Source,
    Strict,
    Text,
    override_sides,
)
from cleanrep.exercises.policy import Policy

MAX_PROBLEMS = 20
"""Problems named at once; the file may be a stranger's and hold thousands."""


class Overview(Strict):
    """The guide's overview table, its opening description, and the rules that this description feeds."""

    body_part: Text
    primary_muscles: tuple[Text, ...] = Field(min_length=1)
    secondary_muscles: tuple[Text, ...]
    equipment: Text
    difficulty: Text
    description: tuple[Text, ...] = ()
    rules: tuple[Slug, ...] = ()


class Statement(Strict):
    """One statement of the guide in our own words, and the rules that it feeds."""

    id: Slug
    title: Text
    text: Text
    rules: tuple[Slug, ...] = ()


class Question(Strict):
    """One entry of the FAQ, and the rules that it explains."""

    id: Slug
    question: Text
    answer: Text
    rules: tuple[Slug, ...] = ()


class SetupSetting(Strict):
    """A place on the machine that a lifter sets once and finds again, such as the height of a pad."""

    id: Slug
    name: Text
    question: Text


class SetupStep(Statement):
    """A step of the set-up, and what it sets on the machine."""

    settings: tuple[SetupSetting, ...] = ()


class EquipmentItem(Strict):
    """A piece of equipment and what it is for; `stability` is how much it steadies the lifter."""

    id: Slug
    name: Text
    uses: tuple[Text, ...] = Field(min_length=1)
    space: Literal["small", "medium", "large"]
    level: tuple[Level, ...] = Field(min_length=1)
    stability: Literal["low", "medium", "high"]


class Guide(Strict):
    """The guide's prose parts."""

    setup: tuple[SetupStep, ...]
    execution: tuple[Statement, ...]
    tips: tuple[Statement, ...]
    faq: tuple[Question, ...]
    equipment: tuple[EquipmentItem, ...]
    equipment_advice: tuple[Statement, ...]
    safety: tuple[Statement, ...]


class Tempo(Strict):
    """Prescribed seconds of each phase, in the order lift, top, lowering, bottom."""

    concentric_s: Positive
    top_hold_s: NotNegative
    eccentric_s: Positive
    bottom_hold_s: NotNegative


class Goal(Strict):
    """Prescription for one goal; `source` parts the guide's figures from ours, `rules` are those that it feeds."""

    name: Text
    sets: Count
    repetitions: Count
    load: Text
    tempo: Tempo
    rir: Count | None = None
    percent_1rm: Bounds | None = None
    rest_s: Bounds
    sessions_per_week: Bounds | None = None
    notes: tuple[Text, ...] = ()
    rules: tuple[Slug, ...] = ()
    source: Source


class Posture(Strict):
    """What the body looks like in this variant, so that another movement is not mistaken for it.

    Thigh inclination is knee to hip from vertical, + forward, with the person mirrored to face +x; the knee angle is
    180 for a straight leg. Limits are on the median over a repetition.
    """

    thigh_inclination_deg: Bounds | None = None
    knee_angle_deg: Bounds | None = None
    source: Source


class Variant(Strict):
    """A way of doing the exercise that changes what can be measured or which limits hold.

    Attributes
    ----------
    expected_range
        Range of the phase signal over a full repetition, in the signal's unit; a movement under a quarter of it is no
        repetition.
    neutral
        ``straight-line``: the top is judged by the trunk against the leg line; ``own-top``: against the lifter's own
        calibrated hold, or the median top of the set.
    max_anchor_shift
        Hip displacement within a repetition, in trunk lengths, beyond which the movement is another one (walking,
        squatting, picking something up). The pose model moves a still hip by up to 0.44 behind a lever
        (simulated sets).
    """

    name: Text
    description: Text
    expected_range: Annotated[float, Field(strict=True, gt=5, le=180)]
    neutral: Literal["straight-line", "own-top"]
    max_anchor_shift: Annotated[float, Field(strict=True, gt=0, le=2)] = 0.5
    posture: Posture | None = None
    source: Source


class PhaseSignal(Strict):
    """Signal that shows when; `concentric` says which way it runs during the lift.

    `held_share` is the share of the way that may be missing at the top and still count as held.
    """

    signal: MeasureName
    concentric: Literal["increasing", "decreasing"]
    set_gap_s: Annotated[float, Field(strict=True, gt=1, le=600)] = 12.0
    held_share: Annotated[float, Field(strict=True, ge=0, le=0.2)] = 0.0
    source: Source


class Uncertainty(Strict):
    """Standard uncertainty of a measure by sensor, in the measure's unit."""

    video: Positive | None = None
    video_calibrated: Positive | None = None
    imu: Positive | None = None
    imu_calibrated: Positive | None = None
    source: Source


class Condition(Strict):
    """When an override applies; every field given must hold."""

    variant: tuple[Slug, ...] | None = None
    goal: tuple[Slug, ...] | None = None
    level: tuple[Level, ...] | None = None
    sensor: Literal["video", "imu"] | None = None
    is_calibrated: Annotated[bool, Field(strict=True)] | None = None
    measure_below: tuple[MeasureName, Finite] | None = None


class Override(Strict):
    """Limits that replace the check's own where the condition holds; the last one that holds wins, side by side."""

    when: Condition
    aim: Bounds | None = None
    fault: Bounds | None = None
    source: Source | None = None


class Check(Strict):
    """One measure held against an aim and, where there is one, a fault limit.

    The aim is where a good repetition lies; beyond the fault limit it is a fault; between the two is borderline. A
    check without a fault limit can at worst be borderline.
    """

    measure: MeasureName
    aim: Bounds
    fault: Bounds | None = None
    source: Source
    overrides: tuple[Override, ...] = ()

    @model_validator(mode="after")
    def _check_overrides(self) -> Self:
        for override in self.overrides:
            for own, given in ((self.aim, override.aim), (self.fault, override.fault)):
                if own is not None and given is not None:
                    override_sides(own.sides, given)
        return self


class Rule(Strict):
    """A sentence of the guide as something that can be held against a repetition or a set.

    Attributes
    ----------
    assessed_by
        ``camera``: measured; ``self-report``, ``sensor``: one camera cannot see it, so it is a cue and a question.
    needs
        What the footage must offer: ``side-view`` for angles, ``still-camera`` for places in the picture.
    min_frame_rate_hz
        Below it the rule is not assessed; `min_frame_rate_source` says why, and either asks for the other.
    """

    id: Slug
    title: Text
    statement: Text
    importance: Literal["critical", "quality", "advice"]
    scope: Literal["repetition", "set"]
    assessed_by: Literal["camera", "self-report", "sensor"]
    needs: tuple[Literal["side-view", "still-camera"], ...] = ()
    min_frame_rate_hz: Annotated[float, Field(strict=True, gt=0, le=240)] | None = None
    min_frame_rate_source: Source | None = None
    variants: tuple[Slug, ...] | None = None
    cue: Text
    variant_cues: dict[Slug, Text] = Field(default_factory=dict)
    question: Text | None = None
    not_assessed_reason: Text | None = None
    checks: tuple[Check, ...] = ()

    @model_validator(mode="after")
    def _check_assessable(self) -> Self:
        if self.assessed_by == "camera" and not self.checks:
            raise ValueError("expected at least one check for a rule assessed by the camera, got none")
        if self.assessed_by != "camera" and (self.checks or not self.not_assessed_reason):
            raise ValueError("expected no checks and a not_assessed_reason for a rule that the camera cannot see")
        if (self.min_frame_rate_hz is None) != (self.min_frame_rate_source is None):
            raise ValueError("expected min_frame_rate_hz and min_frame_rate_source together, got one of them")
        return self


class Exercise(Strict):
    """A whole exercise file."""

    schema_id: Literal["cleanrep.exercise/1"] = Field(alias="schema")
    id: Slug
    name: Text
    summary: Text
    overview: Overview
    variants: dict[Slug, Variant] = Field(min_length=1)
    goals: dict[Slug, Goal] = Field(min_length=1)
    progression: tuple[Statement, ...]
    policy: Policy | None = None
    guide: Guide
    phase_signal: PhaseSignal
    uncertainties: dict[MeasureName, Uncertainty]
    rules: tuple[Rule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _check_references(self) -> Self:
        problems = [*_find_duplicates(self), *_find_dangling(self)]
        if problems:
            raise ValueError("; ".join(problems[:MAX_PROBLEMS]))
        return self

    @cached_property
    def counting_rules(self) -> frozenset[str]:
        """Rules that a clean repetition must not break."""
        return frozenset(rule.id for rule in self.rules if rule.importance in ("critical", "quality"))

    def statements(self) -> dict[str, Statement]:
        """Every statement of guide, progression and safety by ``part.id``, e.g. ``execution.pause-briefly``."""
        guide = self.guide
        parts = {
            "setup": guide.setup,
            "execution": guide.execution,
            "tips": guide.tips,
            "equipment-advice": guide.equipment_advice,
            "safety": guide.safety,
            "progression": self.progression,
        }
        return {f"{part}.{item.id}": item for part, items in parts.items() for item in items}


def _find_duplicates(exercise: Exercise) -> list[str]:
    guide = exercise.guide
    parts: dict[str, tuple[Statement | Question | EquipmentItem | Rule, ...]] = {
        "rules": exercise.rules,
        "progression": exercise.progression,
        "guide.setup": guide.setup,
        "guide.execution": guide.execution,
        "guide.tips": guide.tips,
        "guide.faq": guide.faq,
        "guide.equipment": guide.equipment,
        "guide.equipment_advice": guide.equipment_advice,
        "guide.safety": guide.safety,
    }
    return [
        f"{part}: expected each id once, got {name!r} {count} times"
        for part, items in parts.items()
        for name, count in Counter(item.id for item in items).items()
        if count > 1
    ]


def _find_dangling(exercise: Exercise) -> list[str]:
    known = {rule.id for rule in exercise.rules}
    feeds = [(key, item.rules) for key, item in exercise.statements().items()]
    feeds += [(f"faq.{item.id}", item.rules) for item in exercise.guide.faq]
    feeds += [(f"goals.{name}.rules", goal.rules) for name, goal in exercise.goals.items()]
    feeds += [("overview.rules", exercise.overview.rules)]
    if exercise.policy is not None:
        feeds += [(f"policy.{key}", rules) for key, rules in exercise.policy.rule_ids().items()]
    problems = [
        f"{key}: expected the id of a rule of this file, got {name!r}"
        for key, rules in feeds
        for name in rules
        if name not in known
    ]
    if exercise.policy is not None:
        fine = exercise.policy.load.fine_goals
        problems += [
            f"policy.load.fine_goals: expected a goal of this file, got {name!r}"
            for name in fine
            if name not in exercise.goals
        ]
    for rule in exercise.rules:
        for check in rule.checks:
            if check.measure not in exercise.uncertainties and rule.scope == "repetition":
                problems.append(f"rules.{rule.id}: expected an entry in uncertainties for {check.measure!r}, got none")
            problems += _find_unknown_names(exercise, rule.id, check)
        problems += [
            f"rules.{rule.id}.variants: expected a variant of this file, got {name!r}"
            for name in rule.variants or ()
            if name not in exercise.variants
        ]
    return problems


def _find_unknown_names(exercise: Exercise, rule_id: str, check: Check) -> list[str]:
    problems = []
    for override in check.overrides:
        for kind, names, known in (
            ("variant", override.when.variant, exercise.variants),
            ("goal", override.when.goal, exercise.goals),
        ):
            problems += [
                f"rules.{rule_id}.overrides: expected a {kind} of this file, got {name!r}"
                for name in names or ()
                if name not in known
            ]
    return problems
