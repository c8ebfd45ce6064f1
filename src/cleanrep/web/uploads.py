"""Take a recording from a browser to the disk: bounded, under a harmless name, whole or not at all."""

import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

from cleanrep.errors import SourceError

SUFFIXES = frozenset({".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi", ".3gp", ".parquet"})
RECORDING_FOLDER = "recording"
KEEP_FREE_BYTES = 200_000_000
MAX_NAME_CHARACTERS = 100
_HARMLESS = re.compile(r"[^\w .()+-]")


def clean_name(name: str) -> str:
    """A file name without anything that a path or a terminal could take as more.

    Raises
    ------
    SourceError
        When it does not end like a recording.
    """
    last = re.split(r"[/\\]", name)[-1]
    harmless = _HARMLESS.sub("_", last).strip(" .") or "recording"
    stem, suffix = Path(harmless).stem[:MAX_NAME_CHARACTERS], Path(harmless).suffix.lower()
    if suffix not in SUFFIXES:
        known = ", ".join(sorted(SUFFIXES))
        raise SourceError(
            harmless[-MAX_NAME_CHARACTERS:], f"expected a name that ends in one of {known}", "choose a video"
        )
    return stem + suffix


async def save_upload(chunks: AsyncIterator[bytes], path: Path, *, expected_bytes: int, max_bytes: int) -> None:
    """Write a body to `path`.

    Parameters
    ----------
    expected_bytes : int
        What the browser announced; 0 when it did not.

    Raises
    ------
    SourceError
        When it is empty, cut short or too large, or the disk has no room.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(path.parent).free < expected_bytes + KEEP_FREE_BYTES:
        raise SourceError(path.name, "there is no room for it on the disk", "make room and try again")
    part = path.with_name(f".{path.name}.part")
    n_bytes = 0
    try:
        with part.open("wb") as file:
            async for chunk in chunks:
                n_bytes += len(chunk)
                if n_bytes > max_bytes:
                    raise SourceError(path.name, f"is larger than {max_bytes // 1_000_000} MB", "cut it to the set")
                file.write(chunk)
        if n_bytes == 0 or (expected_bytes and n_bytes != expected_bytes):
            raise SourceError(path.name, f"arrived with {n_bytes} of {expected_bytes} bytes", "try again")
        part.replace(path)
    except OSError as error:
        raise SourceError(path.name, f"cannot be kept ({error.strerror})", "make room and try again") from error
    finally:
        part.unlink(missing_ok=True)
