"""Write a small file whole or not at all."""

import os
import secrets
from pathlib import Path

from cleanrep.errors import UsageError


def write_whole(path: Path, content: bytes, *, is_secret: bool = False) -> None:
    """Replace the file at `path`.

    Parameters
    ----------
    is_secret : bool
        Readable by its owner only.

    Raises
    ------
    UsageError
        When it cannot be written.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(
            os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if is_secret else 0o644), "wb"
        ) as file:
            file.write(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UsageError(
            "a place that can be written", f"{path} ({error.strerror})", "make room or choose --data"
        ) from error
