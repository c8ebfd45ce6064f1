"""Back up a store to one portable file and bring it back, into SQLite or PostgreSQL alike.

The file is gzip-compressed JSON Lines: a header with schema and revision, one line a row with its table, and a closing
line with the number of rows. It is read from one state of the store while others go on writing; it is written under
another name and renamed when it is whole. A backup of an older revision goes through a temporary SQLite file that is
migrated, so that there is one way of changing old data.
"""

import gzip
import json
import secrets
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, Table, delete, func, insert, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import StatementError

from cleanrep.errors import SourceError, UsageError
from cleanrep.regular_file import open_regular
from cleanrep.store.database import Database
from cleanrep.store.schema import HEAD, REVISIONS, migrate, read_revision
from cleanrep.store.tables import Table as Tables

SCHEMA_ID = "cleanrep.backup/1"
MAX_LINE_BYTES = 16_000_000
BATCH_ROWS = 1000
MAX_INTEGER = 2**63 - 1
_BAD = (OSError, EOFError, zlib.error, ValueError, RecursionError)


def write_backup(database: Database, path: Path, *, is_forced: bool = False) -> int:
    """Write all of a store to a file, whole or not at all; returns the number of rows.

    Raises
    ------
    UsageError
        When the file is there already, or cannot be written.
    """
    if not path.name:
        raise UsageError("a file for the backup", f"{path}, which names none", "name one")
    if str(path) == "-":
        raise UsageError("a file for the backup", "-, which is standard output", "name a file")
    if path.exists() and not is_forced:
        raise UsageError("a new file for the backup", f"{path}, which exists", "choose another name or add --force")
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with database.reading() as connection, gzip.open(part, "wt", encoding="utf-8", compresslevel=5) as file:
            header = {"schema": SCHEMA_ID, "revision": HEAD, "created_at": datetime.now(UTC).isoformat()}
            file.write(json.dumps(header) + "\n")
            n_rows = 0
            for line in _list_lines(connection):
                file.write(line)
                n_rows += 1
            file.write(json.dumps({"end": n_rows}) + "\n")
        part.replace(path)
    except OSError as error:
        reason = f"{path} ({error.strerror or error})"
        raise UsageError("a place for the backup that can be written", reason, "choose another") from error
    finally:
        part.unlink(missing_ok=True)
    return n_rows


def _list_lines(connection: Connection) -> Iterator[str]:
    for table in Tables.metadata.sorted_tables:
        statement = select(table).order_by(*table.primary_key.columns)
        rows = connection.execute(statement, execution_options={"yield_per": BATCH_ROWS})
        for row in rows:
            values = {name: _to_json(value) for name, value in row._asdict().items()}
            yield json.dumps({"table": table.name, "row": values}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _to_json(value: object) -> object:
    return value.isoformat() if isinstance(value, (datetime, date)) else value


def count_rows(database: Database) -> int:
    """Rows of a store, of all tables."""
    with database.reading() as connection:
        return sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Tables.metadata.sorted_tables
        )


def read_backup(database: Database, path: Path) -> int:
    """Put a backup in the place of all that a store holds, whole or not at all; returns the number of rows.

    Raises
    ------
    SourceError
        When the file is no backup, is cut short, or does not fit the tables. The store is as it was.
    """
    revision = _read_header(path)
    if revision == HEAD:
        return _replace(database, path)
    with tempfile.TemporaryDirectory() as folder:
        passage = Database(URL.create("sqlite", database=str(Path(folder) / "passage.sqlite3")))
        try:
            migrate(passage, revision)
            _replace(passage, path)
            migrate(passage, HEAD)
            present = Path(folder) / "present.backup"
            write_backup(passage, present)
        finally:
            passage.close()
        return _replace(database, present)


def _read_header(path: Path) -> str:
    _, header = next(_read_lines(path), (0, {}))
    revision = header.get("revision")
    if header.get("schema") != SCHEMA_ID:
        raise SourceError(path.name, "is no backup of CleanRep", "give a file that 'cleanrep backup' wrote")
    if revision not in REVISIONS:
        raise SourceError(path.name, "a newer CleanRep wrote it", "update CleanRep")
    return str(revision)


