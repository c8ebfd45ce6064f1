"""Log sets: from an analysis or by hand, for one of several people, in the session that is under way."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from pydantic import ValidationError

from cleanrep.errors import ConflictError, SourceError, UsageError
from cleanrep.model.training import (
    Load,
    LoadUnit,
    LoggedFinding,
    LoggedRepetition,
    PerformedSet,
    Person,
    SelfReport,
    Session,
    SetKind,
)
from cleanrep.model.training_records import ChangeKind, SessionWord
from cleanrep.regular_file import open_regular
from cleanrep.report.document import FindingDocument, RepetitionDocument, SetDocument
from cleanrep.report.wording import count_words

if TYPE_CHECKING:
    from cleanrep.store.store import Store

SESSION_GAP = timedelta(hours=4)
"""A set that lies further than this from every other one begins a new session."""
MAX_REPORT_BYTES = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SetEntry:
    """What a person says of a set.

    Attributes
    ----------
    exercise, variant, goal : str
        What was done; an analysis says it itself.
    n_repetitions : int or None
        None where an analysis counted them.
    performed_at : datetime
        With its zone; the first set's, where an analysis holds several.
    stop_reasons : tuple[str, ...]
        Ids of the stop rules that the person reports.
    """

    performed_at: datetime
    exercise: str = ""
    variant: str = ""
    goal: str = ""
    load: Load = field(default_factory=lambda: Load(LoadUnit.UNKNOWN))
    n_repetitions: int | None = None
    kind: SetKind = SetKind.WORK
    machine_id: str | None = None
    rir: float | None = None
    rpe: float | None = None
    pain: int | None = None
    self_reports: tuple[tuple[str, SelfReport], ...] = ()
    notes: str = ""
    readiness: int | None = None
    stop_reasons: tuple[str, ...] = ()


def read_report(path: Path) -> tuple[SetDocument, str]:
    """The document of ``cleanrep analyze --json``, and the hash of its bytes.

    Raises
    ------
    SourceError
        When it cannot be read or is no such document.
    """
    try:
        with open_regular(path) as file:
            content = file.read(MAX_REPORT_BYTES + 1)
    except OSError as error:
        raise SourceError(path.name, f"cannot be read ({error.strerror})", "check the path") from error
    return parse_report(content, name=path.name)


def parse_report(content: bytes, *, name: str) -> tuple[SetDocument, str]:
    """As `read_report`, from bytes."""
    remedy = "give the document of 'cleanrep analyze --json'"
    if len(content) > MAX_REPORT_BYTES:
        raise SourceError(name, f"is larger than {MAX_REPORT_BYTES // 1_000_000} MB", remedy)
    try:
        return SetDocument.model_validate_json(content), hashlib.sha256(content).hexdigest()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])[:80] or "file"
        raise SourceError(name, f"{place}: {first['msg']}", remedy) from error


def log_by_hand(store: "Store", person: Person, entry: SetEntry) -> tuple[PerformedSet, ...]:
    """Log a set that nobody filmed.

    Raises
    ------
    UsageError
        When the number of repetitions is not given.
    """
    if entry.n_repetitions is None:
        raise UsageError("the number of reps", "none", "give --reps N, or --report FILE of an analysis")
    return _add(store, person, entry, sets=[_make_set(person, entry)])


def log_report(
    store: "Store", person: Person, entry: SetEntry, *, document: SetDocument, sha256: str
) -> tuple[PerformedSet, ...]:
    """Log every set of an analysis, with what was found of each repetition.

    Raises
    ------
    ConflictError
        When this analysis is in the log already.
    UsageError
        When it found no repetition, or a number of repetitions is given beside it.
    """
    if entry.n_repetitions is not None:
        raise UsageError("no --reps beside an analysis", "both", "log the analysis, then correct it with 'log edit'")
    if not document.repetitions:
        raise UsageError("an analysis with reps", "one without", "log the set by hand with --reps")
    told = replace(entry, exercise=document.exercise, variant=document.variant, goal=document.goal)
    sets = []
    for _, members in groupby(document.repetitions, key=lambda item: item.set):
        items = list(members)
        performed = _make_set(person, told)
        first_s = items[0].start_s - document.repetitions[0].start_s
        sets.append(
            replace(
                performed,
                performed_at=entry.performed_at + timedelta(seconds=first_s),
                n_repetitions=len(items),
                repetitions=tuple(read_repetition(i, item) for i, item in enumerate(items, start=1)),
                report_sha256=sha256,
            )
        )
    return _add(store, person, entry, sets=sets)


def _make_set(person: Person, entry: SetEntry) -> PerformedSet:
    return PerformedSet(
        id=str(uuid4()),
        person_id=person.id,
        session_id="",
        exercise=entry.exercise,
        variant=entry.variant,
        goal=entry.goal,
        performed_at=entry.performed_at,
        order=1,
        load=entry.load,
        n_repetitions=entry.n_repetitions or 0,
        kind=entry.kind,
        machine_id=entry.machine_id,
        rir=entry.rir,
        rpe=entry.rpe,
        pain=entry.pain,
        self_reports=entry.self_reports,
        notes=entry.notes,
    )


def read_repetition(index: int, document: RepetitionDocument) -> LoggedRepetition:
    """A repetition of an analysis as the log keeps it, numbered within its set: of its figures those measured."""
    measured = {name: item.value for name, item in document.measures.items()}
    return LoggedRepetition(
        index=index,
        found_clean=document.clean,
        findings=tuple(_read_finding(item) for item in document.findings),
        range_of_motion_deg=measured.get("range_of_motion_deg"),
        concentric_s=measured.get("concentric_s"),
        top_hold_s=measured.get("top_hold_s"),
        eccentric_s=measured.get("eccentric_s"),
        bottom_hold_s=measured.get("bottom_hold_s"),
    )


def _read_finding(document: FindingDocument) -> LoggedFinding:
    p_off_aim = None if document.p_off_aim is None else round(document.p_off_aim, 3)
    return LoggedFinding(document.rule, document.verdict, None, p_off_aim)


def _add(store: "Store", person: Person, entry: SetEntry, *, sets: Sequence[PerformedSet]) -> tuple[PerformedSet, ...]:
    from cleanrep.store.log_writer import Act

    n_repetitions = sum(item.n_repetitions for item in sets)
    summary = f"{sets[0].exercise}, {count_words(len(sets), 'set')}, {count_words(n_repetitions, 'rep')}"
    with store.transaction():
        sha256 = sets[0].report_sha256
        known = None if sha256 is None else store.changes.find_report(person.id, sha256)
        if known is not None:
            raise ConflictError("a new analysis", f"the one of set {known[:8]}", "it is in the log already")
        if entry.machine_id is not None:
            store.machines.get(entry.machine_id)
        session = _join_session(store, person, entry)
        start = len(session.sets)
        placed = [replace(item, session_id=session.id, order=start + i) for i, item in enumerate(sets, start=1)]
        number = store.log_writer.record(Act(person.id, entry.performed_at, ChangeKind.LOG, summary))
        store.log_writer.add_sets(number, placed)
        if entry.stop_reasons or entry.readiness is not None:
            store.session_words.add(SessionWord(session.id, number, entry.readiness, entry.stop_reasons))
    return tuple(placed)


def _join_session(store: "Store", person: Person, entry: SetEntry) -> Session:
    """The session under way at that time, or a new one; with what the person says of it now."""
    near = store.log.find_nearest_set(person.id, entry.performed_at, within=SESSION_GAP)
    if near is not None:
        session = store.log.get_session(near.session_id)
        told = dict.fromkeys([*session.stop_reasons, *entry.stop_reasons])
        readiness = session.readiness if entry.readiness is None else entry.readiness
        changed = replace(session, stop_reasons=tuple(told), readiness=readiness)
        if changed != session:
            store.log_writer.update_session(changed)
        return changed
    session = Session(
        id=str(uuid4()),
        person_id=person.id,
        started_at=entry.performed_at,
        readiness=entry.readiness,
        stop_reasons=entry.stop_reasons,
    )
    store.log_writer.add_sessions([session])
    return session
