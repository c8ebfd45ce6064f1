"""Machines, shared by all people of a store, and how each person sets them."""

from dataclasses import asdict

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Row

from cleanrep.errors import ConflictError
from cleanrep.model.training import LoadUnit, Machine, SelfReport
from cleanrep.model.training_records import MachineSettings
from cleanrep.near_name import suggest
from cleanrep.store.database import Database
from cleanrep.store.tables import MachineRow, MachineSettingsRow


class Machines:
    """Add, find and change machines."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, machine: Machine) -> None:
        """Add a machine.

        Raises
        ------
        ConflictError
            When the id is taken.
        """
        with self._database.writing() as connection:
            if any(item.id == machine.id for item in self.list()):
                raise ConflictError("a new machine", f"{machine.id!r}, which is known", "choose another name")
            connection.execute(insert(MachineRow).values(**_write(machine)))

    def get(self, machine_id: str) -> Machine:
        """The machine with this id.

        Raises
        ------
        ConflictError
            When there is none.
        """
        found = {item.id: item for item in self.list()}
        if machine_id not in found:
            names = ", ".join(found) or "none yet"
            remedy = suggest(machine_id, found, otherwise="set it up with 'cleanrep setup --machine NAME'")
            raise ConflictError(f"a known machine ({names})", repr(machine_id), remedy)
        return found[machine_id]

    def list(self) -> tuple[Machine, ...]:
        """All machines, by id."""
        statement = select(*MachineRow.__table__.columns).order_by(MachineRow.id)
        with self._database.reading() as connection:
            return tuple(_read(row) for row in connection.execute(statement))

    def update(self, machine: Machine) -> None:
        """Replace what is known of a machine.

        Raises
        ------
        ConflictError
            When there is none with this id.
        """
        with self._database.writing() as connection:
            self.get(machine.id)
            connection.execute(update(MachineRow).where(MachineRow.id == machine.id).values(**_write(machine)))


class MachineSettingsBook:
    """How each person sets each machine; a new setting takes the place of the last."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, settings: MachineSettings) -> None:
        """Keep how a person sets a machine.

        Raises
        ------
        StoreError
            When the person or the machine is not known.
        """
        row = MachineSettingsRow
        is_same = (row.person_id == settings.person_id) & (row.machine_id == settings.machine_id)
        values = {
            "person_id": settings.person_id,
            "machine_id": settings.machine_id,
            "setting_values": [list(item) for item in settings.values],
            "comfort": {rule: answer.value for rule, answer in settings.comfort},
            "set_on": settings.set_on,
        }
        with self._database.writing() as connection:
            connection.execute(delete(row).where(is_same))
            connection.execute(insert(row).values(**values))

    def get(self, person_id: str, machine_id: str) -> MachineSettings | None:
        """How a person sets a machine; None: never gone through."""
        row = MachineSettingsRow
        statement = select(row.setting_values, row.comfort, row.set_on).where(
            row.person_id == person_id, row.machine_id == machine_id
        )
        with self._database.reading() as connection:
            found = connection.execute(statement).one_or_none()
        if found is None:
            return None
        return MachineSettings(
            person_id=person_id,
            machine_id=machine_id,
            values=tuple((name, value) for name, value in found.setting_values),
            comfort=tuple((rule, SelfReport(answer)) for rule, answer in found.comfort.items()),
            set_on=found.set_on,
        )


def _write(machine: Machine) -> dict[str, object]:
    return {**asdict(machine), "steps": list(machine.steps), "add_ons": list(machine.add_ons)}


def _read(row: Row[tuple[object, ...]]) -> Machine:
    values = row._asdict()
    lists = {name: tuple(values[name]) for name in ("steps", "add_ons")}
    return Machine(**{**values, **lists, "unit": LoadUnit(values["unit"])})
