from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoor(DefaultAccountAdapter):
    """Nobody signs up; a person comes in by an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
