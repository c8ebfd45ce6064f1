from __future__ import annotations

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.engine import URL

from cleanrep.errors import StoreError
from cleanrep.model.training import Person
from cleanrep.store.connection import parse_url
from cleanrep.store.database import Database
from cleanrep.store.schema import HEAD, MIGRATIONS, REVISIONS, ensure_schema, migrate, read_revision
from cleanrep.store.store import Store
from cleanrep.store.tables import Table
from tests.unit.store.conftest import AddSession


def test_every_migration_is_listed_in_its_order() -> None:
    files = sorted(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("0*.py"))
    assert tuple(files) == REVISIONS


def test_the_migrations_make_the_tables_as_they_are_declared(url: URL) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with Store(url) as store, store.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


def test_data_survive_a_step_up_and_down(url: URL, add_session: AddSession) -> None:
    with Store(url) as store:
        store.people.add(Person(id="me", name="Me"))
        session = add_session(store, 2)
        migrate(store.database, "0001")
        with store.database.reading() as connection:
            assert read_revision(connection) == "0001"
            assert not inspect(connection).has_table("plan")
    with Store(url) as store:
        assert store.plans.list("me") == ()
        assert list(store.log.iterate_sessions("me")) == [session]


def test_all_steps_can_be_taken_back(url: URL) -> None:
    database = Database(url)
    migrate(database, HEAD)
    migrate(database, "base")
    with database.reading() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    migrate(database, HEAD)
    with database.reading() as connection:
        assert set(inspect(connection).get_table_names()) == {*Table.metadata.tables, "alembic_version"}
    database.close()


def test_a_step_that_fails_leaves_the_older_store_whole(url: URL, add_session: AddSession) -> None:
    with Store(url) as store:
        store.people.add(Person(id="me", name="Me"))
        session = add_session(store, 1)
        migrate(store.database, "0001")
        with store.database.writing() as connection:
            connection.execute(text("CREATE TABLE decision (x INTEGER)"))
    with pytest.raises(StoreError):
        Store(url)
    database = Database(url)
    with database.reading() as connection:
        assert read_revision(connection) == "0001"
        assert not inspect(connection).has_table("plan")
    with database.writing() as connection:
        connection.execute(text("DROP TABLE decision"))
    database.close()
    with Store(url) as store:
        assert list(store.log.iterate_sessions("me")) == [session]


def test_a_newer_store_is_left_as_it_is(url: URL) -> None:
    with Store(url) as store, store.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="a newer CleanRep made it"):
        Store(url)


def test_somebody_elses_tables_are_not_touched(url: URL) -> None:
    database = Database(url)
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE other (x INTEGER)"))
    with pytest.raises(StoreError, match="something else"):
        ensure_schema(database)
    with database.reading() as connection:
        assert inspect(connection).get_table_names() == ["other"]
    database.close()


def test_an_older_store_that_may_only_be_read_says_so(sqlite_url: URL) -> None:
    with Store(sqlite_url) as store:
        migrate(store.database, "0001")
    with pytest.raises(StoreError, match="older schema 0001"):
        Store(sqlite_url, is_read_only=True)


def test_a_read_only_store_is_read_and_not_written(sqlite_url: URL) -> None:
    with Store(sqlite_url) as store:
        store.people.add(Person(id="me", name="Me"))
    with Store(sqlite_url, is_read_only=True) as store:
        assert [item.id for item in store.people.list()] == ["me"]
        with pytest.raises(StoreError, match="may only be read"):
            store.people.add(Person(id="you", name="You"))


@pytest.mark.parametrize("named", ["mysql://x/y", "sqlite://", "nonsense://", "postgresql://u:secret@h:bad/x"])
def test_an_address_of_another_kind_is_refused(named: str) -> None:
    with pytest.raises(StoreError) as caught:
        parse_url(named)
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database_is_refused(sqlite_url: URL) -> None:
    with open(str(sqlite_url.database), "wb") as file:  # noqa: PTH123
        file.write(b"not a database" * 100)
    with pytest.raises(StoreError, match="no SQLite database"):
        Store(sqlite_url)


def test_a_password_is_never_told(postgresql_url: URL) -> None:
    with pytest.raises(StoreError) as caught:
        Store(postgresql_url.set(password="hunter2", database="absent"))  # noqa: S106
    assert "hunter2" not in str(caught.value)


def test_every_table_holds_rows_of_its_own_person_only() -> None:
    shared = {"person", "machine", "repetition", "field_change", "kept_step", "session_word"}
    for table in Table.metadata.sorted_tables:
        assert table.name in shared or "person_id" in table.columns
    assert select(*Table.metadata.tables["repetition"].columns) is not None
