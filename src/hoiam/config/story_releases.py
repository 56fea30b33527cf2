"""Plays the releases of the demo's story and its outlets through the rooms' own operations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hoiam.desks.models import Desk, Person
from hoiam.desks.queries.standing import standing_of
from hoiam.outlets.links import CONFIRM, token_of
from hoiam.outlets.operations.registering import accept, apply, confirm_application
from hoiam.releases.models import Edition, EditionText, Release
from hoiam.releases.operations.correcting import start_correction
from hoiam.releases.operations.publishing import publish
from hoiam.releases.operations.scheduling import set_time
from hoiam.releases.operations.writing import (
    add_language,
    describe,
    mark_reviewed,
    start_release,
    translate,
    write_text,
)
from hoiam.releases.queries.texts import original_of, translation_units
from hoiam.texts.operations.citing import vouch
from hoiam.texts.operations.clearance import send_for_clearance, sign
from hoiam.texts.sentence_book import SentenceBook
from hoiam.texts.terms import SigningRole

HOUR = timedelta(hours=1)
TAGS = ("vi", "en")


@dataclass
class ReleaseNarrator:
    """Tells the rows `[[outlet]]` and `[[release]]` of `story.toml` in their order."""

    desks: dict[str, Desk]
    people: dict[str, Person]
    at: datetime

    def tell_outlets(self, outlets: list[dict[str, Any]], clerk: str) -> None:
        """Each asks, confirms its work address and is registered, long before the story's releases."""
        asked = self.at - 30 * 24 * HOUR
        for row in outlets:
            given = {name: row[name] for name in ("name", "kind", "language", "email", "works")}
            made = apply(desk=self.desks[row["desk"]], at=asked, **given)
            token = token_of(CONFIRM, made.pk)
            made = confirm_application(token=token, at=asked + HOUR)
            accept(application=made, by=self.people[clerk], at=asked + 2 * HOUR)

    def tell(self, releases: list[dict[str, Any]]) -> None:
        """The oldest first, so that references follow one another in time."""
        for row in sorted(releases, key=self._moment):
            self._tell_one(row)

    def _tell_one(self, row: dict[str, Any]) -> None:
        moment = self._moment(row)
        began = min(moment, self.at) - 26 * HOUR if row["life"] != "draft" else moment
        release = start_release(
            desk=self.desks[row["desk"]],
            kind=row["kind"],
            language="vi",
            theme=row["theme"],
            place=None,
            by=self.people[row["writer"]],
            at=began,
            body=row["text"].strip(),
        )
        edition = release.editions.get()
        self._translate(row, edition, began + HOUR)
        if row["life"] == "draft":
            return
        self._describe(row, edition, began + HOUR)
        is_embargoed = row["life"] == "embargoed" or row.get("embargo", False)
        set_time(
            edition=edition,
            publish_at=moment,
            is_embargoed=is_embargoed,
            by=self.people[row["writer"]],
            at=began + HOUR,
        )
        self._clear(row, edition, began + 2 * HOUR)
        if moment <= self.at:
            publish(edition=edition, at=moment)
        if "correction" in row:
            self._correct(row, release)

    def _moment(self, row: dict[str, Any]) -> datetime:
        """The full hour at which it became, or will become, public, or was begun."""
        moment = self.at + row["hours"] * HOUR * (1 if row["life"] == "embargoed" else -1)
        return moment.replace(minute=0, second=0, microsecond=0)

    def _translate(self, row: dict[str, Any], edition: Edition, at: datetime) -> None:
        writer = self.people[row["writer"]]
        made = add_language(edition=edition, language="en", by=writer, at=at)
        units = translation_units(made)
        said = {unit.key: words for unit, words in zip(units, row["english"], strict=False)}
        translate(edition_text=made, sentences=said, by=writer, at=at)
        if len(said) == len(units):
            made.refresh_from_db()
            mark_reviewed(edition_text=made, by=self.people[row["second"]], at=at + HOUR / 2)

    def _describe(self, row: dict[str, Any], edition: Edition, at: datetime) -> None:
        describe(
            edition=edition,
            balance_note=worded(row.get("balance")),
            summaries=worded(row.get("summary")),
            by=self.people[row["writer"]],
            at=at,
        )

    def _clear(self, row: dict[str, Any], edition: Edition, at: datetime) -> None:
        """Both languages are sent and signed twice; the last signature approves the edition."""
        desk, writer = edition.release.desk, self.people[row["writer"]]
        for text in _in_order(edition):
            self._vouch(text, writer, at)
            version = send_for_clearance(text=text.text, standing=standing_of(writer, desk, at), at=at)
            for email, role in (
                (row["reviewer"], SigningRole.REVIEWER),
                (row["spokesperson"], SigningRole.SPOKESPERSON),
            ):
                signer = standing_of(self.people[email], desk, at)
                sign(version=version, text_hash=version.hash, standing=signer, role=role, at=at + HOUR)

    def _vouch(self, text: EditionText, writer: Person, at: datetime) -> None:
        """Somebody looked at each sentence that reads otherwise now: its facts still support it."""
        for citation in SentenceBook.read(text.text.book).to_be_checked():
            sentence, fact = citation.sentence_id, citation.reference
            vouch(text=text.text, sentence_id=sentence, reference=fact, by=writer, at=at)
        text.text.refresh_from_db()

    def _correct(self, row: dict[str, Any], release: Release) -> None:
        told, writer = row["correction"], self.people[row["writer"]]
        moment = self._moment({"life": "published", "hours": told["hours"]})
        began = moment - 4 * HOUR
        edition = start_correction(
            release=release, change=told["change"], note=worded(told["note"]), by=writer, at=began
        )
        original = original_of(edition)
        body = original.text.body
        changed = body.replace(told["old"], told["new"])
        write_text(
            edition_text=original, body=changed, base_revision=original.text.revision, by=writer, at=began
        )
        (english,) = [text for text in _in_order(edition) if text.language == "en"]
        stale = [unit.key for unit in translation_units(english) if unit.state != "translated"]
        translate(edition_text=english, sentences=dict.fromkeys(stale, told["english"]), by=writer, at=began)
        mark_reviewed(edition_text=english, by=self.people[row["second"]], at=began + HOUR / 2)
        self._clear(row, edition, began + HOUR)
        publish(edition=edition, at=moment, by=self.people[row["spokesperson"]])


def _in_order(edition: Edition) -> list[EditionText]:
    """The texts of an edition as they stand now, the original first."""
    rows = EditionText.objects.filter(edition=edition).select_related("text__desk", "edition__release__desk")
    return sorted(rows, key=lambda row: row.language != edition.release.language)


def worded(words: list[str] | None) -> dict[str, str]:
    return dict(zip(TAGS, words, strict=True)) if words else {}
