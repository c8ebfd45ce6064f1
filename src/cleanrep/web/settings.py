"""What the server is told when it starts."""

from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from cleanrep.app.storage import find_data_folder

STATIC_FOLDER = Path(str(resources.files("cleanrep.web"))) / "static"
"""Files built from ``frontend/``: scripts, styles, the pose model."""
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


def find_home() -> Path:
    """The server's folder unless another is named: beside the log."""
    return find_data_folder() / "web"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what a client may ask for.

    Attributes
    ----------
    max_upload_bytes : int
        Of one recording.
    max_body_bytes : int
        Of any other request.
    requests_per_s, request_burst : float, int
        Of one address.
    pairings_per_minute : int
        Tries of a pairing code, of all addresses together.
    frames_per_s, frame_burst : float, int
        Landmark frames of one live connection; the burst is what a page sends again after a lost connection.
    max_live_sessions, max_jobs : int
        At one time.
    """

    max_upload_bytes: int = 2_000_000_000
    max_body_bytes: int = 1_000_000
    requests_per_s: float = 30.0
    request_burst: int = 200
    pairings_per_minute: int = 10
    frames_per_s: float = 75.0
    frame_burst: int = 6000
    max_live_sessions: int = 256
    max_jobs: int = 20


@dataclass(frozen=True, slots=True)
class WebSettings:
    """A server.

    Attributes
    ----------
    home : Path
        Folder for sets, sessions and certificates; made where it is missing.
    hosts : frozenset[str]
        Names and addresses that the server answers to (the ``Host`` header without its port): anything else is a page
        elsewhere that resolves to this machine.
    is_lan : bool
        Reachable from the network, over HTTPS.
    lan_url : str or None
        Address for a phone.
    database : str or None
        File or URL of the training log; None: the one that the command line uses.
    """

    home: Path
    hosts: frozenset[str] = LOCAL_NAMES
    is_lan: bool = False
    lan_url: str | None = None
    database: str | None = None
    limits: Limits = field(default_factory=Limits)
