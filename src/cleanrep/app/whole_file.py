"""Write a file that somebody asked for: whole or not at all, and never over another unasked."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cleanrep.errors import UsageError

STANDARD_OUTPUT = "-"


def check_names_file(path: Path, *, option: str) -> None:
    """Refuse what names no file, and standard output, where only a file will do.

    Raises
    ------
    UsageError
        When it is one of them.
    """
    if not path.name:
        raise UsageError(f"a file for {option}", f"{path}, which names none", "name one")
    if str(path) == STANDARD_OUTPUT:
        raise UsageError(f"a file for {option}", "-, which is standard output", "name a file")


@contextmanager
def open_part(path: Path, *, option: str, is_forced: bool = False) -> Iterator[Path]:
    """Give a name to write a file under, which becomes `path` when all went well and is gone otherwise.

    Parameters
    ----------
    option : str
        What asks for the file, for messages: ``--json``, ``the profile``.
    is_forced : bool
        Replace a file that is there already.

    Raises
    ------
    UsageError
        When the file is there already and may not be replaced, cannot be written, or is standard output.
    """
    check_names_file(path, option=option)
    if path.exists() and not is_forced:
        raise UsageError(f"a new file for {option}", f"{path}, which exists", "choose another name or add --force")
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        got = f"{path} ({error.strerror or error})"
        raise UsageError(f"a place for {option} that can be written", got, "choose another name") from error
    finally:
        part.unlink(missing_ok=True)
