"""Open a file that somebody named for reading.

Decides what is read: regular files only. A pipe without a writer would be waited for without an end, and a device may
never end.
"""

import os
import stat
from errno import EINVAL, EISDIR
from io import BufferedReader
from pathlib import Path


def open_regular(path: Path) -> BufferedReader:
    """Open a regular file for reading bytes; never waits.

    Raises
    ------
    OSError
        When there is none, it may not be read, or it is a folder, a pipe or a device.
    """
    # Without waiting: opening a pipe waits for its writer otherwise. The file is asked only once it is open, so that it
    # cannot be exchanged in between.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
    raise OSError(EINVAL, "Not a regular file", str(path))
