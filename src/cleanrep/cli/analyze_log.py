"""``cleanrep analyze --log``: from a fresh analysis into the log, in one go."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

import typer

from cleanrep.app.moment_scale import find_setup
from cleanrep.app.people import find_person
from cleanrep.app.stop_rules import find_stop_reasons, read_stop_text
from cleanrep.app.storage import open_store
from cleanrep.app.training_log import SetEntry, log_report, parse_report
from cleanrep.cli.log import show_logged
from cleanrep.cli.values import check_range, parse_load
from cleanrep.errors import UsageError
from cleanrep.load.curve import Setup
from cleanrep.model.report import SetReport
from cleanrep.model.training import Load, LoadUnit
from cleanrep.report.document_builder import to_json


@dataclass(frozen=True, slots=True)
class AnalysisLog:
    """What the options say of the set that is being analysed."""

    entry: SetEntry
    person: str | None
    setup: Setup | None
    """For the load on the back; None where the log does not know all of it."""

    @classmethod
    def prepare(
        cls,
        *,
        is_asked: bool,
        load: str | None,
        rir: float | None,
        pain: int | None,
        machine: str | None,
        person: str | None,
    ) -> Self | None:
        """Check the options and the store before time is spent on the analysis; None when it is not to be logged.

        Raises
        ------
        UsageError
            When an option of the log stands without ``--log``, or is out of bounds.
        """
        if not is_asked:
            if any(value is not None for value in (load, rir, pain, person)):
                raise UsageError("--log beside --load, --rir, --pain and --person", "none", "add --log")
            return None
        with open_store() as store:
            lifter = find_person(store, person)
            kept = None if machine is None else store.machines.get(machine)
        told = Load(LoadUnit.UNKNOWN) if load is None else parse_load(load, None if kept is None else kept.unit)
        check_range("--pain", pain, least=0, most=10)
        entry = SetEntry(
            performed_at=datetime.now(UTC).astimezone(),
            load=told,
            machine_id=machine,
            rir=check_range("--rir", rir, least=0, most=10),
            pain=pain,
            stop_reasons=tuple(reason.value for reason in find_stop_reasons(pain, ())),
        )
        return cls(entry, person, find_setup(lifter, kept, told))

    def write(self, report: SetReport) -> None:
        """Log the analysis; what is said goes to standard error, for the document may go to standard output."""
        document, sha256 = parse_report(to_json(report).encode(), name="the analysis")
        with open_store() as store:
            who = find_person(store, self.person)
            sets = log_report(store, who, self.entry, document=document, sha256=sha256)
        show_logged(sets, is_message=True)
        for text in read_stop_text(report.exercise, find_stop_reasons(self.entry.pain, ())):
            typer.echo(f"\n  {text}", err=True)
