"""One set: pairs the repetitions found with the true ones, and compares."""

from math import isnan

from cleanrep.exercises.schema import Exercise
from cleanrep.model.repetition import Finding, PhaseTimes, Repetition
from cleanrep.model.report import SetReport
from cleanrep.rules.context import Circumstances
from validation.score.places import make_circumstances, place_rule
from validation.score.results import Compared, GivenFault, Place, RepetitionResult, RuleResult, SetResultRow
from validation.truth import RepetitionTruth, SetTruth

MATCH_S = 1.5
"""A repetition found belongs to a true one when the middles of their tops are this near."""
_BOUNDARIES = ("start_s", "top_start_s", "top_end_s", "end_s")
_PHASES = ("concentric_s", "top_hold_s", "eccentric_s", "bottom_hold_s")


def compare_set(name: str, truth: SetTruth, report: SetReport, *, exercise: Exercise) -> SetResultRow:
    """Result of one set."""
    circumstances = make_circumstances(exercise, truth.variant, truth.goal)
    pairs, left = _pair(truth.repetitions, report.repetitions)
    rows = []
    for row, (true, found) in enumerate(pairs):
        before = truth.repetitions[row - 1] if row else None
        rows.append(_compare_repetition(true, found, before, circumstances=circumstances))
    view = report.view
    return SetResultRow(
        name=name,
        key=truth.key,
        variant=truth.variant,
        goal=truth.goal,
        strata=truth.strata,
        in_sample=truth.in_sample,
        is_judgeable=truth.is_judgeable,
        exit_status=0 if report.is_judged else 3,
        reasons=view.reasons,
        yaw_deg=Compared(true=truth.yaw, found=_finite(view.yaw_deg)),
        n_frames=truth.frames,
        duration_s=report.source.duration_s,
        coverage=view.coverage,
        n_true=len(truth.repetitions),
        n_found=len(report.repetitions),
        phantoms=tuple(round(_middle_s(found.times), 3) for found in left),
        repetitions=tuple(rows),
        set_rules=tuple(_compare_set_rule(part.finding, truth, circumstances) for part in report.set_findings),
    )


def _pair(
    expected: tuple[RepetitionTruth, ...], found: tuple[Repetition, ...]
) -> tuple[list[tuple[RepetitionTruth, Repetition | None]], list[Repetition]]:
    """Each true repetition with the nearest one found that no earlier one took; and those left over."""
    left = list(found)
    pairs: list[tuple[RepetitionTruth, Repetition | None]] = []
    for true in expected:
        middle_s = (true.top_start_s + true.top_end_s) / 2.0
        near = min(left, key=lambda item: abs(_middle_s(item.times) - middle_s), default=None)
        if near is not None and abs(_middle_s(near.times) - middle_s) <= MATCH_S:
            left.remove(near)
            pairs.append((true, near))
        else:
            pairs.append((true, None))
    return pairs, left


def _middle_s(times: PhaseTimes) -> float:
    return (times.top_start_s + times.top_end_s) / 2.0


def _compare_repetition(
    true: RepetitionTruth, found: Repetition | None, before: RepetitionTruth | None, *, circumstances: Circumstances
) -> RepetitionResult:
    rules = {rule.id: rule for rule in circumstances.exercise.rules if rule.scope == "repetition"}
    deciding = [rule for rule in rules.values() if rule.importance in ("critical", "quality")]
    values = true.measures
    is_clean = all(place_rule(rule, circumstances, values).place is not Place.PAST for rule in deciding)
    measured = {} if found is None else {measure.name: measure for measure in found.measures}
    return RepetitionResult(
        index=true.index,
        fault=true.fault,
        faults=tuple(GivenFault.model_validate(fault.model_dump()) for fault in true.faults),
        is_clean=is_clean,
        follows_rebound=before is not None and before.bottom_hold_s == 0.0,
        found_index=None if found is None else found.index,
        found_clean=None if found is None else found.is_clean,
        boundaries=_compare_times(true, found, _BOUNDARIES),
        phases=_compare_times(true, found, _PHASES),
        measures={
            name: Compared(true=values[name], found=_finite(part.value), uncertainty=part.uncertainty)
            for name, part in measured.items()
            if name in values
        },
        rules=() if found is None else tuple(_compare_rule(part, values, circumstances) for part in found.findings),
    )


def _compare_times(true: RepetitionTruth, found: Repetition | None, names: tuple[str, ...]) -> dict[str, Compared]:
    return {
        name: Compared(true=getattr(true, name), found=None if found is None else _finite(getattr(found.times, name)))
        for name in names
    }


def _compare_rule(finding: Finding, values: dict[str, float], circumstances: Circumstances) -> RuleResult:
    rule = next(rule for rule in circumstances.exercise.rules if rule.id == finding.rule)
    placed = place_rule(rule, circumstances, values)
    measure = finding.measure if finding.measure in placed.values else None
    if measure is None and len(placed.values) == 1:
        (measure,) = placed.values
    return RuleResult(
        rule=finding.rule,
        verdict=finding.verdict.value,
        place=placed.place,
        measure=finding.measure or measure,
        true=placed.values.get(measure) if measure else None,
        found=_finite(finding.value),
        uncertainty=finding.uncertainty,
        reason=finding.reason,
    )


def _compare_set_rule(finding: Finding, truth: SetTruth, circumstances: Circumstances) -> RuleResult:
    return _compare_rule(finding, _measure_whole_set(truth, circumstances), circumstances)


def _measure_whole_set(truth: SetTruth, circumstances: Circumstances) -> dict[str, float]:
    """True values of measures of the whole set: spread of the range, repetitions beyond the goal."""
    ranges = [part.measures["range_of_motion_deg"] for part in truth.repetitions]
    aim = circumstances.exercise.goals[truth.goal].repetitions
    count = len(ranges)
    values = {"repetitions_beyond_goal": float(min(count - aim.min, 0) or max(count - aim.max, 0))}
    if count >= 2:
        mean = sum(ranges) / count
        spread = (sum((value - mean) ** 2 for value in ranges) / (count - 1)) ** 0.5
        values["range_of_motion_cv_pct"] = 100.0 * spread / mean
    return values


def _finite(value: float | None) -> float | None:
    return None if value is None or isnan(value) else value
