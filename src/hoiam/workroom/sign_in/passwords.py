"""What a password must be, told in our words."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Length is what counts; signs of several kinds are not asked for."""

    def get_error_message(self) -> str:
        return _("The password is too short: it needs at least %(least)s signs.") % {"least": self.min_length}
