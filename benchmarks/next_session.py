"""Time of the next session over a log of ten thousand sets, from opening the store to the kept decision.

Measured within one process, without the interpreter's start: on the processor, and by the clock on the wall. A log is
decided over as a whole only once; ``--explain`` does so each time.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from uuid import uuid4

import numpy as np

from benchmarks.figure import Figure, Options
from cleanrep.app.exporting import ExportRequest, export_log
from cleanrep.app.importing import ImportRequest, import_log
from cleanrep.app.lifter import LifterRequest
from cleanrep.app.log_changes import Correction, correct_set, edit_set, remove_set, undo_change
from cleanrep.app.next_plan import NextRequest, decide_next
from cleanrep.app.people import find_person
from cleanrep.app.request import find_exercise
from cleanrep.app.storage import DATABASE_VARIABLE, open_store
from cleanrep.exchange.fields import ReadingChoices
from cleanrep.exchange.records import Format
from cleanrep.exercises.schema import Exercise
from cleanrep.model.repetition import Verdict
from cleanrep.model.training import Load, LoadUnit, LoggedFinding, LoggedRepetition, PerformedSet, Session
from cleanrep.model.training_records import ChangeKind
from cleanrep.store.log_writer import Act
from cleanrep.store.store import Store

EXERCISE = "lever-back-extension"
N_SETS = 10_000
QUICK_N_SETS = 1_000
SETS_PER_SESSION = 4
REPETITIONS_PER_SET = 10
DAYS_BETWEEN = 3.5
NOT_MET_SHARE = 0.01
N_RUNS = 5
MAX_NEXT_MS = 200.0
END = datetime(2026, 6, 1, 18, tzinfo=UTC)


def run(options: Options) -> list[Figure]:
    """Log the sets with findings of every rule, decide, change the first of them, decide; the same after an import."""
    n_sets = QUICK_N_SETS if options.is_quick else N_SETS
    with _open_folder() as folder:
        _log_sets(n_sets)
        whole_ms, _ = _time_next()
        kept = [_time_next() for _ in range(N_RUNS)]
        changed = [_time_after(change) for change in (_edit, _correct, _remove, _undo)]
        _move_log(folder)
        imported = [_time_next()]
    note = f"{n_sets} sets of {REPETITIONS_PER_SET} reps with findings"
    return [
        *_make_figures("next session", kept, f"{note}, median of {N_RUNS}"),
        *_make_figures("next session, first set changed", changed, "edited, corrected, removed, undone: the median"),
        *_make_figures("next session, after an import", imported, f"the first call, {n_sets} sets"),
        Figure("next session, whole replay", whole_ms, "ms", note="--explain, or another goal or machine"),
    ]


@contextmanager
def _open_folder() -> Iterator[Path]:
    """A folder for logs; the store of the environment is that of the user again afterwards."""
    kept = os.environ.get(DATABASE_VARIABLE)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[DATABASE_VARIABLE] = str(Path(folder) / "log.sqlite3")
        try:
            yield Path(folder)
        finally:
            del os.environ[DATABASE_VARIABLE]
            if kept is not None:
                os.environ[DATABASE_VARIABLE] = kept


def _make_figures(name: str, spans: Sequence[tuple[float, float]], note: str) -> list[Figure]:
    cpu_ms, wall_ms = (median(span) for span in zip(*spans, strict=True))
    return [
        Figure(name, cpu_ms, "ms", bar=MAX_NEXT_MS, note=note),
        Figure(f"{name}, by the clock", wall_ms, "ms", bar=MAX_NEXT_MS),
    ]


def _time_next() -> tuple[float, float]:
    """Milliseconds on the processor and by the clock."""
    started_s, cpu_s = time.perf_counter(), time.process_time()
    exercise = find_exercise(EXERCISE)
    with open_store() as store:
        decide_next(store, NextRequest(LifterRequest(exercise), END + timedelta(days=2)))
    return 1000.0 * (time.process_time() - cpu_s), 1000.0 * (time.perf_counter() - started_s)


def _time_after(change: Callable[[Store, PerformedSet], object]) -> tuple[float, float]:
    with open_store() as store:
        sessions = store.log.iterate_sessions(find_person(store, None).id, has_repetitions=False)
        change(store, store.log.get_set(next(sessions).sets[0].id))
    return _time_next()


def _edit(store: Store, performed: PerformedSet) -> None:
    edit_set(store, performed, [("rir", 0.5)], now=END)


def _correct(store: Store, performed: PerformedSet) -> None:
    correct_set(store, performed, [Correction(1, "no-bounce", Verdict.NOT_MET)], now=END)


def _remove(store: Store, performed: PerformedSet) -> None:
    remove_set(store, performed, now=END)


def _undo(store: Store, performed: PerformedSet) -> None:
    undo_change(store, find_person(store, performed.person_id), None, now=END)


def _move_log(folder: Path) -> None:
    """Export the log, and import it into an empty store, which takes the place of the first."""
    path = folder / "log.jsonl"
    with open_store() as store:
        export_log(store, find_person(store, None), ExportRequest(path=path, form=Format.JSONL))
    os.environ[DATABASE_VARIABLE] = str(folder / "imported.sqlite3")
    request = ImportRequest(path=path, form=Format.JSONL, choices=ReadingChoices(zone=UTC), now=END, is_applied=True)
    with open_store() as store:
        import_log(store, find_person(store, None), request)


def _do_repetitions(exercise: Exercise, chance: np.random.Generator) -> tuple[LoggedRepetition, ...]:
    """Repetitions with a verdict of every rule, a few of them not met."""
    rules = [rule.id for rule in exercise.rules if rule.scope == "repetition"]
    done = []
    for i in range(1, REPETITIONS_PER_SET + 1):
        most = np.where(chance.random(len(rules)) < NOT_MET_SHARE, 1.0, 0.2)
        p_off_aims = [round(float(p), 3) for p in most * chance.random(len(rules))]
        findings = tuple(
            LoggedFinding(rule, Verdict.NOT_MET if p > 0.5 else Verdict.MET, None, p)
            for rule, p in zip(rules, p_off_aims, strict=True)
        )
        done.append(LoggedRepetition(index=i, found_clean=max(p_off_aims) <= 0.5, findings=findings))
    return tuple(done)


def _log_sets(n_sets: int) -> None:
    exercise = find_exercise(EXERCISE).exercise
    chance = np.random.default_rng(1)
    sessions, sets = [], []
    n_sessions = n_sets // SETS_PER_SESSION
    with open_store() as store:
        person = find_person(store, None)
        for i in range(n_sessions):
            at = END - timedelta(days=DAYS_BETWEEN * (n_sessions - 1 - i))
            session_id = str(uuid4())
            sessions.append(Session(id=session_id, person_id=person.id, started_at=at))
            sets += [
                PerformedSet(
                    id=str(uuid4()),
                    person_id=person.id,
                    session_id=session_id,
                    exercise=exercise.id,
                    variant="standing",
                    goal="strength",
                    performed_at=at + timedelta(minutes=4 * order),
                    order=order,
                    load=Load(LoadUnit.KG, 40.0 + 2.5 * (i // 12 % 9)),
                    n_repetitions=REPETITIONS_PER_SET,
                    repetitions=_do_repetitions(exercise, chance),
                    rir=float(chance.integers(1, 5)),
                    pain=0,
                )
                for order in range(1, SETS_PER_SESSION + 1)
            ]
        with store.transaction():
            number = store.log_writer.record(Act(person.id, END, ChangeKind.LOG, "benchmark"))
            store.log_writer.add_sessions(sessions)
            store.log_writer.add_sets(number, sets)
