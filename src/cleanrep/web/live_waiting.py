"""Finished sets that wait on the disk to be saved.

Decides that a set which waits takes no memory and is neither lost nor saved twice: its journal stays until it is on
the shelf, and a set keeps its name however often saving begins anew. What the analysis found lies beside the journal;
where that is missing or is not what was put there, the set is made anew from the journal.
"""

import hashlib
import os
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cleanrep.errors import CleanRepError, SourceError, UsageError
from cleanrep.web.files import write_whole
from cleanrep.web.live_files import JOURNAL_SUFFIX, PACK_SUFFIX, KeptSet
from cleanrep.web.live_keeping import keep_set, restore_session
from cleanrep.web.shelf import Shelf


@dataclass(frozen=True, slots=True)
class WaitingSet:
    """All that is known of a set while it waits.

    Attributes
    ----------
    name : str
        Of its journal: its set id, or the session of a set that nobody ended.
    session_id : str
        Whose page is told.
    digest : bytes or None
        SHA-256 of what was packed, so that nothing else is ever unpacked; None: nothing was.
    """

    name: str
    person_id: str
    session_id: str
    digest: bytes | None = None


def pack_set(kept: KeptSet) -> WaitingSet:
    """Put a finished set beside its journal: taking it up again costs a hundredth of analysing its frames anew."""
    content = pickle.dumps(kept, pickle.HIGHEST_PROTOCOL)
    waiting = WaitingSet(kept.set_id, kept.header.person_id, kept.header.session_id, hashlib.sha256(content).digest())
    try:
        write_whole(kept.finished.journal.with_suffix(PACK_SUFFIX), content, is_secret=True)
    except UsageError:
        # No room: the journal is there already, and will do.
        return replace(waiting, digest=None)
    return waiting


def save_waiting(waiting: WaitingSet, home: Path) -> str | None:
    """Save a set, in the process that saves; returns why it could not be, its journal stays then."""
    try:
        kept = _unpack(waiting, home) or _make_anew(waiting, home)
        if kept is not None:
            keep_set(kept, home)
    except (CleanRepError, OSError) as error:
        return " ".join(str(error).split())
    return None


def claim_left_behind(home: Path, *, older_than_s: float, is_busy: Callable[[str], bool]) -> Iterator[WaitingSet]:
    """Journals that nobody writes to or saves; one that is claimed is not found again for as long.

    Parameters
    ----------
    older_than_s : float
        Nothing was written to them since, seconds since 1970.
    is_busy : Callable[[str], bool]
        Whether somebody still works on the journal of that name.
    """
    for path in sorted((home / "people").glob(f"*/live/*{JOURNAL_SUFFIX}")):
        if is_busy(path.stem):
            continue
        try:
            if path.stat().st_mtime < older_than_s:
                os.utime(path)
                yield WaitingSet(path.stem, path.parent.parent.name, path.stem)
        except FileNotFoundError:
            # Saved in the meantime.
            continue


def _unpack(waiting: WaitingSet, home: Path) -> KeptSet | None:
    path = Shelf(home, waiting.person_id).live_folder / f"{waiting.name}{PACK_SUFFIX}"
    if waiting.digest is None or not path.is_file():
        return None
    content = path.read_bytes()
    if hashlib.sha256(content).digest() != waiting.digest:
        return None
    kept: KeptSet = pickle.loads(content)  # noqa: S301 - to the last bit what our own process packed
    return kept


def _make_anew(waiting: WaitingSet, home: Path) -> KeptSet | None:
    """Analyse the journal again; None when it holds no repetition, which removes it, or the set is saved already."""
    session = restore_session(home, waiting.person_id, waiting.name, goes_on=False)
    if session is not None:
        return next(iter(session.finished_sets), None)
    if Shelf(home, waiting.person_id).has(waiting.name):
        return None
    raise SourceError(waiting.name, "its journal does not tell whose set it is", "remove it")
