"""`hoiam check` says in a sentence what is wrong with the mailbox."""

from __future__ import annotations

import pytest
from django.utils import translation

from hoiam.config.health import faults
from tests.factories.enquiries import AT

pytestmark = pytest.mark.django_db


def about_mail(at=AT) -> list[str]:
    with translation.override("en"):
        return _about_mail(at)


def _about_mail(at) -> list[str]:
    return [said for said in faults(at) if "ail to" in said or "INTAKE_URL" in said or "address" in said]


def test_check_says_nothing_of_mail_where_none_is_read(cast, settings):
    settings.MAILBOX_URL = ""

    assert about_mail() == []


def test_check_says_what_is_wrong_with_the_mailbox_without_its_password(box, cast, settings):
    cast.other_desk.email = cast.desk.email
    cast.other_desk.save()
    said = {}
    for url in ("ftp://x", "imaps://u:geheim@127.0.0.1:9/INBOX", f"{settings.MAILBOX_URL}?desk=none"):
        settings.MAILBOX_URL = url
        said[url.partition(":")[0]] = about_mail()

    assert said["ftp"] == ["HOIAM_INTAKE_URL begins with imaps://, imap:// or maildir://."]
    assert said["imaps"][0] == (
        "Mail to the desks cannot be read. The mail server cannot be reached. Look at HOIAM_INTAKE_URL."
    )
    assert said["maildir"] == [
        "HOIAM_INTAKE_URL names the desk none, which is not there or is closed.",
        "Several desks have the address thongtin@danang.example: mail to it is shown to each of them.",
    ]
    assert "geheim" not in str(said)


def test_check_names_a_desk_without_an_address(box, cast):
    assert (
        f"Desk {cast.other_desk.code} has no e-mail address: mail to it cannot be told apart." in about_mail()
    )
