"""Bring the corrections of an analysis into the log, so that the progression goes by the person's word."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from cleanrep.app.corrections import Corrections, list_repetitions
from cleanrep.app.log_changes import Correction, correct_set, edit_set
from cleanrep.errors import ConflictError
from cleanrep.exercises.schema import Exercise
from cleanrep.model.training import LoggedRepetition, PerformedSet
from cleanrep.report.document import SetDocument

if TYPE_CHECKING:
    from cleanrep.store.store import Store


def follow_corrections(
    store: "Store", set_ids: Sequence[str], told: tuple[SetDocument, Corrections], *, exercise: Exercise, now: datetime
) -> None:
    """Make logged sets say what their analysis and its corrections say.

    Parameters
    ----------
    set_ids : Sequence[str]
        Sets of the log that the analysis became, in its order; those that were taken out of it are passed over.
    told : tuple[SetDocument, Corrections]
        The analysis, and everything that a person said of it.

    Raises
    ------
    ConflictError
        When the analysis has become other sets since.
    """
    document, corrections = told
    wanted = {item.index: item for item in list_repetitions(document, corrections, exercise)}
    groups = [list(members) for _, members in groupby(document.repetitions, key=lambda item: item.set)]
    if len(groups) != len(set_ids):
        expected = f"an analysis with the {len(set_ids)} sets of the log"
        raise ConflictError(expected, f"one with {len(groups)}", "correct them with 'cleanrep log correct'")
    added = [item for item in wanted.values() if item.is_added]
    for set_id, members in zip(set_ids, groups, strict=True):
        repetitions = [wanted[item.index] for item in members]
        if members is groups[-1]:
            repetitions += added
        if store.log.has_set(set_id):
            _follow(store, store.log.get_set(set_id), repetitions, now=now)


def _follow(store: "Store", logged: PerformedSet, wanted: Sequence[LoggedRepetition], *, now: datetime) -> None:
    known = {item.index: item for item in logged.repetitions}
    corrections = list(_list_corrections(known, wanted))
    if corrections:
        logged = correct_set(store, logged, corrections, now=now)
    known = {item.index: item for item in logged.repetitions}
    taken_back = list(_list_taken_back(known, wanted))
    if taken_back:
        edit_set(store, logged, taken_back, now=now)


def _list_corrections(known: dict[int, LoggedRepetition], wanted: Sequence[LoggedRepetition]) -> Iterator[Correction]:
    for number, item in enumerate(wanted, start=1):
        before = known.get(number)
        if before is None or before.is_removed != item.is_removed:
            yield Correction(number, "counts", value=not item.is_removed)
        overruled = {} if before is None else {finding.rule: finding.corrected for finding in before.findings}
        for finding in item.findings:
            if finding.corrected is not None and finding.corrected is not overruled.get(finding.rule):
                yield Correction(number, finding.rule, finding.corrected)
        said = None if before is None else before.corrected_clean
        if item.corrected_clean is not None and item.corrected_clean is not said:
            yield Correction(number, "clean", value=item.corrected_clean)
    for number in sorted(set(known) - set(range(1, len(wanted) + 1))):
        if not known[number].is_removed:
            yield Correction(number, "counts", value=False)


def _list_taken_back(
    known: dict[int, LoggedRepetition], wanted: Sequence[LoggedRepetition]
) -> Iterator[tuple[str, object]]:
    for number, item in enumerate(wanted, start=1):
        kept = {finding.rule: finding.corrected for finding in item.findings}
        for finding in known[number].findings:
            if finding.corrected is not None and kept.get(finding.rule) is None:
                yield f"repetitions.{number}.{finding.rule}", None
        if item.corrected_clean is None and known[number].corrected_clean is not None:
            yield f"repetitions.{number}.clean", None
