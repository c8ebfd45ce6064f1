"""Keep a native library's start-up chatter off the terminal.

Decides which lines on standard error are chatter; everything else that was written meanwhile is passed on.
"""

import os
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_CHATTER = re.compile(rb"^(WARNING: All log messages before absl::|INFO: Created TensorFlow Lite|[IW]\d{4} )")
_STDERR = 2
# Standard error belongs to the process: two redirections at a time would lose it.
_lock = threading.Lock()


@contextmanager
def hold_back_chatter() -> Iterator[None]:
    """Hold standard error back while the block runs, then pass on the lines that are not chatter."""
    with _lock, tempfile.TemporaryFile() as held:
        try:
            terminal = os.dup(_STDERR)
        except OSError:  # standard error is closed: nothing to keep clean
            yield
            return
        os.dup2(held.fileno(), _STDERR)
        try:
            yield
        finally:
            os.dup2(terminal, _STDERR)
            os.close(terminal)
            held.seek(0)
            _pass_on(held.read())


def _pass_on(written: bytes) -> None:
    kept = b"".join(line for line in written.splitlines(keepends=True) if not _CHATTER.match(line))
    if kept:
        os.write(_STDERR, kept)
