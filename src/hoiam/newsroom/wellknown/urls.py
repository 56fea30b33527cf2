from __future__ import annotations

from django.urls import URLPattern, path

from hoiam.newsroom.wellknown import readiness, screens

app_name = "newsroom_wellknown"
urlpatterns: list[URLPattern] = []
plain_urlpatterns = [
    path(".well-known/hoiam-keys.json", screens.keys, name="keys"),
    path(".well-known/security.txt", screens.security, name="security"),
    path("robots.txt", screens.robots, name="robots"),
    path("healthz", screens.healthz, name="healthz"),
    path("readyz", readiness.readyz, name="readyz"),
]
