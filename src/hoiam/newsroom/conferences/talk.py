"""What the page of a talk says."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from hoiam.conferences.models import Conference, Talk
from hoiam.conferences.queries.talks import has_expired, public_talk
from hoiam.evidence.vocabulary import theme_label
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import etag
from hoiam.texts.queries.rendering import rendered
from hoiam.ui.languages import foreign


class TalkSheet:
    """One talk that was given out; raises `Http404` for any other."""

    def __init__(self, request: PublicRequest, number: int) -> None:
        try:
            self.talk = public_talk(number, request.at)
        except Talk.DoesNotExist:
            raise Http404 from None
        talk = self.talk
        later = getattr(talk, "followed_by", None)
        self.later = later if later is not None and later.published_at else None
        self.earlier = talk.follows if talk.follows and talk.follows.published_at else None
        self.is_expired = has_expired(talk, request.at)
        self.conference = self._conference(request)
        self.stamp = etag(
            request,
            (dict(talk.title), dict(talk.office), talk.theme, talk.valid_until, talk.published_at),
            (talk.outdated_since, talk.outdated_facts, self.is_expired),
            talk.version.hash if talk.version else "",
            self.later.pk if self.later else 0,
            self.earlier.pk if self.earlier else 0,
            (str(self.conference.title), self.conference.reference) if self.conference else (),
            (str(talk.desk.name), str(talk.desk.body.name)),
        )

    def _conference(self, request: PublicRequest) -> Conference | None:
        """Where it is given, as far as that is public."""
        session = self.talk.session
        if session is None:
            return None
        return Conference.objects.public(request.at).filter(pk=session.conference_id).first()

    def context(self) -> dict[str, Any]:
        talk = self.talk
        assert talk.version is not None
        title, language = talk.title.in_language()
        return {
            "talk": talk,
            "title": title,
            "title_language": foreign(language),
            "desk": talk.desk,
            "theme": theme_label(talk.theme) if talk.theme else "",
            "conference": self.conference,
            "later": self.later,
            "earlier": self.earlier,
            "is_expired": self.is_expired,
            "text": rendered(talk.version),
            "language": foreign(talk.version.language),
        }
