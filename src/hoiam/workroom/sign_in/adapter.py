"""What the sign-in library asks this house: nobody signs up, our own sentences, letters by post."""

from __future__ import annotations

import ipaddress
import logging
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hoiam.desks.throttle import client_address
from hoiam.workroom.sign_in.letters import post_reset_letter

log = logging.getLogger("hoiam.sign_in")


class ClosedDoor(DefaultAccountAdapter):
    """Nobody signs up; a person comes in by an invitation."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This login is closed. Ask the administrator of your desk."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "invalid_login": _("The e-mail address or the password is not right."),
        "invalid_password_reset": _("This link was used already or is over. Ask for a new one."),
        "rate_limited": _("Too many attempts. Wait a few minutes and try again."),
        "too_many_login_attempts": _("Too many failed attempts. Wait five minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that attempts are counted by.

        Behind proxies it is the one that the outermost trusted proxy wrote (`HOIAM_TRUSTED_PROXIES`, how many
        stand before us); a header that is shorter than that, or no address, is not believed.
        """
        return _address(client_address(request))

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Give the letter to the post; the page answers at the same speed whether the login exists or not."""
        post_reset_letter(person=user, at=self.request.at)  # type: ignore[attr-defined]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No other letter of the library leaves; which one was wanted is logged, never to whom."""
        log.warning("A letter %s was wanted by the sign-in library; it is not sent.", template_prefix)


def _address(text: str) -> str:
    """An IP address without port or brackets; `0.0.0.0` for what is none, so that all such share one count."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        return "0.0.0.0"  # noqa: S104  a name for "unknown", nothing is bound to it
