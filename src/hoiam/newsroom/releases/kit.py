"""The package for the press: text in every language, data, figures, originals and sources in one file.

The same edition gives the same bytes: members stand in a fixed order under the time of publication.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from hoiam.newsroom import license
from hoiam.newsroom.releases.door import counted, shown_at
from hoiam.newsroom.releases.files import stamp_of
from hoiam.newsroom.releases.ninjs import ninjs_of
from hoiam.newsroom.releases.papers import card_png, poster_pdf
from hoiam.newsroom.releases.shown import TEXT, Shown
from hoiam.newsroom.releases.told import Told
from hoiam.newsroom.requests import PublicRequest
from hoiam.releases.models import EditionText
from hoiam.releases.signed.pdf import pdf_of
from hoiam.texts.models import Attachment
from hoiam.texts.queries.rendering import plain_of
from hoiam.texts.rendered import Footnote
from hoiam.texts.typesetting import can_typeset
from hoiam.ui.charts import svg

CHUNK = 256 * 1024
COLUMNS = ("number", "reference", "version", "statement", "figure", "period", "limits", "sources")
Member = tuple[str, Callable[[], Iterator[bytes]]]


@require_safe
@counted
def kit(request: PublicRequest, reference: str, number: int) -> HttpResponseBase:
    """The package of a public edition, written while it is sent."""
    shown = shown_at(request, reference, number)

    def write(request: PublicRequest) -> HttpResponseBase:
        at = shown.edition.published_at
        assert at is not None
        response = StreamingHttpResponse(zipped(members(shown), at), content_type="application/zip")
        name = f"{shown.edition.release.reference}-{shown.edition.number}.zip"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response  # type: ignore[return-value]

    stamped: Any = condition(etag_func=lambda request: stamp_of(request, shown))(write)
    response: HttpResponse = stamped(request)
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def members(shown: Shown) -> Iterator[Member]:
    """(path, its content in pieces) of every member, in their order; nothing is made before it is wanted."""
    every = [Shown(shown.edition, text, shown.texts) for text in shown.texts]
    yield "README.txt", _text(lambda: _readme(every))
    for one in every:
        tag = one.text.language
        yield f"text/{tag}.txt", _text(lambda one=one: _plain(one))  # type: ignore[misc]
        yield f"text/{tag}.json", _text(lambda one=one: _signed(one.text))  # type: ignore[misc]
        yield f"text/{tag}.ninjs.json", _text(lambda one=one: _pretty(ninjs_of(one)))  # type: ignore[misc]
        yield f"loudspeaker/{tag}.txt", _text(lambda one=one: Told(one).script())  # type: ignore[misc]
        if can_typeset():
            yield f"text/{tag}.pdf", _bytes(lambda one=one: pdf_of(one.text))  # type: ignore[misc]
            yield f"poster/{tag}.pdf", _bytes(lambda one=one: poster_pdf(one))  # type: ignore[misc]
            yield f"card/{tag}.png", _bytes(lambda one=one: card_png(one))  # type: ignore[misc]
    yield from _data(every)
    yield from _originals(every)


def zipped(given: Iterator[Member], at: datetime) -> Iterator[bytes]:
    """A zip file in pieces; memory holds one piece and the list of names."""
    out = _Out()
    stamp = at.utctimetuple()[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in given:
            info = zipfile.ZipInfo(path, date_time=stamp)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            with packed.open(info, "w", force_zip64=False) as member:
                for piece in content():
                    member.write(piece)
                    yield from out.taken()
            yield from out.taken()
    yield from out.taken()


class _Out(io.RawIOBase):
    """Takes what the packer writes until it is sent."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> Iterator[bytes]:
        pieces, self._pieces = self._pieces, []
        if pieces:
            yield b"".join(pieces)


def _text(write: Callable[[], str]) -> Callable[[], Iterator[bytes]]:
    return lambda: iter([write().encode()])


def _bytes(write: Callable[[], bytes]) -> Callable[[], Iterator[bytes]]:
    return lambda: iter([write()])


