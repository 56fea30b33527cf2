"""The product's addresses and the gallery."""

from __future__ import annotations

from django.urls import path

from hoiam.config.urls import urlpatterns as of_the_product
from hoiam.ui import gallery

urlpatterns = [
    *of_the_product,
    path("vi/gallery/<str:frame>/", gallery.show),
    path("en/gallery/<str:frame>/", gallery.show),
]
