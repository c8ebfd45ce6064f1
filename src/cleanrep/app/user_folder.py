"""Folders of the user's own files, as the environment names them."""

import os
from pathlib import Path

from cleanrep.errors import UsageError


def find_folder(variable: str) -> Path | None:
    """The folder that an environment variable names; None when it is not set.

    Raises
    ------
    UsageError
        When what it names is no folder.
    """
    named = os.environ.get(variable)
    if not named:
        return None
    folder = Path(named)
    if not folder.is_dir():
        raise UsageError(f"a folder in {variable}", named, "make it, or unset the variable")
    return folder
