"""Sets and repetitions to rows and back."""

import json
from collections.abc import Sequence
from datetime import timedelta, timezone
from functools import lru_cache
from typing import Any

from cleanrep.model.repetition import Verdict
from cleanrep.model.set_outline import SetOutline, outline_repetitions
from cleanrep.model.training import (
    Load,
    LoadUnit,
    LoggedFinding,
    LoggedRepetition,
    PerformedSet,
    SelfReport,
    SetKind,
)
from cleanrep.store.tables import PerformedSetRow, RepetitionRow

SET_COLUMNS = tuple(
    column
    for column in PerformedSetRow.__table__.columns
    if column.name not in {"outline", "fingerprint", "added_by", "removed_by", "brought_back_by"}
)
REPETITION_COLUMNS = tuple(RepetitionRow.__table__.columns)
_UNITS = {unit.value: unit for unit in LoadUnit}
_KINDS = {kind.value: kind for kind in SetKind}
_ANSWERS = {answer.value: answer for answer in SelfReport}
_VERDICTS = {verdict.value: verdict for verdict in Verdict}
MAX_KEPT_TEXTS = 4096
"""Texts and their values that are kept while a log is read or written: most of a lifter's are alike."""


def write_set(performed: PerformedSet) -> dict[str, object]:
    """Columns of a set, without those that say how it came into the store."""
    offset = performed.performed_at.utcoffset()
    return {
        "id": performed.id,
        "person_id": performed.person_id,
        "session_id": performed.session_id,
        "exercise": performed.exercise,
        "variant": performed.variant,
        "goal": performed.goal,
        "performed_at": performed.performed_at,
        "utc_offset_min": 0 if offset is None else int(offset.total_seconds() // 60),
        "position": performed.order,
        "kind": performed.kind.value,
        "load_unit": performed.load.unit.value,
        "load_value": performed.load.value,
        "n_repetitions": performed.n_repetitions,
        "machine_id": performed.machine_id,
        "rir": performed.rir,
        "rpe": performed.rpe,
        "pain": performed.pain,
        "self_reports": _write_answers(performed.self_reports),
        "notes": performed.notes,
        "report_sha256": performed.report_sha256,
        "outline": write_outline(outline_repetitions(performed.repetitions)),
    }


@lru_cache(maxsize=MAX_KEPT_TEXTS)
def write_outline(outline: SetOutline) -> str:
    """An outline as a JSON array of its fields."""
    return json.dumps(
        [outline.cleans, outline.faults, outline.judged, outline.off_aim, outline.reviewed], separators=(",", ":")
    )


@lru_cache(maxsize=MAX_KEPT_TEXTS)
def read_outline(text: str) -> SetOutline:
    """An outline from its JSON array."""
    cleans, faults, judged, off_aim, reviewed = json.loads(text)
    return SetOutline(
        tuple(cleans),
        tuple((rule, tuple(numbers)) for rule, numbers in faults),
        tuple(map(tuple, judged)),
        tuple(map(tuple, off_aim)),
        tuple((number, tuple(rules)) for number, rules in reviewed),
    )


def write_repetition(set_id: str, repetition: LoggedRepetition) -> dict[str, object]:
    """Columns of a repetition."""
    return {
        "set_id": set_id,
        "number": repetition.index,
        "found_clean": repetition.found_clean,
        "corrected_clean": repetition.corrected_clean,
        "is_added": repetition.is_added,
        "is_removed": repetition.is_removed,
        "found": json.dumps({item.rule: item.found for item in repetition.findings if item.found}),
        "corrected": json.dumps({item.rule: item.corrected for item in repetition.findings if item.corrected}),
        "p_off_aim": json.dumps(
            {item.rule: item.p_off_aim for item in repetition.findings if item.p_off_aim is not None}
        ),
        "range_of_motion_deg": repetition.range_of_motion_deg,
        "concentric_s": repetition.concentric_s,
        "top_hold_s": repetition.top_hold_s,
        "eccentric_s": repetition.eccentric_s,
        "bottom_hold_s": repetition.bottom_hold_s,
    }


def read_set(row: Sequence[Any], repetitions: Sequence[LoggedRepetition] = ()) -> PerformedSet:
    """A set from its row, `SET_COLUMNS` in their order."""
    (
        set_id, person_id, session_id, exercise, variant, goal, performed_at, utc_offset_min, position, kind, load_unit,
        load_value, n_repetitions, machine_id, rir, rpe, pain, self_reports, notes, report_sha256,
    ) = row  # fmt: skip
    return PerformedSet(
        id=set_id,
        person_id=person_id,
        session_id=session_id,
        exercise=exercise,
        variant=variant,
        goal=goal,
        performed_at=performed_at.astimezone(make_zone(utc_offset_min)),
        order=position,
        load=Load(_UNITS[load_unit], load_value),
        n_repetitions=n_repetitions,
        kind=_KINDS[kind],
        machine_id=machine_id,
        repetitions=tuple(repetitions),
        rir=rir,
        rpe=rpe,
        pain=pain,
        self_reports=_read_answers(self_reports),
        notes=notes,
        report_sha256=report_sha256,
    )


def read_repetition(row: Sequence[Any]) -> LoggedRepetition:
    """A repetition from its row, `REPETITION_COLUMNS` in their order."""
    _, number, found_clean, corrected_clean, is_added, is_removed, found, corrected, p_off_aim, *measured = row
    range_of_motion_deg, concentric_s, top_hold_s, eccentric_s, bottom_hold_s = measured
    return LoggedRepetition(
        index=number,
        found_clean=found_clean,
        corrected_clean=corrected_clean,
        is_added=is_added,
        is_removed=is_removed,
        findings=_read_findings(found, corrected, p_off_aim),
        range_of_motion_deg=range_of_motion_deg,
        concentric_s=concentric_s,
        top_hold_s=top_hold_s,
        eccentric_s=eccentric_s,
        bottom_hold_s=bottom_hold_s,
    )


@lru_cache(maxsize=MAX_KEPT_TEXTS)
def _write_answers(answers: tuple[tuple[str, SelfReport], ...]) -> str:
    return json.dumps({rule: answer.value for rule, answer in answers})


@lru_cache(maxsize=MAX_KEPT_TEXTS)
def _read_answers(text: str) -> tuple[tuple[str, SelfReport], ...]:
    return tuple((rule, _ANSWERS[answer]) for rule, answer in json.loads(text).items())


@lru_cache(maxsize=MAX_KEPT_TEXTS)
def _read_findings(found_text: str, corrected_text: str, p_off_aim_text: str) -> tuple[LoggedFinding, ...]:
    found, corrected, p_off_aim = json.loads(found_text), json.loads(corrected_text), json.loads(p_off_aim_text)
    return tuple(
        LoggedFinding(rule, _VERDICTS.get(found.get(rule)), _VERDICTS.get(corrected.get(rule)), p_off_aim.get(rule))
        for rule in dict.fromkeys([*found, *corrected])
    )


@lru_cache(maxsize=256)
def make_zone(utc_offset_min: int) -> timezone:
    """A clock that is so many minutes ahead of UTC."""
    return timezone(timedelta(minutes=utc_offset_min))
