"""Accuracy on recorded sets with truth beside them; needs ``--data DIR``.

A truth file holds ``variant``, ``yaw`` and per repetition its boundaries, ``top_trunk_deg``, ``bottom_trunk_deg``,
``neutral_trunk_deg`` and ``fault``. Bars are those of the project.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import fmean, median
from typing import Any

import numpy as np

from benchmarks.figure import Figure, Options
from benchmarks.footage import EXERCISE, GOAL
from cleanrep.app.analysis import run_analysis
from cleanrep.app.request import AnalysisRequest, find_exercise
from cleanrep.model.repetition import Repetition, Verdict

MAX_YAW_DEG = 30.0
MAX_DISTANCE_S = 1.5
MARGINAL_OVEREXTENSION_DEG = -16.0
FAULT_RULES = {
    "hyperext": {"stop-at-neutral"},
    "fast_lower": {"controlled-lowering"},
    "bounce": {"no-bounce", "settle-before-next"},
    "jerky": {"no-momentum", "smooth-start", "steady-lift"},
    "partial": {"reach-neutral", "full-range"},
    "no_pause": {"pause-at-top"},
}
AFTER_BOUNCE = {"no-bounce", "settle-before-next", "start-lowered", "smooth-start"}
BOUNDARIES = ("start_s", "top_start_s", "top_end_s", "end_s")
DURATIONS = ("concentric_s", "top_hold_s", "eccentric_s")

Errors = defaultdict[str, list[float]]
Reduce = Callable[[list[float]], float]
TrueRepetition = dict[str, Any]


def run(options: Options) -> list[Figure]:
    """Analyse every set of the folder and hold it against its truth."""
    if options.data is None:
        return []
    errors: Errors = defaultdict(list)
    for path in sorted(options.data.glob("*.json")):
        _score_set(path, errors)
    return _summarise(errors) if errors else []


def _score_set(path: Path, errors: Errors) -> None:
    truth = json.loads(path.read_text(encoding="utf-8"))
    goal = truth.get("goal", GOAL)
    request = AnalysisRequest(path.with_suffix(".mp4"), find_exercise(EXERCISE), truth["variant"], goal)
    report = run_analysis(request)
    if abs(truth["yaw"]) > MAX_YAW_DEG:
        errors["refused"].append(float(not report.is_judged))
        return
    expected = truth["repetitions"]
    errors["count"].append(float(len(report.repetitions) == len(expected)))
    fault_before = None
    for true, found in _match(report.repetitions, expected):
        fault = _find_fault(true)
        if found is None:
            errors["recall"] += [0.0] if fault in FAULT_RULES else []
        else:
            _score_times(true, found, errors)
            _score_angles(true, found, errors, is_standing=truth["variant"] == "standing")
            ignored = (AFTER_BOUNCE if fault_before == "bounce" else set()) | (
                {"start-lowered"} if truth["variant"] == "seated" else set()
            )
            _score_verdicts(fault, found, errors, ignored=ignored)
        fault_before = fault


def _find_fault(true: TrueRepetition) -> str:
    past_deg = true["top_trunk_deg"] - true["neutral_trunk_deg"]
    # Between aim and fault limit within the measurement's uncertainty: either verdict is right.
    is_marginal = true["fault"] == "hyperext" and past_deg > MARGINAL_OVEREXTENSION_DEG
    return "marginal" if is_marginal else str(true["fault"])


def _match(
    found: Iterable[Repetition], expected: list[TrueRepetition]
) -> list[tuple[TrueRepetition, Repetition | None]]:
    """Pair each true repetition with the found one whose top is nearest."""
    left = list(found)
    pairs: list[tuple[TrueRepetition, Repetition | None]] = []
    for true in expected:
        middle_s = (true["top_start_s"] + true["top_end_s"]) / 2

        def measure_distance_s(item: Repetition, middle_s: float = middle_s) -> float:
            return abs((item.times.top_start_s + item.times.top_end_s) / 2 - middle_s)

        nearest = min(left, key=measure_distance_s, default=None)
        if nearest is None or measure_distance_s(nearest) > MAX_DISTANCE_S:
            pairs.append((true, None))
        else:
            pairs.append((true, nearest))
            left.remove(nearest)
    return pairs


def _score_times(true: TrueRepetition, found: Repetition, errors: Errors) -> None:
    errors["boundary"] += [abs(getattr(found.times, key) - true[key]) for key in BOUNDARIES]
    for key in DURATIONS:
        errors[key].append(abs(getattr(found.times, key) - true[key]))


def _score_angles(true: TrueRepetition, found: Repetition, errors: Errors, *, is_standing: bool) -> None:
    measures = {measure.name: measure.value for measure in found.measures if measure.reason is None}
    if "range_of_motion_deg" in measures:
        range_deg = true["bottom_trunk_deg"] - true["top_trunk_deg"]
        errors["range"].append(abs(measures["range_of_motion_deg"] - range_deg))
    if is_standing and "top_angle_deg" in measures:
        errors["top"].append(abs(measures["top_angle_deg"] - (true["top_trunk_deg"] - true["neutral_trunk_deg"])))


def _score_verdicts(fault: str, found: Repetition, errors: Errors, *, ignored: set[str]) -> None:
    said = {finding.rule: finding.verdict for finding in found.findings}
    if fault in FAULT_RULES:
        errors["recall"].append(float(any(said.get(rule) is Verdict.NOT_MET for rule in FAULT_RULES[fault])))
    if fault == "good":
        errors["wrong"] += [
            float(verdict is Verdict.NOT_MET)
            for rule, verdict in said.items()
            if rule not in ignored and verdict is not Verdict.NOT_ASSESSED
        ]


def _summarise(errors: Errors) -> list[Figure]:
    rows: list[tuple[str, str, Reduce, str, float | None]] = [
        ("sets with the exact count", "count", fmean, "share", 1.0),
        ("boundary error, median", "boundary", median, "s", 0.10),
        ("boundary error, 90th percentile", "boundary", lambda values: float(np.percentile(values, 90)), "s", None),
        ("concentric error, mean", "concentric_s", fmean, "s", 0.20),
        ("top hold error, mean", "top_hold_s", fmean, "s", 0.20),
        ("eccentric error, mean", "eccentric_s", fmean, "s", 0.20),
        ("range of motion error, mean", "range", fmean, "deg", 2.5),
        ("top relative to neutral error, mean (standing)", "top", fmean, "deg", 3.0),
        ("recall of visible faults", "recall", fmean, "share", 0.90),
        ("wrong not_met in clean repetitions", "wrong", fmean, "share", 0.02),
        ("unsuitable views refused", "refused", fmean, "share", 1.0),
    ]
    floors = {"count", "recall", "refused"}
    return [
        Figure(name, float(reduce(errors[key])), unit, bar, key in floors, f"n = {len(errors[key])}")
        for name, key, reduce, unit, bar in rows
        if errors[key]
    ]
