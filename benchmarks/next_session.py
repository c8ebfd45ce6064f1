"""Time of the next session over a log of ten thousand sets, from opening the store to the kept decision.

Measured within one process, without the interpreter's start; times are the process's own on the processor, so that
other programs disturb less. The first decision of a log replays all of it; those after it begin at the last checkpoint.
"""

import os
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from uuid import uuid4

from benchmarks.figure import Figure, Options
from cleanrep.app.lifter import LifterRequest
from cleanrep.app.next_plan import NextRequest, decide_next
from cleanrep.app.people import find_person
from cleanrep.app.request import find_exercise
from cleanrep.app.storage import DATABASE_VARIABLE, open_store
from cleanrep.model.repetition import Verdict
from cleanrep.model.training import Load, LoadUnit, LoggedFinding, LoggedRepetition, PerformedSet, Session
from cleanrep.model.training_records import ChangeKind
from cleanrep.store.log_writer import Act

N_SETS = 10_000
QUICK_N_SETS = 1_000
SETS_PER_SESSION = 4
REPETITIONS_PER_SET = 10
DAYS_BETWEEN = 3.5
N_RUNS = 5
MAX_NEXT_MS = 200.0
END = datetime(2026, 6, 1, 18, tzinfo=UTC)


def run(options: Options) -> list[Figure]:
    """Log the sets with findings of every rule, then decide."""
    n_sets = QUICK_N_SETS if options.is_quick else N_SETS
    kept = os.environ.get(DATABASE_VARIABLE)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[DATABASE_VARIABLE] = str(Path(folder) / "log.sqlite3")
        try:
            _log_sets(n_sets)
            first_ms = _time_next()
            later_ms = median(_time_next() for _ in range(N_RUNS))
        finally:
            del os.environ[DATABASE_VARIABLE]
            if kept is not None:
                os.environ[DATABASE_VARIABLE] = kept
    note = f"{n_sets} sets of {REPETITIONS_PER_SET} reps with findings"
    return [
        Figure("next session", later_ms, "ms", bar=MAX_NEXT_MS, note=f"{note}, median of {N_RUNS}"),
        Figure("next session, whole replay", first_ms, "ms", note="the first one of a log, and --explain"),
    ]


def _time_next() -> float:
    exercise = find_exercise("lever-back-extension")
    started_s = time.process_time()
    with open_store() as store:
        decide_next(store, NextRequest(LifterRequest(exercise), END + timedelta(days=2)))
    return 1000.0 * (time.process_time() - started_s)


def _log_sets(n_sets: int) -> None:
    exercise = find_exercise("lever-back-extension").exercise
    findings = tuple(
        LoggedFinding(rule.id, Verdict.MET, None, 0.05) for rule in exercise.rules if rule.scope == "repetition"
    )
    done = tuple(
        LoggedRepetition(index=i, found_clean=True, findings=findings) for i in range(1, REPETITIONS_PER_SET + 1)
    )
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
                    load=Load(LoadUnit.KG, 40.0),
                    n_repetitions=REPETITIONS_PER_SET,
                    repetitions=done,
                    rir=3.0,
                    pain=0,
                )
                for order in range(1, SETS_PER_SESSION + 1)
            ]
        with store.transaction():
            number = store.log_writer.record(Act(person.id, END, ChangeKind.LOG, "benchmark"))
            store.log_writer.add_sessions(sessions)
            store.log_writer.add_sets(number, sets)
