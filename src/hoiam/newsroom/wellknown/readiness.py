"""Whether the installation can do its work now: database, worker, outbox."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from hoiam.newsroom.requests import PublicRequest
from hoiam.post.queries import oldest_wait

WORKER_SEEN = "worker:seen"
"""Under this key the worker leaves the instant of its last round."""
WORKER_LAG = timedelta(minutes=2)
OUTBOX_AGE = timedelta(minutes=30)


@require_safe
def readyz(request: PublicRequest) -> HttpResponse:
    """JSON: `{"ready", "database", "worker_lag_seconds", "outbox_age_seconds", "reasons"}`; 503 when not ready.

    Seconds are whole numbers; null where they are not known.
    """
    said = state(request.at)
    response = JsonResponse(said, status=200 if said["ready"] else 503, json_dumps_params={"indent": 1})
    response.headers["Cache-Control"] = "no-store"
    return response


def state(at: datetime) -> dict[str, Any]:
    """What `readyz` says at an instant."""
    try:
        connection.ensure_connection()
        lag, age = _lag(at), oldest_wait(at)
    except DatabaseError as error:
        sentence = f"The database does not answer ({error.__class__.__name__}): look at HOIAM_DATABASE_URL."
        return _told(False, None, None, [sentence])
    reasons = []
    if lag is None:
        reasons.append("No worker was seen in the last hour: start `hoiam worker`.")
    elif lag > WORKER_LAG:
        minutes = int(lag.total_seconds() // 60)
        reasons.append(f"The worker was last seen {minutes} minutes ago: look whether `hoiam worker` runs.")
    if age > OUTBOX_AGE:
        minutes = int(age.total_seconds() // 60)
        reasons.append(f"The oldest letter has waited {minutes} minutes: look at HOIAM_EMAIL_URL.")
    return _told(True, lag, age, reasons)


def _lag(at: datetime) -> timedelta | None:
    seen = cache.get(WORKER_SEEN)
    return max(at - datetime.fromisoformat(seen), timedelta()) if seen else None


def _told(is_there: bool, lag: timedelta | None, age: timedelta | None, reasons: list[str]) -> dict[str, Any]:
    return {
        "ready": not reasons,
        "database": is_there,
        "worker_lag_seconds": None if lag is None else int(lag.total_seconds()),
        "outbox_age_seconds": None if age is None else int(age.total_seconds()),
        "reasons": reasons,
    }
