"""Every address, composed from the subjects of the two faces.

A subject's `urls.py` gives `urlpatterns` (below `/<language>/` in the newsroom, below `/office/` in the
workroom) and may give `plain_urlpatterns` for addresses without either.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, include, path

from hoiam.config import errors


def _subjects(face: str) -> list[str]:
    named = [app.name for app in apps.get_app_configs() if app.name.startswith(f"hoiam.{face}.")]
    return [f"{name}.urls" for name in sorted(named) if find_spec(f"{name}.urls")]


def _plain(module: str) -> list[URLPattern | URLResolver]:
    return list(getattr(import_module(module), "plain_urlpatterns", []))


def front_door(request: HttpRequest) -> HttpResponse:
    """Send the reader to the first language's front page."""
    return HttpResponseRedirect(f"/{settings.LANGUAGE_CODE}/")


urlpatterns: list[URLPattern | URLResolver] = [
    path("", front_door, name="front_door"),
]
for module in _subjects("workroom"):
    urlpatterns.append(path("office/", include(module)))
    urlpatterns.extend(_plain(module))
for module in _subjects("newsroom"):
    urlpatterns.extend(i18n_patterns(path("", include(module))))
    urlpatterns.extend(_plain(module))

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
