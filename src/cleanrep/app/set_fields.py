"""Single fields of a logged set by name: read one, make a set with another value; the history of changes speaks so.

A field is a name of `PerformedSet` (``load``, ``rir``, ``notes``...), or of a repetition: ``repetitions.3.clean`` and
``repetitions.3.counts`` (whether it is one at all), or ``repetitions.3.RULE`` for the verdict on a rule. Values are
JSON. What an analysis found is no field: it cannot be changed.
"""

import json
from dataclasses import replace

from cleanrep.errors import ConflictError
from cleanrep.model.repetition import Verdict
from cleanrep.model.training import (
    Load,
    LoadUnit,
    LoggedFinding,
    LoggedRepetition,
    PerformedSet,
    SelfReport,
    SetKind,
)

_WORDS = {"machine_id": "machine", "n_repetitions": "reps", "rir": "RIR", "rpe": "RPE", "self_reports": "answers"}


def get_field(performed: PerformedSet, field: str) -> str:
    """Value of a field as JSON; null for a repetition or a verdict that is not there."""
    if field.startswith("repetitions."):
        number, aspect = _split(field)
        return json.dumps(_get_of_repetition(_find(performed, number), aspect))
    if field == "load":
        return json.dumps([performed.load.unit.value, performed.load.value])
    if field == "kind":
        return json.dumps(performed.kind.value)
    if field == "self_reports":
        return json.dumps({rule: answer.value for rule, answer in performed.self_reports})
    return json.dumps(getattr(performed, field))


def set_field(performed: PerformedSet, field: str, value: str) -> PerformedSet:
    """The same set with another value, given as `get_field` gives it."""
    if field.startswith("repetitions."):
        return _set_of_repetition(performed, field, value)
    told = json.loads(value)
    if field == "load":
        return replace(performed, load=Load(LoadUnit(told[0]), told[1]))
    if field == "kind":
        return replace(performed, kind=SetKind(told))
    if field == "self_reports":
        return replace(performed, self_reports=tuple((rule, SelfReport(answer)) for rule, answer in told.items()))
    return replace(performed, **{field: told})


def spell_field(field: str) -> str:
    """A field in words: ``rep 3, clean``, ``machine``."""
    if field.startswith("repetitions."):
        number, aspect = _split(field)
        return f"rep {number}, {aspect}"
    return _WORDS.get(field, field)


def _split(field: str) -> tuple[int, str]:
    _, number, aspect = field.split(".", 2)
    return int(number), aspect


def _find(performed: PerformedSet, number: int) -> LoggedRepetition | None:
    return next((item for item in performed.repetitions if item.index == number), None)


def _get_of_repetition(repetition: LoggedRepetition | None, aspect: str) -> object:
    if repetition is None:
        return None
    if aspect == "clean":
        return repetition.corrected_clean
    if aspect == "counts":
        return not repetition.is_removed
    found = next((item for item in repetition.findings if item.rule == aspect), None)
    return None if found is None or found.corrected is None else found.corrected.value


def _set_of_repetition(performed: PerformedSet, field: str, value: str) -> PerformedSet:
    number, aspect = _split(field)
    told = json.loads(value)
    repetition = _find(performed, number)
    if repetition is None:
        if aspect != "counts":
            n_known = len(performed.repetitions)
            raise ConflictError(f"a rep of this set (1 to {n_known})", str(number), "see 'cleanrep log show'")
        repetition = LoggedRepetition(index=number, is_added=True)
        performed = replace(performed, repetitions=(*performed.repetitions, repetition))
    changed = _change(repetition, aspect, told)
    return replace(
        performed, repetitions=tuple(changed if item.index == number else item for item in performed.repetitions)
    )


def _change(repetition: LoggedRepetition, aspect: str, told: object) -> LoggedRepetition:
    if aspect == "clean":
        return replace(repetition, corrected_clean=None if told is None else bool(told))
    if aspect == "counts":
        return replace(repetition, is_removed=not told)
    corrected = None if told is None else Verdict(str(told))
    findings = {item.rule: item for item in repetition.findings}
    found = findings.get(aspect, LoggedFinding(aspect, None))
    findings[aspect] = replace(found, corrected=corrected)
    kept = (item for item in findings.values() if item.found is not None or item.corrected is not None)
    return replace(repetition, findings=tuple(kept))