def _read_lines(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Number and object of each line of a compressed file; all that can be wrong with it is a `SourceError`."""
    number = 0
    try:
        with open_regular(path) as raw, gzip.open(raw, "rb") as file:
            while line := file.readline(MAX_LINE_BYTES):
                number += 1
                values = json.loads(line)
                if not isinstance(values, dict):
                    raise _bad(path, number, "expected an object")
                yield number, values
    except _BAD as error:
        if isinstance(error, OSError) and error.strerror and number == 0:
            raise SourceError(path.name, f"cannot be read ({error.strerror})", "check the path") from error
        raise _bad(path, max(number, 1), "cannot be read to its end") from error


def _bad(path: Path, number: int, reason: str) -> SourceError:
    return SourceError(path.name, f"line {number}: {reason}", "the store was left as it was; use another backup")


def _replace(database: Database, path: Path) -> int:
    with database.writing() as connection:
        tables = _reflect(connection)
        for table in reversed(Tables.metadata.sorted_tables):
            if table.name in tables:
                connection.execute(delete(tables[table.name]))
        try:
            n_rows = _insert(connection, path, tables)
        except StatementError as error:
            if isinstance(error.orig, Exception) and "disk" in str(error.orig):
                raise
            raise SourceError(
                path.name, f"does not fit the tables ({_first_line(error)})", "use another backup"
            ) from error
        _reset_counter(connection)
    return n_rows


def _first_line(error: StatementError) -> str:
    return str(error.orig).strip().splitlines()[0]


def _reflect(connection: Connection) -> Mapping[str, Table]:
    """Tables of the store, with this version's types; of an older revision the columns that the database has."""
    if read_revision(connection) == HEAD:
        return Tables.metadata.tables
    metadata = MetaData()
    metadata.reflect(connection)
    known = Tables.metadata.tables
    return {name: _narrow(known[name], found) for name, found in metadata.tables.items() if name in known}


def _narrow(table: Table, found: Table) -> Table:
    """A table with those of its columns that were found."""
    kept = [column for column in table.columns if column.name in found.columns]
    return Table(table.name, MetaData(), *(Column(column.name, column.type) for column in kept))


def _insert(connection: Connection, path: Path, tables: Mapping[str, Table]) -> int:
    n_rows = 0
    batch: list[dict[str, object]] = []
    here: Table | None = None
    lines = _read_lines(path)
    next(lines)
    for number, line in lines:
        if "end" in line:
            _flush(connection, here, batch)
            if line["end"] != n_rows:
                raise _bad(path, number, f"expected {line['end']} rows, got {n_rows}")
            return n_rows
        table = tables.get(str(line.get("table")))
        if table is None:
            raise _bad(path, number, "names no table of this store")
        if table is not here or len(batch) >= BATCH_ROWS:
            _flush(connection, here, batch)
            here, batch = table, []
        batch.append(_from_json(table, line.get("row"), path, number=number))
        n_rows += 1
    raise _bad(path, n_rows + 2, "the file is cut short")


def _flush(connection: Connection, table: Table | None, rows: list[dict[str, object]]) -> None:
    if table is not None and rows:
        connection.execute(insert(table), rows)


def _from_json(table: Table, row: object, path: Path, *, number: int) -> dict[str, object]:
    if not isinstance(row, dict) or set(row) != {column.name for column in table.columns}:
        raise _bad(path, number, f"does not hold the columns of {table.name}")
    try:
        return {name: _to_python(table, name, value) for name, value in row.items()}
    except (TypeError, ValueError) as error:
        raise _bad(path, number, f"expected values of {table.name}'s types") from error


def _to_python(table: Table, name: str, value: object) -> object:
    """A value of a column's type; one that SQLite would take as well, but no reader, is an error."""
    kind = table.columns[name].type.python_type
    if value is None:
        return None
    if kind in (datetime, date):
        return kind.fromisoformat(str(value))
    match value:
        case bool():
            fits = kind is bool
        case int():
            fits = kind in (int, float) and abs(value) <= MAX_INTEGER
        case float():
            fits = kind is float
        case str():
            # Half a character of UTF-16 can stand in JSON and in no database.
            value.encode()
            fits = kind is str
        case _:
            # Lists and objects stand in JSON columns, whose type is any.
            fits = kind is object
    if not fits:
        raise TypeError(name)
    return value


def _reset_counter(connection: Connection) -> None:
    """PostgreSQL numbers changes from a sequence, which knows nothing of rows that came with their number."""
    if connection.dialect.name == "postgresql":
        largest = "COALESCE((SELECT MAX(number) FROM change), 0) + 1"
        connection.execute(text(f"SELECT setval(pg_get_serial_sequence('change', 'number'), {largest}, false)"))