def _data(every: list[Shown]) -> Iterator[Member]:
    """The cited facts as tables, the sources as a list, the charts as drawings with their figures."""
    for one in every:
        tag = one.text.language
        notes = one.rendered.footnotes
        if notes:
            yield f"data/facts-{tag}.csv", _text(lambda notes=notes: _csv(notes))  # type: ignore[misc]
            yield f"data/facts-{tag}.json", _text(lambda notes=notes: _pretty([_row(note) for note in notes]))  # type: ignore[misc]
            yield f"sources-{tag}.txt", _text(lambda notes=notes: _sources(notes))  # type: ignore[misc]
        charts = [block.chart for block in one.rendered.blocks if block.kind == "figure" and block.chart]
        for number, chart in enumerate(charts, 1):
            yield f"figures/{tag}-{number}.svg", _text(lambda chart=chart: svg(chart))  # type: ignore[misc]


def _originals(every: list[Shown]) -> Iterator[Member]:
    """Every file that a public text shows, once, with what must be said beside it."""
    seen: set[str] = set()
    for one in every:
        for shot in one.shots:
            if not shot.address or shot.name in seen:
                continue
            seen.add(shot.name)
            yield f"originals/{shot.name}", lambda one=one, name=shot.name: _stored(one, name)  # type: ignore[misc]
            said = [
                f"{label}: {words}"
                for label, words in (
                    ("alt", shot.alternative),
                    ("caption", shot.caption),
                    ("credit", shot.credit),
                    ("license", shot.license),
                    ("transcript", shot.transcript),
                )
                if words
            ]
            if said:
                yield f"originals/{shot.name}.txt", _text(lambda said=said: "\n".join(said) + "\n")  # type: ignore[misc]


def _stored(one: Shown, name: str) -> Iterator[bytes]:
    texts = {row.text_id for row in (one.text, one.original)}
    row = (
        Attachment.objects.filter(record_kind=TEXT, record_id__in=texts, name=name)
        .order_by("-record_id")
        .first()
    )
    assert row is not None
    with default_storage.open(row.stored_name) as opened:
        while chunk := opened.read(CHUNK):
            yield chunk


def _plain(one: Shown) -> str:
    marks = [line for line in (Told(one).mark(), one.edition.note.in_language(one.text.language)[0]) if line]
    return "\n".join([*marks, plain_of(one.rendered)])


def _signed(text: EditionText) -> str:
    return _pretty({"document": text.document, "publication": text.publication})


def _pretty(said: Any) -> str:
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _row(note: Footnote) -> dict[str, Any]:
    sources = [
        ", ".join(filter(None, [source.title, source.publisher, source.locator, source.address]))
        for source in note.sources
    ]
    values = (
        note.number,
        note.reference,
        note.version,
        note.statement,
        note.figure,
        note.period,
        note.limits,
        sources,
    )
    return dict(zip(COLUMNS, values, strict=True))


def _csv(notes: tuple[Footnote, ...]) -> str:
    """A table with a mark of its encoding, so that a spreadsheet shows Vietnamese; no cell begins a formula."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for note in notes:
        row = _row(note) | {"sources": " | ".join(_row(note)["sources"])}
        table.writerow([_harmless(str(value)) for value in row.values()])
    return "\ufeff" + out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _sources(notes: tuple[Footnote, ...]) -> str:
    lines: dict[str, None] = {}
    for note in notes:
        for source in note.sources:
            named = ", ".join(filter(None, [source.title, source.publisher, source.locator]))
            lines[f"[{note.number}] {note.reference}: {named}\n    {source.address}".rstrip()] = None
    return "\n".join(lines) + "\n"


def _readme(every: list[Shown]) -> str:
    return "\n\n".join(_readme_in(every[0], tag) for tag, _name in settings.LANGUAGES) + "\n"


def _readme_in(one: Shown, tag: str) -> str:
    edition, release = one.edition, one.edition.release
    with translation.override(tag):
        lines = [
            _("Package for the press: %(reference)s, edition %(number)s")
            % {"reference": release.reference, "number": edition.number},
            f"{release.desk.body.name}, {release.desk.name}",
            f"{settings.BASE_URL}/r/{release.reference}",
            "",
            _("text: the text in every language, as plain text, PDF, signed JSON and ninjs 3.1"),
            _("data, sources: the cited facts with figures, periods, limits and sources"),
            _(
                "figures: the charts as drawings; originals: pictures, recordings and files, with credit and licence"
            ),
            _("card, poster, loudspeaker: made from the text for sharing, hanging up, reading out"),
            "",
            _("Use: %(license)s with the name of the body and the date; files as their own licence says.")
            % {"license": license.NAME},
            _("Whether a copy is genuine: %(address)s") % {"address": f"{settings.BASE_URL}/{tag}/verify/"},
        ]
    return "\n".join(str(line) for line in lines)
