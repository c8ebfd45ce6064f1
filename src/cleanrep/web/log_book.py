"""The training log behind the pages: one store for the command line and the browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cleanrep.app.log_changes import edit_set
from cleanrep.app.logged_corrections import follow_corrections
from cleanrep.app.people import find_person
from cleanrep.app.request import find_exercise
from cleanrep.app.stop_rules import find_stop_reasons
from cleanrep.app.storage import open_store
from cleanrep.app.training_log import SetEntry, log_report, read_report
from cleanrep.errors import ConflictError
from cleanrep.model.training import Load, LoadUnit, Person
from cleanrep.report.writer import DOCUMENT_NAME
from cleanrep.web.settings import WebSettings
from cleanrep.web.shelf import SetMeta, Shelf

if TYPE_CHECKING:
    from cleanrep.store.store import Store


@contextmanager
def open_log(settings: WebSettings) -> Iterator["Store"]:
    """The store of the server; opened for each request, for it belongs to one thread."""
    with open_store(settings.database) as store:
        yield store


def find_owner(settings: WebSettings) -> str:
    """Id of the person whose log it is when nobody is named."""
    with open_log(settings) as store:
        return find_person(store, None).id


def get_person(store: "Store", person_id: str) -> Person:
    """The person of a session; the first one of an empty store is made."""
    find_person(store, None)
    return store.people.get(person_id)


def make_load(unit: LoadUnit, value: float | None) -> Load:
    """A load from a form; without a number it is unknown, or body weight alone."""
    if value is None and unit is not LoadUnit.BODYWEIGHT:
        return Load(LoadUnit.UNKNOWN)
    return Load(unit, None if unit is LoadUnit.UNKNOWN else value)


@dataclass(frozen=True, slots=True)
class LogAnswer:
    """What the lifter adds to an analysis for the log."""

    load: Load
    rir: float | None = None
    machine_id: str | None = None


def is_logged(store: "Store", meta: SetMeta) -> bool:
    """Whether a set of the shelf is in the log; it is not once its logging was undone or it was removed there."""
    return any(store.log.has_set(set_id) for set_id in meta.log_ids)


def log_kept_set(store: "Store", shelf: Shelf, set_id: str, *, answer: LogAnswer) -> SetMeta:
    """Put a set of the shelf into the log, with its corrections.

    Raises
    ------
    ConflictError
        When it is there already.
    UsageError
        When it has no repetition.
    """
    meta = shelf.get(set_id)
    if is_logged(store, meta):
        raise ConflictError("a set that is not in the log", "one that is", "look at the history")
    document, sha256 = read_report(shelf.name_report(set_id) / DOCUMENT_NAME)
    reasons = find_stop_reasons(meta.pain, ())
    entry = SetEntry(
        performed_at=meta.made_at.astimezone(),
        load=answer.load,
        rir=answer.rir,
        machine_id=answer.machine_id,
        pain=meta.pain,
        notes=meta.notes,
        stop_reasons=tuple(reason.value for reason in reasons),
    )
    sets = log_report(store, get_person(store, meta.person_id), entry, document=document, sha256=sha256)
    logged = meta.model_copy(update={"log_ids": tuple(item.id for item in sets)})
    shelf.put(logged)
    bring_corrections(store, shelf, logged)
    return logged


def bring_corrections(store: "Store", shelf: Shelf, meta: SetMeta) -> None:
    """Let the log follow the corrections of a set; nothing where it is not there."""
    if not is_logged(store, meta):
        return
    told = (shelf.read_document(meta.id), shelf.read_corrections(meta.id))
    exercise = find_exercise(meta.exercise).exercise
    follow_corrections(store, meta.log_ids, told, exercise=exercise, now=datetime.now(UTC).astimezone())


def bring_pain(store: "Store", meta: SetMeta) -> None:
    """Let the log follow the answer about pain; nothing where the set is not there, or says so already."""
    for set_id in filter(store.log.has_set, meta.log_ids):
        logged = store.log.get_set(set_id)
        if logged.pain != meta.pain:
            edit_set(store, logged, [("pain", meta.pain)], now=datetime.now(UTC).astimezone())
