"""Run the server."""

import gc
import socket
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from cleanrep.app.storage import FILE_NAME, is_store_named, make_private_folder
from cleanrep.errors import UsageError
from cleanrep.web.addresses import find_lan_address, name_local_host
from cleanrep.web.application import create_app
from cleanrep.web.certificate import ServerCertificate, make_certificate
from cleanrep.web.direct_socket import DirectSocket
from cleanrep.web.log_book import find_owner
from cleanrep.web.sessions import Role
from cleanrep.web.settings import LOCAL_NAMES, WebSettings, find_home
from cleanrep.web.state import WebState

MAX_WAITING_CONNECTIONS = 512
SHUTDOWN_WITHIN_S = 20


@dataclass(frozen=True, slots=True)
class ServeRequest:
    """How to serve.

    Attributes
    ----------
    port : int
        0: any that is free.
    home : Path or None
        None: the user's data folder of the platform.
    """

    port: int
    is_lan: bool = False
    home: Path | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A server that is about to run.

    Attributes
    ----------
    url : str
        For a browser on this machine.
    pairing_url : str or None
        For a phone, with its code; None without ``--lan``.
    code : str or None
        The code alone.
    """

    server: uvicorn.Server
    listener: socket.socket
    url: str
    pairing_url: str | None
    code: str | None

    def run(self) -> None:
        """Serve until interrupted."""
        # What is there by now stays for good: the collector need not look at it again while pages wait.
        gc.freeze()
        self.server.run(sockets=[self.listener])


def prepare(request: ServeRequest) -> Prepared:
    """Make everything ready, so that what is missing is said before the server runs.

    Raises
    ------
    UsageError, SourceError, StoreError
        When built files are missing, the port is taken, or the server's folder cannot be used.
    """
    home = _make_home(request.home)
    # A folder of one's own has a log of its own, unless the environment names one.
    is_own = request.home is not None and not is_store_named()
    database = str(home / FILE_NAME) if is_own else None
    listener = _listen("0.0.0.0" if request.is_lan else "127.0.0.1", request.port)  # noqa: S104 - asked for by --lan
    port = listener.getsockname()[1]
    if not request.is_lan:
        settings = WebSettings(home, database=database)
        # Opens the log, so that the first page does not wait for it and what is wrong with it is said at once.
        find_owner(settings)
        server = _configure(settings, None)
        return Prepared(server, listener, f"http://localhost:{port}", None, None)
    address = find_lan_address()
    names = frozenset({address, name_local_host()})
    settings = WebSettings(
        home, LOCAL_NAMES | names, is_lan=True, lan_url=f"https://{address}:{port}", database=database
    )
    certificate = make_certificate(home / "certificate", LOCAL_NAMES | names)
    server = _configure(settings, certificate)
    state: WebState = server.config.app.state.web  # type: ignore[union-attr] # made in `_configure`
    code = state.sessions.make_code(find_owner(settings), Role.OWNER).code
    return Prepared(server, listener, f"https://localhost:{port}", f"{settings.lan_url}/pair#{code}", code)


def _make_home(named: Path | None) -> Path:
    """The server's folder, which holds what is seen of people: only its owner may read it."""
    home = find_home() if named is None else named
    if named is None:
        # The folder above holds the log as well, and may not be there yet.
        make_private_folder(home.parent)
    make_private_folder(home, remedy="make it, or name another with --data")
    return home


def _configure(settings: WebSettings, certificate: ServerCertificate | None) -> uvicorn.Server:
    config = uvicorn.Config(
        create_app(settings),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws=DirectSocket,
        # Landmarks hardly shrink, and packing them costs more than sending them.
        ws_per_message_deflate=False,
        ws_max_size=65_536,
        ws_max_queue=64,
        ws_ping_interval=20.0,
        ws_ping_timeout=30.0,
        backlog=MAX_WAITING_CONNECTIONS,
        timeout_graceful_shutdown=SHUTDOWN_WITHIN_S,
        ssl_certfile=None if certificate is None else str(certificate.certificate),
        ssl_keyfile=None if certificate is None else str(certificate.key),
    )
    return uvicorn.Server(config)


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        # From here on a browser that is too early waits instead of being turned away.
        listener.listen(MAX_WAITING_CONNECTIONS)
    except OSError as error:
        listener.close()
        raise UsageError("a port that is free", f"{port} ({error.strerror})", "choose another with --port") from error
    return listener
