"""The sets of each person on the disk: a folder a set, with its report and what is known about it.

Decides where things lie and that a name from outside never leaves its person's folder. A set is there once its
``set.json`` is.
"""

import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from cleanrep.app.corrections import Corrections
from cleanrep.errors import SourceError, UsageError
from cleanrep.model.report import SetReport
from cleanrep.model.slug import is_slug
from cleanrep.report.document import SetDocument
from cleanrep.report.writer import DOCUMENT_NAME
from cleanrep.rules.context import Level
from cleanrep.web.files import write_whole

REPORT_FOLDER = "report"
META_NAME = "set.json"
CORRECTIONS_NAME = "corrections.json"
NEUTRAL_NAME = "neutral.json"
MAX_META_BYTES = 100_000
MAX_CORRECTIONS_BYTES = 2_000_000
"""More than the bounds of `Corrections` let in."""
MAX_DOCUMENT_BYTES = 50_000_000
_ID = re.compile(r"^[0-9]{8}-[0-9]{6}-[0-9a-f]{8}$")


class SetMeta(BaseModel):
    """What a list of sets shows without opening the report.

    Attributes
    ----------
    kind : str
        ``video``, ``landmarks`` or ``live``.
    pain : int or None
        0..10 as answered after the set; None where not.
    log_ids : tuple[str, ...]
        Sets of the training log that it became, which may have been taken out of it since; empty: never logged.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=_ID.pattern)
    person_id: str
    name: str = Field(max_length=255)
    kind: str
    made_at: AwareDatetime
    exercise: str
    variant: str
    goal: str
    level: Level
    n_repetitions: int = Field(ge=0)
    n_clean: int = Field(ge=0)
    n_not_assessed: int = Field(ge=0)
    top_cue: str | None
    is_judged: bool
    pain: int | None = Field(default=None, ge=0, le=10)
    notes: str = Field(default="", max_length=5000)
    log_ids: tuple[str, ...] = ()


def make_set_id(now: datetime) -> str:
    """A new id that sorts by time."""
    return f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"


def is_set_id(name: str) -> bool:
    """Whether a name is one of `make_set_id`."""
    return _ID.fullmatch(name) is not None


def read_time(set_id: str) -> datetime:
    """When a set was named, to the second.

    Raises
    ------
    SourceError
        When the id is none.
    """
    try:
        return datetime.strptime(set_id[:15], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
    except ValueError as error:
        raise _miss(set_id) from error


def describe_set(report: SetReport, *, set_id: str, person_id: str, level: Level, now: datetime) -> SetMeta:
    """Make the entry of a report."""
    return SetMeta(
        id=set_id,
        person_id=person_id,
        name=report.source.name,
        kind=report.source.kind,
        made_at=now,
        exercise=report.exercise,
        variant=report.variant,
        goal=report.goal,
        level=level,
        n_repetitions=report.summary.n_repetitions,
        n_clean=report.summary.n_clean,
        n_not_assessed=report.summary.n_not_assessed,
        top_cue=report.summary.top_cue,
        is_judged=report.is_judged,
    )


class Shelf:
    """The sets of one person.

    Parameters
    ----------
    home : Path
        The server's folder.
    person_id : str
        Slug.

    Raises
    ------
    SourceError
        When the person's id is none.
    """

    def __init__(self, home: Path, person_id: str) -> None:
        if not is_slug(person_id):
            raise SourceError("person", f"expected a slug, got {person_id[:40]!r}", "choose a person of the list")
        self.folder = home / "people" / person_id / "sets"
        self.live_folder = home / "people" / person_id / "live"

    def name_folder(self, set_id: str) -> Path:
        """Folder of a set, which need not be there.

        Raises
        ------
        SourceError
            When the id is none.
        """
        if not is_set_id(set_id):
            raise _miss(set_id)
        return self.folder / set_id

    def name_report(self, set_id: str) -> Path:
        """Report folder of a set."""
        return self.name_folder(set_id) / REPORT_FOLDER

    def has(self, set_id: str) -> bool:
        """Whether a set of that name is there."""
        return is_set_id(set_id) and (self.name_folder(set_id) / META_NAME).is_file()

    def list_sets(self) -> Iterator[SetMeta]:
        """The sets, newest first; what cannot be read is left out."""
        ids = [item.name for item in self.folder.iterdir() if is_set_id(item.name)] if self.folder.is_dir() else []
        for set_id in sorted(ids, reverse=True):
            with suppress(SourceError):
                yield self.get(set_id)

    def get(self, set_id: str) -> SetMeta:
        """The entry of a set.

        Raises
        ------
        SourceError
            When there is none, or it does not hold.
        """
        content = self._read(set_id, META_NAME, MAX_META_BYTES)
        try:
            return SetMeta.model_validate_json(content)
        except ValidationError as error:
            raise SourceError(META_NAME, f"of {set_id} does not hold", "remove the set's folder") from error

    def put(self, meta: SetMeta) -> None:
        """Write the entry of a set, which makes it be there."""
        write_whole(self.name_folder(meta.id) / META_NAME, meta.model_dump_json().encode())

    def renew(self, meta: SetMeta) -> None:
        """Write the entry of a set that may have been analysed before; what a person said of it stays."""
        if self.has(meta.id):
            known = self.get(meta.id)
            meta = meta.model_copy(update={"pain": known.pain, "notes": known.notes, "log_ids": known.log_ids})
        self.put(meta)

    def read_document(self, set_id: str) -> SetDocument:
        """The document of a set as the machine made it.

        Raises
        ------
        SourceError
            When there is none, or it does not hold.
        """
        content = self._read(set_id, f"{REPORT_FOLDER}/{DOCUMENT_NAME}", MAX_DOCUMENT_BYTES)
        try:
            return SetDocument.model_validate_json(content)
        except ValidationError as error:
            raise SourceError(DOCUMENT_NAME, "is of another version", "analyse the recording again") from error

    def read_corrections(self, set_id: str) -> Corrections:
        """What a person said of a set; empty where nothing was.

        Raises
        ------
        SourceError
            When it does not hold.
        """
        if not (self.name_folder(set_id) / CORRECTIONS_NAME).is_file():
            return Corrections()
        content = self._read(set_id, CORRECTIONS_NAME, MAX_CORRECTIONS_BYTES)
        try:
            return Corrections.model_validate_json(content)
        except ValidationError as error:
            raise SourceError(CORRECTIONS_NAME, f"of {set_id} does not hold", "remove that file") from error

    def put_corrections(self, set_id: str, corrections: Corrections) -> None:
        """Keep what a person said beside the machine's finding."""
        self.get(set_id)
        write_whole(self.name_folder(set_id) / CORRECTIONS_NAME, corrections.model_dump_json().encode())

    def remove(self, set_id: str) -> None:
        """Delete a set with everything about it.

        Raises
        ------
        SourceError
            When there is none.
        """
        self.get(set_id)
        folder = self.name_folder(set_id)
        (folder / META_NAME).unlink()
        shutil.rmtree(folder)

    def _read(self, set_id: str, name: str, max_bytes: int) -> bytes:
        path = self.name_folder(set_id) / name
        try:
            with path.open("rb") as file:
                return file.read(max_bytes)
        except OSError as error:
            raise _miss(set_id) from error


def forget_shelf(home: Path, person_id: str) -> None:
    """Delete all that lies here of a person: sets, recordings, journals.

    Raises
    ------
    UsageError
        When something cannot be deleted.
    """
    folder = Shelf(home, person_id).folder.parent
    if not folder.exists():
        return
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise UsageError("files that can be deleted", f"{folder} ({error.strerror})", "delete that folder") from error


def _miss(set_id: str) -> SourceError:
    return SourceError("set", f"there is none named {set_id[:40]!r}", "choose one of the list")
