from __future__ import annotations

import ipaddress
import socket

import pytest

from hoiam.post.reaching import NotPublic, checked_addresses, connected, is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "100.100.100.200",
        "169.254.169.254",
        "168.63.129.16",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "2001:0:53aa:64c::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_address_that_is_not_public_is_not_called(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "203.113.131.1", "2606:4700::1111", "64:ff9b::101:101"])
def test_public_address_may_be_called(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f.1", "017700000001", "::1", "::ffff:127.0.0.1"],
)
def test_host_that_leads_into_this_machine_is_refused_however_it_is_spelled(host):
    with pytest.raises(NotPublic):
        checked_addresses(host, 443, may_be_private=False)


def test_name_is_resolved_once_and_the_connection_goes_to_what_was_looked_at(monkeypatch):
    """A resolver that answers otherwise the second time (rebinding) is a stranger's; here it stands in for one."""
    asked = []

    def resolver(host, port, **_):
        asked.append(host)
        place = ("198.51.100.7" if len(asked) > 1 else "127.0.0.1", port)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", place)]

    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setattr(socket, "getaddrinfo", resolver)
        opened = connected(
            "bao.example",
            server.getsockname()[1],
            may_be_private=True,
            timeout=2,
            is_stopped=lambda: False,
        )
        with opened:
            assert (opened.getpeername()[0], asked) == ("127.0.0.1", ["bao.example"])


def test_name_with_one_private_address_among_public_ones_is_refused_whole(monkeypatch):
    places = [("1.1.1.1", 443), ("10.0.0.7", 443)]
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", place) for place in places]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)

    with pytest.raises(NotPublic):
        checked_addresses("bao.example", 443, may_be_private=False)
