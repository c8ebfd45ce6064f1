"""Addresses of this machine in its own network."""

import ipaddress
import socket
from contextlib import suppress

from cleanrep.errors import UsageError


def find_lan_address() -> str:
    """The private IPv4 address by which a phone in the same network reaches this machine.

    Nothing is sent: a datagram socket that is connected only asks the system which way it would go.

    Raises
    ------
    UsageError
        When there is none.
    """
    candidates = []
    for target in ("192.168.255.254", "10.255.255.254", "172.31.255.254"):
        with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((target, 9))
            candidates.append(str(probe.getsockname()[0]))
    for address in candidates:
        parsed = ipaddress.ip_address(address)
        if parsed.is_private and not parsed.is_loopback:
            return address
    raise UsageError(
        "a network for --lan", "none that a phone could share", "connect to the network of the phone first"
    )


def name_local_host() -> str:
    """Name of this machine in its network, e.g. ``gym-laptop.local``."""
    return f"{socket.gethostname().split('.')[0].lower()}.local"
