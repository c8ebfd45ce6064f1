"""Count over sets: shares and values by what they are of and by condition. Tallies of parts can be joined."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cleanrep.model.repetition import Verdict
from validation.scoring.intervals import Share
from validation.scoring.rules import FAULT_RULES, NEXT_FAULT_RULES, Standing
from validation.scoring.score import BOUNDARIES, DURATIONS, RepetitionScore, RuleOutcome, SetScore

ALL = "all"
Key = tuple[str, str]
"""Name of a figure and condition: ``("count exact", "variant: standing")``."""
N_BINS = 10
"""Bins of the reliability plot."""


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

    def add(self, score: SetScore) -> None:
        """Count one set."""
        conditions = (ALL, *(f"{name}: {value}" for name, value in score.strata))
        if not score.is_judgeable:
            self._count("refused", score.is_refused, conditions)
            return
        self._count("count exact", score.is_count_exact, conditions)
        self._count("no phantom", score.n_phantoms == 0, conditions)
        self._count("judged", score.is_judged, conditions)
        for index, repetition in enumerate(score.repetitions):
            self._count("repetition found", repetition.is_found, conditions)
            following = score.repetitions[index + 1] if index + 1 < len(score.repetitions) else None
            self._add_faults(repetition, following, conditions)
            self._add_times(repetition, conditions)
            self._add_measures(repetition, conditions)
            self._add_outcomes(repetition.outcomes, conditions)
            for belief in repetition.beliefs:
                bin_name = f"reliability: {min(int(belief.p_off_aim * N_BINS), N_BINS - 1)}"
                self._count(bin_name, belief.is_off_aim, (ALL, f"rule: {belief.rule}"))
                self.values[bin_name, ALL].append(belief.p_off_aim)

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

    def _add_times(self, repetition: RepetitionScore, conditions: Iterable[str]) -> None:
        for condition in conditions:
            self.values["boundary", condition] += [abs(error) for error in repetition.boundary_errors_s]
        for name, error in zip(BOUNDARIES, repetition.boundary_errors_s, strict=False):
            self.values[f"boundary: {name}", ALL].append(error)

    def _add_measures(self, repetition: RepetitionScore, conditions: Iterable[str]) -> None:
        is_standing = "variant: standing" in conditions
        for measure in repetition.measures:
            # Seated, neutral is the set's own top: its level against the true neutral means nothing.
            if measure.name in {"top_angle_deg", "lean_back_deg", "start_angle_deg"} and not is_standing:
                continue
            self.values[f"error: {measure.name}", ALL].append(measure.error)
            if measure.name in {*DURATIONS, "range_of_motion_deg", "top_angle_deg"}:
                for condition in conditions:
                    self.values[f"off: {measure.name}", condition].append(abs(measure.error))
            if measure.uncertainty:
                off = abs(measure.error) / measure.uncertainty
                self._count(f"within 1 sd: {measure.name}", off <= 1.0, conditions)
                self._count(f"within 1.96 sd: {measure.name}", off <= 1.96, conditions)

    def _add_outcomes(self, outcomes: Iterable[RuleOutcome], conditions: Iterable[str]) -> None:
        for outcome in outcomes:
            if outcome.standing not in (Standing.CLEAN, Standing.UNDER):
                continue
            is_assessed = outcome.verdict is not Verdict.NOT_ASSESSED
            self._count(f"not assessed: {outcome.rule}", not is_assessed, conditions)
            if not is_assessed:
                continue
            is_wrong = outcome.verdict is Verdict.NOT_MET
            scope = "false" if outcome.standing is Standing.CLEAN else "false under"
            self._count(f"{scope}: {outcome.rule}", is_wrong)
            self._count(scope, is_wrong, conditions)
            if outcome.standing is Standing.CLEAN:
                self._count(f"borderline: {outcome.rule}", outcome.verdict is Verdict.BORDERLINE, conditions)

    def _add_faults(
        self, repetition: RepetitionScore, following: RepetitionScore | None, conditions: Iterable[str]
    ) -> None:
        for kind, strength in repetition.faults:
            shown = following if kind in NEXT_FAULT_RULES else repetition
            if shown is None:
                continue
            verdicts = {item.verdict for item in shown.outcomes if item.rule in _list_rules(kind)}
            self._count(f"told: {kind}, {strength}", Verdict.NOT_MET in verdicts, conditions)
            self._count(f"fault not assessed: {kind}, {strength}", verdicts <= {Verdict.NOT_ASSESSED})


def _list_rules(kind: str) -> frozenset[str]:
    return FAULT_RULES.get(kind, frozenset()) | NEXT_FAULT_RULES.get(kind, frozenset())


def tally_scores(scores: Iterable[SetScore]) -> Tally:
    """Count sets."""
    tally = Tally()
    for score in scores:
        tally.add(score)
    return tally


def join_tallies(parts: Iterator[Tally]) -> Tally:
    """One tally of several."""
    joined = Tally()
    for part in parts:
        joined.merge(part)
    return joined
