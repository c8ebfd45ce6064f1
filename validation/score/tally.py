"""Count over sets: shares and values by what they are of and by condition. Tallies of parts can be joined."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest

from validation.score.faults import FAULT_RULES, FAULTS_BEFORE_THE_NEXT, FAULTS_OF_THE_BOTTOM
from validation.score.intervals import Share
from validation.score.results import Compared, Place, RepetitionResult, RuleResult, SetResultRow

ALL = "all"
Key = tuple[str, str]
"""Name of a figure and condition: ``("count exact", "variant: standing")``."""
Z_68, Z_95 = 0.994458, 1.959964
"""Standard deviations within which a normal error lies in 68 % and in 95 % of the cases."""
LEVELS = frozenset({"start_angle_deg", "top_angle_deg", "lean_back_deg"})
CENSORED = frozenset({"bottom_dwell_s"})
"""Measured only as far as it was watched when the repetition was judged."""
NO_NEUTRAL = "the neutral position is not known"
"""How the reason begins with which the engine leaves angles open that it has nothing to hold against."""
ANGLE_RULES = frozenset(
    {"start-lowered", "reach-neutral", "stop-at-neutral", "full-range", "head-neutral", "long-spine"}
)


def _make_pair() -> list[int]:
    return [0, 0]


def _make_values() -> defaultdict[Key, list[float]]:
    return defaultdict(list)


def _make_counts() -> defaultdict[Key, list[int]]:
    return defaultdict(_make_pair)


@dataclass(slots=True)
class Tally:
    """Counts and values gathered so far.

    Attributes
    ----------
    hits : dict[Key, list[int]]
        Hits and trials.
    values : dict[Key, list[float]]
        Absolute errors, errors and the like, one by one.
    """

    hits: defaultdict[Key, list[int]] = field(default_factory=_make_counts)
    values: defaultdict[Key, list[float]] = field(default_factory=_make_values)

    def add(self, row: SetResultRow) -> None:
        """Count one set."""
        named = {"variant": row.variant, **row.strata}
        conditions = (ALL, *(f"{name}: {value}" for name, value in named.items()))
        if not row.is_judgeable:
            self._count("refused", _is_refused(row), conditions)
            return
        is_whole = all(item.found_index is not None for item in row.repetitions)
        self._count("count exact", is_whole and not row.phantoms, conditions)
        self._count("no phantom", not row.phantoms, conditions)
        self._count("judged", row.exit_status == 0, conditions)
        for repetition, following in zip_longest(row.repetitions, row.repetitions[1:]):
            self._count("repetition found", repetition.found_index is not None, conditions)
            self._add_faults(repetition, following, conditions)
            self._add_errors(repetition, conditions, is_standing=row.variant == "standing")
            self._add_verdicts(repetition, conditions)

    def merge(self, other: "Tally") -> None:
        """Take what another tally has counted."""
        for key, (n_hits, n) in other.hits.items():
            self.hits[key][0] += n_hits
            self.hits[key][1] += n
        for key, values in other.values.items():
            self.values[key] += values

    def get_share(self, name: str, condition: str = ALL) -> Share:
        """Share of a name; of nothing where nothing was counted."""
        n_hits, n = self.hits.get((name, condition), (0, 0))
        return Share(n_hits, n)

    def list_conditions(self, name: str) -> list[str]:
        """Conditions under which something of a name was counted, without `ALL`, in order."""
        return sorted({condition for known, condition in self.hits if known == name and condition != ALL})

    def list_names(self, start: str) -> list[str]:
        """Names that begin with something, in order."""
        return sorted({name for name, _ in (*self.hits, *self.values) if name.startswith(start)})

    def _count(self, name: str, is_hit: bool, conditions: Iterable[str] = (ALL,)) -> None:
        for condition in conditions:
            pair = self.hits[name, condition]
            pair[0] += is_hit
            pair[1] += 1

    def _add_errors(self, repetition: RepetitionResult, conditions: Iterable[str], *, is_standing: bool) -> None:
        for name, compared in (*repetition.boundaries.items(), *repetition.phases.items()):
            error = _find_error(compared)
            kind = "boundary" if name in repetition.boundaries else name
            if error is not None:
                for condition in conditions:
                    self.values[f"off: {kind}", condition].append(abs(error))
        self._add_measures(repetition, conditions, is_standing=is_standing)

    def _add_measures(self, repetition: RepetitionResult, conditions: Iterable[str], *, is_standing: bool) -> None:
        for name, compared in repetition.measures.items():
            error = _find_error(compared)
            # Seated, neutral is the set's own top: its level against the true neutral means nothing.
            if error is None or name in CENSORED or (name in LEVELS and not is_standing):
                continue
            self.values[f"error: {name}", ALL].append(error)
            if name in {"range_of_motion_deg", "top_angle_deg"}:
                for condition in conditions:
                    self.values[f"off: {name}", condition].append(abs(error))
            if compared.uncertainty:
                self._add_coverage(name, abs(error) / compared.uncertainty, conditions)

    def _add_coverage(self, name: str, off_sd: float, conditions: Iterable[str]) -> None:
        self._count(f"within 68 %: {name}", off_sd <= Z_68, conditions)
        self._count(f"within 95 %: {name}", off_sd <= Z_95, conditions)
        self.values[f"off in sd: {name}", ALL].append(off_sd)

    def _add_verdicts(self, repetition: RepetitionResult, conditions: Iterable[str]) -> None:
        is_clean = all(fault.strength == "under" for fault in repetition.faults)
        for rule in repetition.rules:
            self._count(f"not assessed: {rule.rule}", rule.verdict == "not_assessed", conditions)
            if rule.verdict == "not_assessed":
                continue
            self._count(f"said {rule.verdict}: {rule.place}", is_hit=True)
            if rule.place is Place.PAST:
                self._count(f"past limit told: {rule.rule}", rule.verdict == "not_met")
            may_fail = rule.place is Place.PAST or (rule.place is Place.UNKNOWN and repetition.follows_rebound)
            if is_clean and not may_fail:
                self._count(f"false: {rule.rule}", rule.verdict == "not_met")
                self._count("false", rule.verdict == "not_met", conditions)
                self._count(f"borderline: {rule.rule}", rule.verdict == "borderline")
                self._count("borderline", rule.verdict == "borderline", conditions)

    def _add_faults(
        self, repetition: RepetitionResult, following: RepetitionResult | None, conditions: Iterable[str]
    ) -> None:
        for fault in repetition.faults:
            if following is None and fault.kind in FAULTS_BEFORE_THE_NEXT:
                continue
            shown = list(repetition.rules)
            if following is not None and fault.kind in FAULTS_OF_THE_BOTTOM:
                shown += following.rules
            own = [rule for rule in shown if rule.rule in FAULT_RULES[fault.kind]]
            if not _is_as_strong(fault.strength, own):
                continue
            verdicts = {rule.verdict for rule in own}
            self._count(f"told: {fault.kind}, {fault.strength}", "not_met" in verdicts, conditions)
            # A repetition that was missed has no verdicts: its fault is not told, and not left open either.
            self._count(f"fault not assessed: {fault.kind}, {fault.strength}", verdicts == {"not_assessed"})
            lacks_neutral = any((rule.reason or "").startswith(NO_NEUTRAL) for rule in own)
            self._count(f"neutral not known: {fault.kind}, {fault.strength}", lacks_neutral)


def _is_as_strong(strength: str, rules: list[RuleResult]) -> bool:
    """Whether the true values are past a fault limit just when the fault is clear; a missed repetition counts."""
    is_past = any(rule.place in (Place.PAST, Place.UNKNOWN) for rule in rules) or not rules
    return is_past if strength == "clear" else all(rule.place is not Place.PAST for rule in rules)


def _is_refused(row: SetResultRow) -> bool:
    """The view was told as unsuitable and no angle was judged."""
    said = {rule.verdict for item in row.repetitions for rule in item.rules if rule.rule in ANGLE_RULES}
    return row.exit_status == 3 and said <= {"not_assessed"}


def _find_error(compared: Compared) -> float | None:
    return None if compared.true is None or compared.found is None else compared.found - compared.true


def tally_rows(rows: Iterable[SetResultRow]) -> Tally:
    """Count sets."""
    tally = Tally()
    for row in rows:
        tally.add(row)
    return tally
