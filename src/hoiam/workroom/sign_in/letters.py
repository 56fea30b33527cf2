"""The one letter of sign-in: a link to choose a new password.

The post knows the person's number only; the link is made when the letter leaves and is kept nowhere.
"""

from __future__ import annotations

from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hoiam.desks.models import Person
from hoiam.post.operations import enqueue, forget
from hoiam.post.payloads import Mail, Withdrawn

RESET = "workroom_sign_in.reset"


def post_reset_letter(*, person: Person, at: datetime) -> None:
    """Give a fresh letter to the post; an earlier one of this person that has not left is taken back."""
    with transaction.atomic():
        forget(payload_kind=RESET, payload_ids=[person.pk], at=at)
        enqueue(
            payload_kind=RESET, payload_id=person.pk, address=person.email, at=at, language=person.language
        )


def write_reset_letter(person_id: int, language: str) -> Mail:
    """The letter in the person's language. Raises `Withdrawn` where the person has left meanwhile."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        raise Withdrawn
    token = default_token_generator.make_token(person)
    uid = user_pk_to_url_str(person)
    with translation.override(language or settings.LANGUAGE_CODE):
        address = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        said = {"person": person, "link": f"{settings.BASE_URL}{address}", "base_url": settings.BASE_URL}
        return Mail(
            subject=_("Choose a new password for the information desk"),
            text=render_to_string("workroom/sign_in/reset_letter.txt", said),
        )
