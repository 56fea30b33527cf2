"""What a feed says: the newest answers and corrections of the public log, read once for stamp and file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hoiam.desks.models import Desk
from hoiam.enquiries.models import Answer
from hoiam.texts.queries.rendering import plain

NEWEST = 30
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Entry:
    """One answer or correction; instants are aware, addresses whole."""

    id: str
    address: str
    title: str
    language: str
    text: str
    desk: str
    kind: str
    outcome: str
    published_at: datetime


class Feed:
    """The newest entries of one desk, or of all desks."""

    def __init__(self, desk: Desk | None, at: datetime) -> None:
        rows = Answer.objects.public(at).select_related("enquiry", "desk__body", "version", "ground")
        rows = rows.filter(desk=desk) if desk else rows
        self.desk = desk
        self.answers = list(rows.in_log_order()[:NEWEST])

    @property
    def title(self) -> str:
        if self.desk is None:
            return _("Questions and answers")
        return _("Questions and answers: %(desk)s") % {"desk": self.desk.name}

    @property
    def changed_at(self) -> datetime | None:
        """When the newest entry became public; None for an empty feed."""
        return self.answers[0].enters_log_at if self.answers else None

    @property
    def home(self) -> str:
        """The page of the same answers."""
        end = f"?desk={self.desk.code}" if self.desk else ""
        return settings.BASE_URL + reverse("newsroom_answers:log") + end

    def address(self, form: str) -> str:
        """The feed's own address; `form` is `atom` or `json`."""
        return settings.BASE_URL + feed_address(form, self.desk)

    def stands_on(self) -> list[object]:
        """Every value that the file shows, for its stamp."""
        named: list[object] = [str(self.desk.name)] if self.desk else []
        return named + [
            (row.pk, row.version.hash, row.enquiry.question, row.outcome, str(row.desk.name))  # type: ignore[union-attr]
            for row in self.answers
        ]

    def entries(self) -> Iterable[Entry]:
        return [_entry(answer) for answer in self.answers]


def feed_address(form: str, desk: Desk | None) -> str:
    """Where a feed stands, below the language of the moment."""
    if desk is None:
        return reverse(f"newsroom_feeds:{form}")
    return reverse(f"newsroom_feeds:desk_{form}", kwargs={"desk": desk.code})


def _entry(answer: Answer) -> Entry:
    enquiry = answer.enquiry
    address = settings.BASE_URL + reverse("newsroom_answers:answer", args=[enquiry.reference])
    question = " ".join(enquiry.question.split())
    title = question if len(question) <= LONGEST_TITLE else question[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
    return Entry(
        # One page bears several answers and corrections: the hash of the text tells them apart.
        id=f"{address}#{answer.version.hash[:16]}",  # type: ignore[union-attr]
        address=address,
        title=_("Correction: %(question)s") % {"question": title} if answer.corrects_id else title,
        language=answer.language or get_language() or "",
        text=_text(answer),
        desk=str(answer.desk.name),
        kind=str(enquiry.get_kind_display()),
        outcome=str(answer.get_outcome_display()),
        published_at=answer.enters_log_at,  # type: ignore[arg-type]
    )


def _text(answer: Answer) -> str:
    """The text as cleared, with its notes; a refusal also names ground, article and remedy."""
    said = [plain(answer.version)]  # type: ignore[arg-type]
    if answer.ground:
        said.append(f"{answer.ground.label}: {answer.article}\n{answer.remedy}")
    return "\n".join(part.strip() + "\n" for part in said)
