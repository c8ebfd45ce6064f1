"""Plans, decisions and neutral calibrations: documents with an owner and a time."""

from dataclasses import asdict

from sqlalchemy import Select, insert, select, update
from sqlalchemy.engine import Row

from cleanrep.errors import ConflictError
from cleanrep.model.training_records import NeutralCalibration, StoredDecision, StoredPlan
from cleanrep.store.database import Database
from cleanrep.store.tables import DecisionRow, NeutralRow, PlanRow

_PLAN = tuple(PlanRow.__table__.columns)
_DECISION = tuple(DecisionRow.__table__.columns)
_NEUTRAL = tuple(NeutralRow.__table__.columns)


class Plans:
    """Plans of a person; at most one is followed for an exercise."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, plan: StoredPlan) -> None:
        """Keep a plan; an active one takes the place of the one followed so far, which stays as inactive."""
        with self._database.writing() as connection:
            if plan.is_active:
                self._retire(plan.person_id, plan.exercise)
            connection.execute(insert(PlanRow).values(**asdict(plan)))

    def get(self, plan_id: str) -> StoredPlan:
        """The plan with this id.

        Raises
        ------
        ConflictError
            When there is none.
        """
        with self._database.reading() as connection:
            row = connection.execute(select(*_PLAN).where(PlanRow.id == plan_id)).one_or_none()
        if row is None:
            raise ConflictError("a stored plan", repr(plan_id), "list them with 'cleanrep plan --list'")
        return _read_plan(row)

    def get_active(self, person_id: str, exercise: str) -> StoredPlan | None:
        """The plan that a person follows; None: none."""
        statement = select(*_PLAN).where(
            PlanRow.person_id == person_id, PlanRow.exercise == exercise, PlanRow.is_active
        )
        with self._database.reading() as connection:
            row = connection.execute(statement).one_or_none()
        return None if row is None else _read_plan(row)

    def list(self, person_id: str, exercise: str | None = None) -> tuple[StoredPlan, ...]:
        """Plans of a person, oldest first."""
        statement = select(*_PLAN).where(PlanRow.person_id == person_id).order_by(PlanRow.created_at, PlanRow.id)
        if exercise is not None:
            statement = statement.where(PlanRow.exercise == exercise)
        with self._database.reading() as connection:
            return tuple(_read_plan(row) for row in connection.execute(statement))

    def activate(self, plan_id: str) -> None:
        """Follow this plan instead of the present one."""
        with self._database.writing() as connection:
            plan = self.get(plan_id)
            self._retire(plan.person_id, plan.exercise)
            connection.execute(update(PlanRow).where(PlanRow.id == plan_id).values(is_active=True))

    def _retire(self, person_id: str, exercise: str) -> None:
        with self._database.writing() as connection:
            connection.execute(
                update(PlanRow)
                .where(PlanRow.person_id == person_id, PlanRow.exercise == exercise)
                .values(is_active=False)
            )


class Decisions:
    """What was decided about the next session, and why; only ever added."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, decision: StoredDecision) -> None:
        """Keep a decision."""
        with self._database.writing() as connection:
            connection.execute(insert(DecisionRow).values(**asdict(decision)))

    def get_latest(self, person_id: str, exercise: str) -> StoredDecision | None:
        """The last decision; None before the first."""
        statement = self._select(person_id, exercise).order_by(DecisionRow.decided_at.desc(), DecisionRow.id).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(statement).one_or_none()
        return None if row is None else StoredDecision(**row._asdict())

    def list(self, person_id: str, exercise: str) -> tuple[StoredDecision, ...]:
        """Every decision, oldest first."""
        statement = self._select(person_id, exercise).order_by(DecisionRow.decided_at, DecisionRow.id)
        with self._database.reading() as connection:
            return tuple(StoredDecision(**row._asdict()) for row in connection.execute(statement))

    @staticmethod
    def _select(person_id: str, exercise: str) -> Select[tuple[object, ...]]:
        return select(*_DECISION).where(DecisionRow.person_id == person_id, DecisionRow.exercise == exercise)


class Neutrals:
    """Neutral calibrations; earlier ones stay, the newest counts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, neutral: NeutralCalibration) -> None:
        """Keep a calibration."""
        with self._database.writing() as connection:
            connection.execute(insert(NeutralRow).values(**asdict(neutral)))

    def get_latest(self, person_id: str, exercise: str, variant: str) -> NeutralCalibration | None:
        """The newest calibration for a variant; None: never calibrated."""
        row = NeutralRow
        statement = (
            select(*_NEUTRAL)
            .where(row.person_id == person_id, row.exercise == exercise, row.variant == variant)
            .order_by(row.calibrated_at.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            found = connection.execute(statement).one_or_none()
        return None if found is None else NeutralCalibration(**found._asdict())


def _read_plan(row: Row[tuple[object, ...]]) -> StoredPlan:
    return StoredPlan(**row._asdict())
