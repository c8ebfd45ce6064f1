"""From a live session's files to the session, and from a finished set to its person's shelf."""

from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from cleanrep.app.calibration import save_neutral
from cleanrep.app.live_saving import save_live_set
from cleanrep.app.request import AnalysisRequest, choose_variant, find_exercise
from cleanrep.errors import SourceError
from cleanrep.web.live_files import HEADER_SUFFIX, JOURNAL_SUFFIX, PACK_SUFFIX, KeptSet, LiveHeader, LivePlaces
from cleanrep.web.live_session import LiveSession
from cleanrep.web.shelf import NEUTRAL_NAME, Shelf, describe_set, is_set_id, make_set_id, read_time

MAX_HEADER_BYTES = 10_000


def keep_set(kept: KeptSet, home: Path) -> None:
    """Put a set with its report on its person's shelf; what it was kept in until then goes afterwards.

    A set that is on the shelf already stays as it is.

    Raises
    ------
    UsageError, SourceError
        When it cannot be written; its journal stays then.
    """
    header = kept.header
    shelf = Shelf(home, header.person_id)
    if not shelf.has(kept.set_id):
        save_live_set(kept.finished)
        neutral = header.get_neutral()
        if neutral is not None:
            path = shelf.name_folder(kept.set_id) / NEUTRAL_NAME
            save_neutral(path, neutral, exercise=header.exercise, variant=header.variant)
        now = read_time(kept.set_id)
        shelf.put(
            describe_set(
                kept.finished.report, set_id=kept.set_id, person_id=header.person_id, level=header.level, now=now
            )
        )
    for suffix in (PACK_SUFFIX, JOURNAL_SUFFIX, HEADER_SUFFIX):
        kept.finished.journal.with_suffix(suffix).unlink(missing_ok=True)


def open_session(header: LiveHeader, home: Path) -> LiveSession:
    """Make the session of a lifter.

    Raises
    ------
    UsageError, ExerciseError
        When exercise, variant or goal does not exist.
    """
    shelf = Shelf(home, header.person_id)
    loaded = find_exercise(header.exercise)
    request = AnalysisRequest(
        path=shelf.live_folder,
        exercise=loaded,
        variant=choose_variant(loaded, header.variant),
        goal=header.goal,
        level=header.level,
        neutral=header.get_neutral(),
    )
    places = LivePlaces(shelf.live_folder, lambda: _name_set(header), shelf.name_report)
    return LiveSession(header, request, places)


def restore_session(home: Path, person_id: str, session_id: str, *, goes_on: bool = True) -> LiveSession | None:
    """Go on with the journal of a server that has gone, or end it; None when there is none.

    Raises
    ------
    SourceError
        When the journal does not hold.
    """
    path = Shelf(home, person_id).live_folder / f"{session_id}{HEADER_SUFFIX}"
    if not path.is_file():
        return None
    header = _read_header(path)
    if (header.person_id, header.session_id) != (person_id, session_id):
        raise SourceError(path.name, "is of another set", "remove it")
    session = open_session(header, home)
    session.replay(goes_on=goes_on)
    return session


def _name_set(header: LiveHeader) -> str:
    """Name of a set that ends: a new one, unless it ended before and is only made anew."""
    return header.session_id if is_set_id(header.session_id) else make_set_id(datetime.now(UTC))


def _read_header(path: Path) -> LiveHeader:
    try:
        with path.open("rb") as file:
            return LiveHeader.model_validate_json(file.read(MAX_HEADER_BYTES))
    except (OSError, ValidationError) as error:
        raise SourceError(path.name, "does not tell whose set it is", "remove it") from error
