"""The door of the server, as one layer around everything: host, pace, size, and the headers of every answer.

Decides before any route is looked at. A request for another host's name is a page elsewhere that made that name point
here; it gets nothing.
"""

from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cleanrep.web.rate_limit import RateLimiter
from cleanrep.web.settings import WebSettings

UPLOAD_PATH = "/api/recordings"
_PERMISSIONS = "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), screen-wake-lock=(self)"


class Guard:
    """ASGI layer around the application.

    Parameters
    ----------
    app : ASGIApp
        What is guarded.
    settings : WebSettings
        Hosts and limits.
    requests : RateLimiter
        Pace of each address.
    """

    def __init__(self, app: ASGIApp, settings: WebSettings, requests: RateLimiter) -> None:
        self._app = app
        self._settings = settings
        self._requests = requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._find_refusal(scope, headers)
        if refusal is None and scope["type"] == "websocket":
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            answer = self._app if refusal is None else PlainTextResponse(refusal[1], refusal[0])
            host = headers.get("host", "localhost") if refusal is None else "localhost"
            bounded = receive if scope["path"] == UPLOAD_PATH else _bound(receive, self._settings.limits.max_body_bytes)
            await answer(scope, bounded, _add_headers(send, host))

    def _find_refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        if _strip_port(headers.get("host", "")) not in self._settings.hosts:
            return 421, "This server does not answer to that name. Use the address that it printed when it started."
        client = scope.get("client")
        if not self._requests.allows(client[0] if client else "unknown"):
            return 429, "Too many requests. Wait a few seconds."
        limits = self._settings.limits
        most = limits.max_upload_bytes if scope["path"] == UPLOAD_PATH else limits.max_body_bytes
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > most:
            return 413, f"Too large: at most {most // 1_000_000} MB."
        return None


def _bound(receive: Receive, max_bytes: int) -> Receive:
    """Cut off a body that is longer than it said."""
    n_bytes = 0

    async def receive_bounded() -> Message:
        nonlocal n_bytes
        message = await receive()
        n_bytes += len(message.get("body", b""))
        return message if n_bytes <= max_bytes else {"type": "http.disconnect"}

    return receive_bounded


def _add_headers(send: Send, host: str) -> Send:
    async def send_with_headers(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _list_headers(host).items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers


def _list_headers(host: str) -> dict[str, str]:
    # wasm-unsafe-eval: the pose model is WebAssembly. Older Safari does not count a socket as 'self'.
    policy = (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; "
        f"media-src 'self' blob:; connect-src 'self' ws://{host} wss://{host}; font-src 'self'; "
        "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    return {
        "content-security-policy": policy,
        "permissions-policy": _PERMISSIONS,
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "no-store",
    }


def _strip_port(host: str) -> str:
    if host.startswith("["):
        return host[: host.find("]") + 1].lower()
    return host.split(":", maxsplit=1)[0].lower()
