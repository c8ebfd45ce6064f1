"""``cleanrep serve`` and ``cleanrep live``: the coach in the browser."""

import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanrep.errors import UsageError

if TYPE_CHECKING:
    from cleanrep.web.server import Prepared

OPEN_AFTER_S = 0.8
DEFAULT_PORT = 8765

PortOption = Annotated[int, typer.Option(help="Port to listen on; 0 takes any that is free.", min=0, max=65535)]
LanOption = Annotated[
    bool, typer.Option("--lan", help="Let a phone in the same network in: HTTPS, QR code, pairing code.")
]
BrowserOption = Annotated[bool, typer.Option(help="Open the page in this machine's browser.")]
DataOption = Annotated[
    Path | None, typer.Option("--data", help="Folder for sets and sessions; by default your data folder.")
]


def serve_command(
    port: PortOption = DEFAULT_PORT, lan: LanOption = False, browser: BrowserOption = True, data: DataOption = None
) -> None:
    """Open the coach in the browser: live sets, analysis, reports. Nothing leaves this machine."""
    _serve("/", port=port, is_lan=lan, has_browser=browser, home=data)


def live_command(
    port: PortOption = DEFAULT_PORT, lan: LanOption = False, browser: BrowserOption = True, data: DataOption = None
) -> None:
    """Train in front of the camera: the same server, opened at the live page."""
    _serve("/live", port=port, is_lan=lan, has_browser=browser, home=data)


def _serve(page: str, *, port: int, is_lan: bool, has_browser: bool, home: Path | None) -> None:
    try:
        from cleanrep.web.server import ServeRequest, prepare
    except ModuleNotFoundError as error:
        raise UsageError("the web part", f"no {error.name}", "install it: pip install 'cleanrep[web]'") from error
    prepared = prepare(ServeRequest(port, is_lan, home))
    _introduce(prepared, page)
    if has_browser:
        timer = threading.Timer(OPEN_AFTER_S, webbrowser.open, (prepared.url + page,))
        timer.daemon = True
        timer.start()
    prepared.run()


def _introduce(prepared: "Prepared", page: str) -> None:
    print(f"CleanRep is at {prepared.url}{page}")
    if prepared.pairing_url is not None and prepared.code is not None:
        from cleanrep.web.qr import draw_terminal

        code = f"{prepared.code[:4]} {prepared.code[4:]}"
        print(f"\nOn a phone in the same network: {prepared.pairing_url.partition('/pair')[0]}")
        print(f"Pairing code: {code} (10 minutes, once)\n")
        print(draw_terminal(prepared.pairing_url))
        print("The phone will warn about the certificate, which is this machine's own. The page shows how to trust it.")
    print("Stop with Ctrl+C.", flush=True)
