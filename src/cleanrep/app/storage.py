"""Open the user's store: the file in the platform's data folder, or the database that the environment names."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cleanrep.errors import StoreError

if TYPE_CHECKING:
    from cleanrep.store.store import Store

DATABASE_VARIABLE = "CLEANREP_DATABASE_URL"
FILE_NAME = "log.sqlite3"


def find_data_folder() -> Path:
    """Folder of the user's data, as the platform has it; `make_private_folder` makes it when it is missing."""
    from platformdirs import user_data_path

    return user_data_path("cleanrep", appauthor=False)


def is_store_named() -> bool:
    """Whether the environment names the store; an empty variable names none."""
    return bool(os.environ.get(DATABASE_VARIABLE))


def open_store(place: str | None = None) -> "Store":
    """Open the store of the settings, and bring it to this version's schema.

    A SQLite file that may not be written is opened for reading alone: what would change it is refused.

    Parameters
    ----------
    place : str or None
        File or URL; None: the one of the environment, else the platform's data folder.

    Returns
    -------
    Store
        Close it, or use it in a ``with`` statement.

    Raises
    ------
    StoreError
        When it cannot be opened.
    """
    # The database is imported when it is asked for: an analysis does not wait for it.
    from cleanrep.store.connection import parse_url
    from cleanrep.store.store import Store

    named = place or os.environ.get(DATABASE_VARIABLE)
    url = parse_url(named or str(find_data_folder() / FILE_NAME))
    if url.drivername != "sqlite":
        return Store(url)
    path = Path(str(url.database))
    if not named:
        make_private_folder(path.parent)
    return Store(url, is_read_only=path.exists() and not _may_write(path))


def make_private_folder(
    folder: Path, *, remedy: str = f"make it, or name another place in {DATABASE_VARIABLE}"
) -> None:
    """Make a folder that only its owner may read, where it is missing; one that is there stays as it is.

    Raises
    ------
    StoreError
        When it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreError(str(folder), f"cannot be made ({error.strerror})", remedy) from error


def _may_write(path: Path) -> bool:
    """Whether file and folder may be written: the write-ahead log stands beside the file."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
