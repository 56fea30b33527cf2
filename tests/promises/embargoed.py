"""Releases in every state before they are public, each with words that stand nowhere else."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from PIL import Image

from hoiam.releases.models import EditionText
from hoiam.releases.operations.media import describe_media
from hoiam.releases.operations.scheduling import set_time
from hoiam.releases.operations.writing import describe, write_text
from hoiam.texts.models import Attachment
from hoiam.texts.operations.attachments import attach
from tests.factories.desks import Cast
from tests.factories.releases import (
    AT,
    HOUR,
    MINUTE,
    Made,
    T,
    begin_correction,
    clear,
    make_draft,
    make_draft_in_two,
    make_published,
    put_into_english,
)
from tests.factories.remembering import remembered
from tests.factories.texts import make_public_fact

STATES = ("embargoed", "scheduled", "approved", "draft", "corrected")
"""`corrected`: its first edition is public, the second is under embargo."""
PARTS = (
    "title",
    "words",
    "english",
    "summary",
    "alternative",
    "caption",
    "credit",
    "transcript",
    "file",
    "note",
)


def tracer(state: str, part: str) -> str:
    """A word that occurs in this part of this release and nowhere else."""
    return f"Zq{state}{part}xv"


@dataclass
class World:
    """One desk's releases, and what each of them must not tell before it is public."""

    cast: Cast
    made: dict[str, Made] = field(default_factory=dict)

    def traces(self, *states: str) -> set[str]:
        """Words, file names and hashes of everything that is not public in these states."""
        found: set[str] = set()
        for state in states or STATES:
            found |= {tracer(state, part) for part in PARTS}
            for row in self.rows(state):
                found |= {row.document_hash, row.version.hash if row.version else ""}
                found |= set(files_of(row).values_list("sha256", flat=True))
        return found - {""}

    def rows(self, state: str) -> list[EditionText]:
        rows = EditionText.objects.filter(edition=self.made[state].edition)
        return list(rows.select_related("version", "text", "edition__release"))

    @property
    def references(self) -> list[str]:
        return [made.release.reference for made in self.made.values()]


def files_of(row: EditionText):
    return Attachment.objects.filter(record_kind="texts.text", record_id=row.text_id)


@remembered
def make_world(cast: Cast) -> World:
    """A fact that all cite, and a release in each of the states."""
    fact = make_public_fact(cast.desk, at=AT - HOUR)
    world = World(cast)
    for state in STATES:
        world.made[state] = _made(cast, state, fact.reference)
    return world


def body_of(state: str, fact: str) -> str:
    return f"""# {tracer(state, "title")} mở thêm phòng khám

{tracer(state, "words")} mở cửa cả ngày nghỉ. Tỷ lệ bảo hiểm y tế đạt 93,35 % [{fact}].

![{tracer(state, "alternative")}]({tracer(state, "file")}.png) {tracer(state, "caption")} ở xã"""


def _made(cast: Cast, state: str, fact: str) -> Made:
    if state == "corrected":
        first = make_published(cast, publish_at=AT + 2 * HOUR)
        made = begin_correction(cast, first, AT + 3 * HOUR)
        row = made.vi
        write_text(
            edition_text=row,
            body=body_of(state, fact),
            base_revision=row.text.revision,
            by=cast.case_officer,
            at=AT + 3 * HOUR,
        )
        at = AT + 3 * HOUR
    else:
        make, at = (make_draft if state == "draft" else make_draft_in_two), AT
        made = make(cast, body=body_of(state, fact))
    _beside(cast, made, state, at)
    if made.en is not None:
        put_into_english(cast, made.en, at, {_title(state): f"{tracer(state, 'english')} opens"})
    if state in ("embargoed", "scheduled", "corrected"):
        set_time(
            edition=made.again().edition,
            publish_at=T,
            is_embargoed=state != "scheduled",
            by=cast.case_officer,
            at=at,
        )
    return made.again() if state == "draft" else clear(cast, made.again(), at + MINUTE)


def _title(state: str) -> str:
    return f"{tracer(state, 'title')} mở thêm phòng khám"


def _beside(cast: Cast, made: Made, state: str, at) -> None:
    """A picture with its words, a summary, and what is said beside the text."""
    for row in filter(None, (made.vi, made.en)):
        file = attach(
            desk=cast.desk,
            record=row.text,
            name=f"{tracer(state, 'file')}.png",
            content=picture(f"{state}{row.language}"),
            by=cast.case_officer,
            at=at,
        )
        describe_media(
            edition_text=row,
            attachment=file,
            by=cast.case_officer,
            at=at,
            alternative=tracer(state, "alternative"),
            caption=tracer(state, "caption"),
            credit=tracer(state, "credit"),
            license="CC-BY-4.0",
            consent="nobody",
            transcript=tracer(state, "transcript"),
        )
    note = tracer(state, "note")
    describe(
        edition=made.again().edition,
        by=cast.case_officer,
        at=at,
        balance_note={"vi": f"{note} chưa có số liệu."},
        note={"vi": f"{note} sửa một câu."} if state == "corrected" else None,
        summaries={"vi": f"{tracer(state, 'summary')} mở cửa."},
    )


def picture(seed: str) -> bytes:
    """A small picture that differs with its seed."""
    made = Image.new("RGB", (24, 24), tuple(sum(map(ord, seed[place::3])) % 256 for place in range(3)))
    out = io.BytesIO()
    made.save(out, format="PNG")
    return out.getvalue()
