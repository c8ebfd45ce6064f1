"""Write a text that somebody asked for to a file: whole or not at all, and never over another unasked."""

import secrets
from pathlib import Path

from cleanrep.errors import UsageError


def write_text(path: Path, text: str, *, option: str, is_forced: bool = False) -> None:
    """Write a file in UTF-8, line ends as they are.

    Parameters
    ----------
    option : str
        What asks for the file, for messages: ``--json``, ``the profile``.
    is_forced : bool
        Replace a file that is there already.

    Raises
    ------
    UsageError
        When the file is there already and may not be replaced, or cannot be written.
    """
    if not path.name:
        raise UsageError(f"a file for {option}", f"{path}, which names none", "name one")
    if path.exists() and not is_forced:
        raise UsageError(f"a new file for {option}", f"{path}, which exists", "choose another name or add --force")
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="")
        part.replace(path)
    except OSError as error:
        got = f"{path} ({error.strerror or error})"
        raise UsageError(f"a place for {option} that can be written", got, "choose another name") from error
    finally:
        part.unlink(missing_ok=True)
