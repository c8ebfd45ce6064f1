"""The frames of a set under way, appended to a file as they come.

Decides that a frame which was acknowledged is on the way to the disk: a set outlives the page, the connection and the
server. When the set is over its journal becomes a landmark log.
"""

from collections.abc import Iterator
from pathlib import Path

from cleanrep.capture.landmark_frames import FRAME_BYTES, MAX_FRAMES, parse_frames
from cleanrep.errors import UsageError
from cleanrep.model.samples import Sample

MAX_JOURNAL_BYTES = 200_000_000
"""Two hours and more at 30 frames a second."""
_BUFFER_BYTES = 32_768


class LandmarkJournal:
    """Appends frames to a file.

    Parameters
    ----------
    path : Path
        A new file, or one to go on with; a frame cut short at its end (a power cut) is dropped.

    Raises
    ------
    UsageError
        When it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = path.open("ab", buffering=_BUFFER_BYTES)
            whole = self._file.tell() // FRAME_BYTES * FRAME_BYTES
            if whole != self._file.tell():
                self._file.truncate(whole)
        except OSError as error:
            raise _refuse(path, error) from error
        self._n_bytes = whole

    @property
    def is_full(self) -> bool:
        """Whether no more is taken."""
        return self._n_bytes >= MAX_JOURNAL_BYTES

    def append(self, content: bytes) -> None:
        """Add frames as they came, after they were checked.

        Raises
        ------
        UsageError
            When they cannot be written.
        """
        try:
            self._file.write(content)
        except OSError as error:
            raise _refuse(self.path, error) from error
        self._n_bytes += len(content)

    def flush(self) -> None:
        """Hand what was appended to the system, which keeps it when this process ends.

        Raises
        ------
        UsageError
            When it cannot be written.
        """
        try:
            self._file.flush()
        except OSError as error:
            raise _refuse(self.path, error) from error

    def close(self) -> None:
        """Write out and close; nothing when closed already.

        Raises
        ------
        UsageError
            When it cannot be written.
        """
        try:
            self._file.close()
        except OSError as error:
            raise _refuse(self.path, error) from error


def read_journal(path: Path) -> Iterator[Sample]:
    """Yield the samples of a journal in order.

    Raises
    ------
    SourceError
        When it holds what no frame can be.
    """
    with path.open("rb") as file:
        while content := file.read(FRAME_BYTES * MAX_FRAMES):
            whole = len(content) // FRAME_BYTES * FRAME_BYTES
            if whole:
                yield from parse_frames(content[:whole])


def _refuse(path: Path, error: OSError) -> UsageError:
    return UsageError("a disk with room for the set", f"{path} ({error.strerror})", "make room and start again")
