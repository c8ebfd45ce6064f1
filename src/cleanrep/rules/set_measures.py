"""Numbers about a whole set: spread of the range, repetitions against the goal, signs of too much load; medians."""

from collections.abc import Mapping, Sequence
from math import fsum, sqrt
from statistics import fmean, median

from cleanrep.exercises.fields import Count
from cleanrep.measures.registry import Reading, Readings, not_measured
from cleanrep.model.repetition import Finding, Verdict

_NOT_MET, _NOT_ASSESSED = Verdict.NOT_MET, Verdict.NOT_ASSESSED
TOO_HEAVY_RULES = frozenset({"no-momentum", "stop-at-neutral", "long-spine"})
N_EARLY_REPETITIONS = 3
MIN_REPETITIONS_FOR_SPREAD = 3
MEDIANS = ("concentric_s", "top_hold_s", "eccentric_s", "range_of_motion_deg", "peak_velocity_deg_s", "top_angle_deg")

_UNITS = {
    "range_of_motion_cv_pct": "%",
    "repetitions_beyond_goal": "1",
    "too_heavy_repetitions": "1",
    "n_repetitions": "1",
}


def get_set_measure_units() -> Mapping[str, str]:
    """Names and units of the measures that exist for sets."""
    return _UNITS


def take_set_measures(
    readings: Sequence[Readings], findings: Sequence[Sequence[Finding]], goal_repetitions: Count
) -> dict[str, Reading]:
    """Take every measure of a set from its repetitions' readings and findings (both in order)."""
    return {
        "n_repetitions": Reading(float(len(readings))),
        "range_of_motion_cv_pct": _measure_range_spread(readings),
        "repetitions_beyond_goal": _measure_beyond_goal(len(readings), goal_repetitions),
        "too_heavy_repetitions": _count_too_heavy(findings),
    }


def compute_medians(readings: Sequence[Readings]) -> dict[str, float]:
    """Medians over the repetitions of the measures that describe a set; those never taken are left out."""
    medians = {}
    for name in MEDIANS:
        values = [item[name].value for item in readings if name in item and item[name].reason is None]
        if values:
            medians[name] = median(values)
    return medians


def _measure_range_spread(readings: Sequence[Readings]) -> Reading:
    values = [item["range_of_motion_deg"].value for item in readings if item["range_of_motion_deg"].reason is None]
    if len(values) < MIN_REPETITIONS_FOR_SPREAD:
        return not_measured(f"needs {MIN_REPETITIONS_FOR_SPREAD} repetitions")
    mean = fmean(values)
    # As `statistics.stdev`, which adds up fractions, in a fortieth of its time.
    spread = sqrt(fsum([(value - mean) ** 2 for value in values]) / (len(values) - 1))
    return Reading(100.0 * spread / mean)


def _measure_beyond_goal(n_repetitions: int, goal: Count) -> Reading:
    """Signed distance from the goal's range: - too few, + too many, 0 inside."""
    if n_repetitions < goal.min:
        return Reading(float(n_repetitions - goal.min))
    return Reading(float(max(0, n_repetitions - goal.max)))


def _count_too_heavy(findings: Sequence[Sequence[Finding]]) -> Reading:
    """Repetitions with a confirmed fault that speaks of too much load; one among the first three counts as two."""
    n_signs, n_assessed = 0, 0
    for index, of_repetition in enumerate(findings):
        verdicts = [finding.verdict for finding in of_repetition if finding.rule in TOO_HEAVY_RULES]
        n_assessed += verdicts.count(_NOT_ASSESSED) < len(verdicts)
        if _NOT_MET in verdicts:
            n_signs += 2 if index < N_EARLY_REPETITIONS else 1
    if n_assessed == 0:
        return not_measured("none of the repetitions could be judged for it")
    return Reading(float(n_signs))
