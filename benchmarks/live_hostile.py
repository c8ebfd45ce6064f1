"""Strangers who send what no page would: garbage, too much, too fast, no numbers."""

import asyncio
import json
import secrets
import struct

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from benchmarks.live_lifters import HELLO

REFUSED_WITHIN_S = 30.0


async def attack(url: str, cookie: str) -> dict[str, bool]:
    """Be hostile in each way once; say what was refused."""
    nan_frame = struct.pack("<BBHId", 1, 1, 0, 0, 0.0) + struct.pack("<f", float("nan")) * 198
    ways: dict[str, list[bytes] | list[str]] = {
        "garbage": [secrets.token_bytes(808)],
        "huge message": [b"\x00" * 5_000_000],
        "flood": [json.dumps({"type": "calibrate"})] * 2000,
        "not a number": [nan_frame],
    }
    return {name: await _is_refused(url, cookie, messages) for name, messages in ways.items()}


async def _is_refused(url: str, cookie: str, messages: list[bytes] | list[str]) -> bool:
    try:
        async with asyncio.timeout(REFUSED_WITHIN_S):
            await _be_hostile(url, cookie, messages)
    except ConnectionClosed:
        return True
    except TimeoutError:
        return False
    return True


async def _be_hostile(url: str, cookie: str, messages: list[bytes] | list[str]) -> None:
    headers = {"Cookie": cookie, "Origin": url}
    async with connect(f"ws{url.removeprefix('http')}/live/socket", additional_headers=headers) as socket:
        await socket.send(json.dumps(HELLO))
        for message in messages:
            await socket.send(message)
        async for _ in socket:
            pass
