from __future__ import annotations

from django.http import HttpResponse
from django.urls import URLPattern, include, path

from hoiam.newsroom.api import problems
from hoiam.newsroom.api.description import api
from hoiam.newsroom.api.door import guarded
from hoiam.newsroom.requests import PublicRequest


def nowhere(request: PublicRequest, rest: str = "") -> HttpResponse:
    """Every address of the API that there is none of."""
    return problems.not_found()


app_name = "newsroom_api"
urlpatterns: list[URLPattern] = []

_screens, _app, _space = api.urls
for _screen in _screens:
    _screen.callback = guarded(_screen.callback)  # type: ignore[union-attr, arg-type]
plain_urlpatterns = [
    path("api/v1/", include((_screens, _app), namespace=_space)),
    path("api/<path:rest>", guarded(nowhere), name="api_nowhere"),
]
