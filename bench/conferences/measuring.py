"""The record that every part measures in, and requests handed to the application itself."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

REQUESTS, ROUNDS = 40, 7


def option(name: str, default: str) -> str:
    return next((word.split("=", 1)[1] for word in sys.argv if word.startswith(f"--{name}=")), default)


def prepare(folder: Path) -> None:
    """Set Django up on the demo's record in `folder`, made where it is not there."""
    os.environ.update(
        HOIAM_MODE="demo",
        HOIAM_DATA_DIR=str(folder),
        HOIAM_EMAIL_URL=f"maildir://{folder}/mail?from=bench@hoiam.example",
        HOIAM_BASE_URL="http://127.0.0.1",
        DJANGO_SETTINGS_MODULE="hoiam.config.settings",
    )
    import django

    django.setup()
    from hoiam.config import demo
    from hoiam.config.commands.setup import migrate_all, ready_keys

    migrate_all()
    ready_keys(datetime.now(UTC))
    if not demo.is_there():
        demo.tell(datetime.now(UTC))


def session_of(email: str) -> str:
    """The cookie of an officer who is signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from hoiam.desks.models import Person

    officer = Person.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(officer.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def asked(path: str, **headers: str) -> dict[str, Any]:
    """What a server hands to the application for one request."""
    path, _mark, query = path.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "HTTP_HOST": "127.0.0.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        **headers,
    }


def answered(environ: dict[str, Any]) -> tuple[str, dict[str, str], bytes]:
    """(status, headers, body) of the application."""
    from hoiam.config.wsgi import application

    said: list[Any] = []
    body: Any = application(environ, lambda status, headers: said.extend([status, dict(headers)]))
    content = b"".join(body)
    body.close()
    return said[0], said[1], content


def page(path: str, **headers: str) -> tuple[str, dict[str, str], bytes]:
    """The same of a page that must be there."""
    status, said, content = answered(asked(path, **headers))
    if status[:3] not in ("200", "304"):
        raise SystemExit(f"{path} answered {status}.")
    return status, said, content


def cpu_ms(
    act: Callable[[], Any], before: Callable[[], Any] | None = None, requests: int = REQUESTS
) -> tuple[float, float]:
    """(median, least) CPU milliseconds of one act over rounds; what `before` does is not counted."""
    spent = []
    for _round in range(ROUNDS):
        began, idle = time.process_time(), 0.0
        for _number in range(requests):
            if before is not None:
                at = time.process_time()
                before()
                idle += time.process_time() - at
            act()
        spent.append((time.process_time() - began - idle) * 1000 / requests)
    return median(spent), min(spent)


def tell(name: str, figures: tuple[float, float]) -> None:
    print("{:42} {:6.2f} ms CPU (least {:.2f})".format(name, *figures))
