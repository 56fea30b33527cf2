"""Walking through the office as one of the cast, at a fixed instant."""

from __future__ import annotations

import html
import re
from contextlib import contextmanager
from datetime import datetime

import time_machine
from django.test import Client, override_settings

from hoiam.desks.models import Person


@contextmanager
def office_at(at: datetime):
    """The clock stands at `at`, and nobody is asked for a second factor."""
    with time_machine.travel(at, tick=False), override_settings(IS_DEMO=True):
        yield


def enter(person: Person, language: str = "en") -> Client:
    """A browser in which this person is signed in and reads English."""
    Person.objects.filter(pk=person.pk).update(language=language)
    client = Client()
    client.force_login(Person.objects.get(pk=person.pk))
    return client


def words(response) -> str:
    """What a page says, without its marking, in one line."""
    text = re.sub(r"<(script|style|template)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
