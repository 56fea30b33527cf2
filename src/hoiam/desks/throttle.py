"""How often one address may knock. Only a keyed digest is counted, under a key that changes every day.

Nothing of a reader's address is kept beyond 24 hours, and nothing at all in the clear.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that knocks; behind `HOIAM_TRUSTED_PROXIES` trusted proxies the one that the outermost saw."""
    if settings.TRUSTED_PROXIES:
        passed = [
            part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
        ]
        if len(passed) >= settings.TRUSTED_PROXIES:
            return passed[-settings.TRUSTED_PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def wait_for(
    request: HttpRequest, *, door: str, limit: int, window: timedelta, at: datetime
) -> timedelta | None:
    """Count one knock at a door; None when it may pass, else how long to wait.

    At most `limit` knocks of one address pass in one window; windows begin at fixed instants.
    """
    return wait_of(client_address(request), door=door, limit=limit, window=window, at=at)


def wait_of(who: str, *, door: str, limit: int, window: timedelta, at: datetime) -> timedelta | None:
    """The same for anybody who is not at the end of a request, such as the sender of a message."""
    seconds = int(window.total_seconds())
    number, passed = divmod(int(at.timestamp()), seconds)
    day = at.astimezone(UTC).date().isoformat()
    secret = f"{settings.SECRET_KEY}{day}".encode()
    digest = hmac.new(secret, who.encode(), hashlib.sha256).hexdigest()[:32]
    key = f"throttle:{door}:{number}:{digest}"
    cache.add(key, 0, timeout=min(seconds, 86_400))
    try:
        knocks = cache.incr(key)
    except ValueError:
        knocks = 1
    return None if knocks <= limit else timedelta(seconds=seconds - passed)
