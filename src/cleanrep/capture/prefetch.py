"""Run an iterator in a thread of its own, a few items ahead.

Decides when the producer waits and how it stops; what it produces is not its concern. Decoder and pose model release
the interpreter's lock, so that the two overlap.
"""

import queue
import threading
from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")

_POLL_S = 0.1


class _End:
    """Last item of the queue: the iterator is exhausted, or raised `error`."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


class Prefetcher(Generic[T]):
    """Items of `items`, produced ahead of the consumer; an exception arrives where its item would have.

    Parameters
    ----------
    items : Iterator
        Consumed in the thread only.
    n_ahead : int
        Items that may wait; the producer holds one more.
    """

    def __init__(self, items: Iterator[T], *, n_ahead: int) -> None:
        self._items = items
        self._queue: queue.Queue[T | _End] = queue.Queue(maxsize=n_ahead)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._produce, name="cleanrep-prefetch", daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[T]:
        while True:
            item = self._queue.get()
            if not isinstance(item, _End):
                yield item
                continue
            self._thread.join()
            if item.error is not None:
                raise item.error
            return

    def close(self) -> None:
        """Stop the producer and wait for it; what waits in the queue is lost."""
        self._stop.set()
        self._thread.join()

    def _produce(self) -> None:
        error: BaseException | None = None
        try:
            for item in self._items:
                if not self._put(item):
                    return
        except BaseException as caught:  # noqa: BLE001 - raised again in the consumer's thread
            error = caught
        self._put(_End(error))

    def _put(self, item: T | _End) -> bool:
        while not self._stop.is_set():
            try:
                self._queue.put(item, timeout=_POLL_S)
            except queue.Full:
                continue
            return True
        return False
