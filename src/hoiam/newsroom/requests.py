"""What a request of the public site carries, said for those who read types."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest


class PublicRequest(HttpRequest):
    """A request as every public screen gets it; no object is ever made of this class."""

    at: datetime
    """The instant, read once at the edge."""
