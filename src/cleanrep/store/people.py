"""The people of a store: one of them is the default, so that a single lifter never names anybody."""

from dataclasses import asdict

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Row

from cleanrep.errors import ConflictError
from cleanrep.model.training import Level, Person
from cleanrep.near_name import suggest
from cleanrep.store.database import Database
from cleanrep.store.tables import PersonRow

_COLUMNS = tuple(column for column in PersonRow.__table__.columns if column.name != "is_default")


class People:
    """Add, find, change and forget people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, person: Person) -> None:
        """Add a person; the first one becomes the default.

        Raises
        ------
        ConflictError
            When the id is taken.
        """
        with self._database.writing() as connection:
            known = self.list()
            if any(item.id == person.id for item in known):
                raise ConflictError("a new person", f"{person.id!r}, who is known", "choose another name")
            connection.execute(insert(PersonRow).values(**asdict(person), is_default=not known))

    def get(self, person_id: str) -> Person:
        """The person with this id.

        Raises
        ------
        ConflictError
            When there is none.
        """
        with self._database.reading() as connection:
            row = connection.execute(select(*_COLUMNS).where(PersonRow.id == person_id)).one_or_none()
            if row is None:
                known = [item.id for item in self.list()]
                remedy = suggest(person_id, known, otherwise="add them with 'cleanrep person add'")
                raise ConflictError(f"a known person ({', '.join(known) or 'nobody yet'})", repr(person_id), remedy)
        return _read(row)

    def get_default(self) -> Person | None:
        """Whose log it is when nobody is named; None in an empty store."""
        with self._database.reading() as connection:
            row = connection.execute(select(*_COLUMNS).where(PersonRow.is_default)).one_or_none()
        return None if row is None else _read(row)

    def set_default(self, person_id: str) -> None:
        """Make a person the default."""
        with self._database.writing() as connection:
            self.get(person_id)
            connection.execute(update(PersonRow).values(is_default=PersonRow.id == person_id))

    def list(self) -> tuple[Person, ...]:
        """Everybody, by id."""
        with self._database.reading() as connection:
            return tuple(_read(row) for row in connection.execute(select(*_COLUMNS).order_by(PersonRow.id)))

    def update(self, person: Person) -> None:
        """Replace what is known of a person.

        Raises
        ------
        ConflictError
            When there is none with this id.
        """
        with self._database.writing() as connection:
            self.get(person.id)
            connection.execute(update(PersonRow).where(PersonRow.id == person.id).values(**asdict(person)))

    def forget(self, person_id: str) -> None:
        """Delete a person with all that is kept of them; what is left of the space is overwritten.

        Raises
        ------
        ConflictError
            When there is none with this id.
        """
        with self._database.writing() as connection:
            self.get(person_id)
            connection.execute(delete(PersonRow).where(PersonRow.id == person_id))
            left = self.list()
            if left and self.get_default() is None:
                self.set_default(left[0].id)
        self._database.compact()


def _read(row: Row[tuple[object, ...]]) -> Person:
    values = row._asdict()
    return Person(**{**values, "level": Level(values["level"])})
