"""Messages to a web address in the manner of Standard Webhooks (standardwebhooks.com, version 1).

The address is a stranger's: it is looked at before a connection is opened (`reaching`), no redirect is followed, an
answer is waited for a few seconds and read for a few kilobytes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import http.client
import socket
import ssl
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from hoiam.post.carriers import Gone, NotNow, Refused, Way
from hoiam.post.reaching import NotPublic, connected

TIMEOUT = 5.0
"""Seconds to wait for a connection, and for each piece of an answer."""
DEADLINE = 10.0
"""Seconds for the whole."""
WIDTH = 32
ANSWER = 64 * 1024
"""Bytes of an answer that are read; what it says is not looked at."""
AGENT = "Hoi-Am"
LOWEST_PORT = 1024
"""Below it only 443 is called: a web address is not to reach a mail or a file server."""


@dataclass(frozen=True, slots=True)
class Call:
    """One message to one web address."""

    url: str
    secret: str
    id: str
    timestamp: int
    """Seconds since 1970."""
    content_type: str
    body: bytes
    event_type: str = ""

    def __repr__(self) -> str:
        return f"Call({self.id})"


def sign(call: Call) -> str:
    """The header `webhook-signature`: HMAC-SHA256 of `id.timestamp.body`. Raises `Refused` for a bad secret."""
    try:
        key = base64.b64decode(call.secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        raise Refused("The secret of the webhook is none.") from None
    said = f"{call.id}.{call.timestamp}.".encode() + call.body
    return "v1," + base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()


def _look_at(url: str) -> SplitResult:
    """The parts of a web address that may be called. Raises `Refused` with the reason against it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused("The web address is not complete.") from None
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise Refused("The web address is not complete.")
    if _is_for_tests(parts):
        return parts
    if parts.scheme != "https":
        raise Refused("The web address does not begin with https://.")
    if port is not None and port < LOWEST_PORT and port != 443:
        raise Refused("The web address names a port that is not called.")
    return parts


def _is_for_tests(parts: SplitResult) -> bool:
    """Whether the host is named in HOIAM_WEBHOOK_TEST_HOSTS, which counts in the demo and in tests only."""
    allowed: Collection[str] = settings.WEBHOOK_TEST_HOSTS
    return parts.hostname in allowed or f"{parts.hostname}:{parts.port}" in allowed


class WebhookCarrier:
    """Calls one web address after the other; each has a connection of its own."""

    def __init__(self) -> None:
        self._connection: _Checked | None = None
        self._is_stopped = False

    def hand_over(self, call: Call) -> None:
        parts, signature = _look_at(call.url), sign(call)
        headers = {
            "content-type": call.content_type,
            "user-agent": AGENT,
            "webhook-id": call.id,
            "webhook-timestamp": str(call.timestamp),
            "webhook-signature": signature,
            "connection": "close",
        } | ({"hoiam-event": call.event_type} if call.event_type else {})
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._connection = _Checked(parts, lambda: self._is_stopped)
        try:
            self._connection.request("POST", path, body=call.body, headers=headers)
            answer = self._connection.getresponse()
            answer.read(ANSWER)
            _judge(answer.status)
        except NotPublic as closed:
            raise NotNow(str(closed)) from None
        except ssl.SSLCertVerificationError:
            raise NotNow("The receiver's certificate is not valid.") from None
        except TimeoutError:
            raise NotNow("The receiver did not answer in time.") from None
        except (OSError, http.client.HTTPException):
            raise NotNow("The receiver could not be reached.") from None
        finally:
            self._connection.close()

    def close(self) -> None:
        """Nothing stays open between two calls."""

    def break_off(self) -> None:
        self._is_stopped = True
        with suppress(OSError, AttributeError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]


def _judge(status: int) -> None:
    if 200 <= status < 300:
        return
    if status == 410:
        raise Gone("The receiver answered 410.")
    if 300 <= status < 400:
        raise NotNow(f"The receiver answered {status}; redirects are not followed.")
    raise NotNow(f"The receiver answered {status}.")


class _Checked(http.client.HTTPConnection):
    """Connects to the address that was looked at, and speaks TLS with the name that was asked for."""

    def __init__(self, parts: SplitResult, is_stopped: Callable[[], bool]) -> None:
        self._is_tls, self._is_stopped = parts.scheme == "https", is_stopped
        self._may_be_private = _is_for_tests(parts)
        super().__init__(parts.hostname or "", parts.port or (443 if self._is_tls else 80), timeout=TIMEOUT)
        self.default_port = 443 if self._is_tls else 80

    def connect(self) -> None:
        opened = connected(
            self.host,
            self.port,
            may_be_private=self._may_be_private,
            timeout=TIMEOUT,
            is_stopped=self._is_stopped,
        )
        try:
            self.sock = opened
            if self._is_tls:
                tls = _tls().wrap_socket(opened, server_hostname=self.host, do_handshake_on_connect=False)
                self.sock = tls
                tls.do_handshake()
        except BaseException:
            opened.close()
            raise


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """Made once: reading the certificates of the authorities takes longer than the call."""
    return ssl.create_default_context()


def webhook_way() -> Way:
    return Way(WebhookCarrier, WIDTH, 1.0, DEADLINE)
