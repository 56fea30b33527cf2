"""The library's forms with our words, and the form of an invitation.

Labels stand over their fields, never inside them; the rule for passwords is one sentence.
"""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.account.fields import PasswordField, SetPasswordField
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoiam.ui.forms import Form

PASSWORD_RULE = _("At least 12 signs. Several words in a row are strong and easy to remember.")
CODE_HINT = _("Six digits from the authenticator app, or one of your recovery codes.")
WORDS: dict[str, tuple[Any, Any]] = {
    "login": (_("E-mail address"), ""),
    "email": (_("E-mail address"), _("The one you sign in with.")),
    "password": (_("Password"), ""),
    "oldpassword": (_("Present password"), ""),
    "password1": (_("New password"), PASSWORD_RULE),
    "password2": (_("The new password again"), ""),
    "code": (_("Code"), CODE_HINT),
    "name": (_("Name of the key"), _("So that you can tell your keys apart: office laptop, telephone …")),
    "passwordless": (
        _("Sign in with this key alone, without a password"),
        _("The device then asks for your finger, face or PIN."),
    ),
}


class OurWords:
    """Stand before a form of the library."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in WORDS:
                field.label, field.help_text = WORDS[name]


class SamePassword(OurWords):
    """Two fields for a new password must agree."""

    def clean(self) -> Any:
        cleaned: dict[str, Any] = forms.Form.clean(self) or {}  # type: ignore[arg-type]
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ."))  # type: ignore[attr-defined]
        return cleaned


class Login(OurWords, account.LoginForm):
    pass


class ChangePassword(SamePassword, account.ChangePasswordForm):
    pass


class ResetPassword(OurWords, account.ResetPasswordForm):
    pass


class ResetPasswordFromKey(SamePassword, account.ResetPasswordKeyForm):
    pass


class Reauthenticate(OurWords, account.ReauthenticateForm):
    pass


class Authenticate(OurWords, mfa.AuthenticateForm):
    pass


class ReauthenticateByCode(OurWords, mfa.ReauthenticateForm):
    pass


class ActivateTotp(OurWords, totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Six digits from the authenticator app.")


class AddKey(OurWords, webauthn.AddWebAuthnForm):
    pass


class EditKey(OurWords, webauthn.EditWebAuthnForm):
    pass


class AcceptInvitation(SamePassword, Form):
    """Name and password of somebody who comes in."""

    name = forms.CharField(max_length=120)
    password1 = SetPasswordField()
    password2 = PasswordField(autocomplete="new-password")

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["name"].help_text = (
            _("Your name"),
            _("As colleagues should see it."),
        )
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["password1"].user = person  # type: ignore[attr-defined]


class ChooseLanguage(Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    next = forms.CharField(required=False)
