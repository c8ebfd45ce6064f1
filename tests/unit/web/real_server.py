"""A server with a network, in a thread of its own: what a test client hands over at once is cut and late here."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

STARTS_WITHIN_S = 30.0


@contextmanager
def run_server(server: uvicorn.Server) -> Iterator[int]:
    """Serve on a free port, which is given."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            _wait_for(server)
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


def _wait_for(server: uvicorn.Server) -> None:
    pause = threading.Event()
    for _ in range(int(STARTS_WITHIN_S / 0.01)):
        if server.started:
            return
        pause.wait(0.01)
    raise TimeoutError
