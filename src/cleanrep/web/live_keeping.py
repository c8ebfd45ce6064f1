"""Save finished live sets, and those that a server left behind when it went away."""

from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from cleanrep.app.calibration import save_neutral
from cleanrep.app.live_saving import save_live_set
from cleanrep.app.request import AnalysisRequest, choose_variant, find_exercise
from cleanrep.errors import SourceError
from cleanrep.web.live_session import HEADER_SUFFIX, JOURNAL_SUFFIX, KeptSet, LiveHeader, LivePlaces, LiveSession
from cleanrep.web.shelf import NEUTRAL_NAME, Shelf, describe_set, make_set_id

MAX_HEADER_BYTES = 10_000


def keep_set(kept: KeptSet, home: Path, now: datetime) -> None:
    """Write the report of a set and put it on its person's shelf.

    Raises
    ------
    UsageError, SourceError
        When it cannot be written; its journal stays then.
    """
    header = kept.header
    shelf = Shelf(home, header.person_id)
    save_live_set(kept.finished)
    neutral = header.get_neutral()
    if neutral is not None:
        path = shelf.name_folder(kept.set_id) / NEUTRAL_NAME
        save_neutral(path, neutral, exercise=header.exercise, variant=header.variant)
    report = kept.finished.report
    shelf.put(describe_set(report, set_id=kept.set_id, person_id=header.person_id, level=header.level, now=now))
    kept.finished.journal.with_suffix(HEADER_SUFFIX).unlink(missing_ok=True)


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
    places = LivePlaces(shelf.live_folder, lambda: make_set_id(datetime.now(UTC)), shelf.name_report)
    return LiveSession(header, request, places)


def restore_session(home: Path, person_id: str, session_id: str) -> LiveSession | None:
    """Go on with the journal of a server that has gone; None when there is none.

    Raises
    ------
    SourceError
        When the journal does not hold.
    """
    path = Shelf(home, person_id).live_folder / f"{session_id}{HEADER_SUFFIX}"
    if not path.is_file():
        return None
    session = open_session(_read_header(path), home)
    session.replay()
    return session


def list_left_behind(home: Path, *, older_than_s: float) -> list[tuple[str, str]]:
    """Person and session of each journal that nothing was written to since `older_than_s` (seconds since 1970)."""
    journals = sorted((home / "people").glob(f"*/live/*{JOURNAL_SUFFIX}"))
    return [(path.parent.parent.name, path.stem) for path in journals if path.stat().st_mtime < older_than_s]


def _read_header(path: Path) -> LiveHeader:
    try:
        with path.open("rb") as file:
            return LiveHeader.model_validate_json(file.read(MAX_HEADER_BYTES))
    except (OSError, ValidationError) as error:
        raise SourceError(path.name, "does not tell whose set it is", "remove it") from error
