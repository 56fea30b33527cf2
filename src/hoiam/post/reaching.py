"""Whether we may open a connection to where a stranger's web address leads.

Asked after the name was resolved, and the connection then goes to the very address that was looked at: a name that
leads elsewhere a moment later changes nothing. Source: OWASP, Server-Side Request Forgery Prevention; IANA
special-purpose address registries (RFC 6890), read 2026-07.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

KEPT_CLOSED = [
    ipaddress.ip_network(said)
    for said in (
        "168.63.129.16/32",  # metadata of one of the large clouds, on a public address
        "192.0.0.0/24",
        "192.88.99.0/24",
        "2001::/32",  # Teredo: another address is hidden in it
        "2002::/16",  # 6to4: the same
        "64:ff9b:1::/48",
        "fec0::/10",
        "::/96",
    )
]
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotPublic(Exception):
    """The address leads into a network that is not public; `str` is a sentence without the address."""


def is_public(address: Address) -> bool:
    """Whether anybody on the internet could be reached there: not private, loopback, link-local, metadata …"""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    if any(address.version == net.version and address in net for net in KEPT_CLOSED):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def checked_addresses(host: str, port: int, *, may_be_private: bool) -> list[tuple[Any, ...]]:
    """What `getaddrinfo` knows of a host; a single address that is not public refuses the whole host.

    Raises `NotPublic`, or `OSError` where the name is unknown.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for *_rest, place in found:
        address = ipaddress.ip_address(str(place[0]).partition("%")[0])
        if not may_be_private and not is_public(address):
            raise NotPublic("The web address leads into a network that is not public.")
    return found


def connected(
    host: str, port: int, *, may_be_private: bool, timeout: float, is_stopped: Callable[[], bool]
) -> socket.socket:
    """A connection to the first of the checked addresses that answers. Raises as above."""
    fault: OSError | None = None
    for family, kind, protocol, _name, place in checked_addresses(host, port, may_be_private=may_be_private):
        if is_stopped():
            break
        opened = socket.socket(family, kind, protocol)
        try:
            opened.settimeout(timeout)
            opened.connect(place)
            return opened
        except OSError as failed:
            opened.close()
            fault = failed
    raise fault or OSError("nobody answers")
