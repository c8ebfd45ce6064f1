"""The log: importing 100 000 rows with constant memory, and reading a log of 10 000 sets."""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from uuid import uuid4

from benchmarks.figure import Figure, Options
from benchmarks.process import run_python
from cleanrep.app.people import find_person
from cleanrep.model.repetition import Verdict
from cleanrep.model.training import Load, LoadUnit, LoggedFinding, LoggedRepetition, PerformedSet, Session
from cleanrep.model.training_records import ChangeKind
from cleanrep.store.connection import parse_url
from cleanrep.store.log_writer import Act
from cleanrep.store.store import Store

N_ROWS, N_QUICK_ROWS = 100_000, 10_000
N_SETS, SETS_PER_SESSION = 10_000, 4
N_REPETITIONS, N_RULES = 10, 17
STARTED = datetime(2016, 1, 1, 18, tzinfo=UTC)
HEADER = (
    "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,"
    "reps,distance_km,duration_seconds,rpe\n"
)


def run(options: Options) -> list[Figure]:
    """Import logs of two lengths, each in a process of its own; read a long log from both ends."""
    n_rows = N_QUICK_ROWS if options.is_quick else N_ROWS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        short_mb, _ = _import(folder, n_rows // 10)
        long_mb, wall_s = _import(folder, n_rows)
        figures = [
            Figure(f"import of {n_rows} rows", wall_s, "s", bar=20.0, note="Hevy CSV, and decisions ahead"),
            Figure(f"peak memory of {n_rows} rows over {n_rows // 10}", long_mb / short_mb, "x", bar=1.1),
            Figure(f"peak memory of {n_rows} rows", long_mb, "MB"),
        ]
        return figures + _read(folder)


def _import(folder: Path, n_rows: int) -> tuple[float, float]:
    """Peak memory in MB and seconds of importing so many rows into an empty store."""
    path, database = folder / f"{n_rows}.csv", folder / f"{n_rows}.sqlite3"
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for i in range(n_rows):
            when = f"{STARTED + timedelta(hours=12 * (i // 20)):%d %b %Y, %H:%M}"
            file.write(f'Back,"{when}","{when}",,Back Extension (Machine),,,{i % 20},normal,{40 + i % 20},10,,,8\n')
    spent = run_python(["-m", "benchmarks.training_log", str(path), str(database)], folder=folder)
    wall_s, peak_mb = (float(part) for part in spent.output.split())
    return peak_mb, wall_s


def _run_import(path: Path, database: Path) -> None:
    from cleanrep.app.importing import ImportRequest, import_log
    from cleanrep.exchange.fields import ReadingChoices
    from cleanrep.exchange.records import Format

    request = ImportRequest(
        path=path, form=Format.HEVY, choices=ReadingChoices(zone=UTC), now=datetime.now(UTC), is_applied=True
    )
    with Store(parse_url(str(database))) as store:
        person = find_person(store, None)
        started = time.perf_counter()
        outcome = import_log(store, person, request)
        wall_s = time.perf_counter() - started
    assert outcome.n_new > 0, outcome.problems
    peak_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(wall_s, peak_bytes / 1e6)


def _read(folder: Path) -> list[Figure]:
    with Store(parse_url(str(folder / "log.sqlite3"))) as store:
        person = find_person(store, None)
        _fill(store, person.id)

        def read(n_sessions: int | None, *, has_repetitions: bool) -> Callable[[], Iterable[Session]]:
            return lambda: islice(
                store.log.iterate_sessions(
                    person.id, "lever-back-extension", is_newest_first=True, has_repetitions=has_repetitions
                ),
                n_sessions,
            )

        return [
            Figure(
                f"last 24 sessions of {N_SETS} sets, with repetitions",
                _time_ms(read(24, has_repetitions=True)),
                "ms",
                bar=100.0,
                note="twelve weeks at two a week",
            ),
            Figure(f"all {N_SETS} sets without repetitions", _time_ms(read(None, has_repetitions=False)), "ms"),
            Figure(f"all {N_SETS} sets with repetitions", _time_ms(read(None, has_repetitions=True)), "ms"),
        ]


def _time_ms(read: Callable[[], Iterable[Session]]) -> float:
    spans = []
    for _ in range(3):
        started = time.perf_counter()
        assert sum(len(session.sets) for session in read()) > 0
        spans.append(time.perf_counter() - started)
    return 1000.0 * min(spans)


def _fill(store: Store, person_id: str) -> None:
    findings = tuple(LoggedFinding(f"rule-{i}", Verdict.MET) for i in range(N_RULES))
    repetitions = tuple(
        LoggedRepetition(
            index=i + 1, found_clean=True, findings=findings, range_of_motion_deg=60.0, concentric_s=1.5,
            top_hold_s=0.8, eccentric_s=2.5,
        )
        for i in range(N_REPETITIONS)
    )  # fmt: skip
    sessions = [
        Session(id=str(uuid4()), person_id=person_id, started_at=STARTED + timedelta(days=3 * i))
        for i in range(N_SETS // SETS_PER_SESSION)
    ]
    with store.transaction():
        number = store.log_writer.record(Act(person_id, STARTED, ChangeKind.LOG, "benchmark"))
        store.log_writer.add_sessions(sessions)
        for session in sessions:
            store.log_writer.add_sets(
                number,
                [
                    PerformedSet(
                        id=str(uuid4()), person_id=person_id, session_id=session.id, exercise="lever-back-extension",
                        variant="standing", goal="strength", performed_at=session.started_at, order=i + 1,
                        load=Load(LoadUnit.KG, 40.0), n_repetitions=N_REPETITIONS, repetitions=repetitions, rir=2.0,
                    )
                    for i in range(SETS_PER_SESSION)
                ],
            )  # fmt: skip


if __name__ == "__main__":
    _run_import(Path(sys.argv[1]), Path(sys.argv[2]))
