"""Promise: nothing of a release is reached by anybody, by any way, before its time.

Every registered address outside the office is walked with every name that could lead to a release in its arguments
and in its query, and so is every stored file, before, at and after T. A new address whose arguments have no samples
here fails the walk. After T the same walk finds the same words: so they were there to be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice, product
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hoiam.releases.operations.publishing import publish, publish_due
from hoiam.releases.queries.public import public_edition
from hoiam.search.operations import follow
from hoiam.search.queries import find
from tests.factories.releases import T
from tests.promises.embargoed import STATES, World, files_of, make_world, tracer

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
MOMENT = timedelta(microseconds=1)
UNKNOWN = "R-DN-2026-9999"
QUERY_WORDS = ("title", "words", "summary", "file")
MOST_FILES = 300
MOST = 60
"""Fillings of one address."""


@pytest.fixture
def world(cast) -> World:
    made = make_world(cast)
    index()
    return made


@pytest.fixture
def own_storage(settings, tmp_path) -> None:
    """Files of this test alone: every one of them is asked for."""
    kept = settings.STORAGES["default"]
    options = {**kept["OPTIONS"], "location": tmp_path / "files"}
    settings.STORAGES = {**settings.STORAGES, "default": {**kept, "OPTIONS": options}}


def index() -> None:
    while follow():
        pass


def samples(world: World) -> dict[str, list[str]]:
    """What is put into an argument of that name. An argument that is not named here fails the walk."""
    rows = [row for state in STATES for row in world.rows(state)]
    files = [file for row in rows for file in files_of(row)]
    some = [world.made["embargoed"].release.reference, "1"]
    hashes = [row.document_hash for row in rows if row.document_hash][:3]
    return {
        "reference": [*world.references, UNKNOWN],
        "number": ["1", "2"],
        "tag": ["vi", "en"],
        "sha256": [file.sha256 for file in files],
        "name": [file.name for file in files],
        "desk": [world.cast.desk.code],
        "theme": ["health"],
        "section": ["releases", "pages"],
        "part": ["1"],
        "hash": hashes,
        "code": some,
        "token": [*some, *hashes],
        "outlet": some,
        "matter": ["1"],
        "bulletin": ["1"],
        "file_id": [str(file.pk) for file in files[:2]],
        "dispatch": ["1"],
        "loan": ["1", "2"],
        "rest": [f"v1/releases/{some[0]}", "v1/editions"],
        "form": ["atom"],
        "message": ["1"],
        "figure": ["received"],
        "phase": ["after"],
        "period": ["2026-09"],
        "document": ["1"],
        "version": ["1"],
        "file_name": [files[0].name],
        "path": [files[0].stored_name],
    }


def routes() -> Iterator[str]:
    """Every address outside the office, with the names of its arguments."""

    def walk(patterns, path: str) -> Iterator[str]:
        for entry in patterns:
            here = path + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry.url_patterns, here)
            elif isinstance(entry, URLPattern) and not here.startswith(("office/", "accounts/")):
                yield here

    for route in walk(get_resolver().url_patterns, ""):
        yield re.sub(r"\\Z|[\^$]", "", route)


def addresses(world: World) -> Iterator[str]:
    """Each address in each language with each name that might open something, and with each as a question."""
    known = samples(world)
    for route in {route.replace("vi/", f"{tag}/", 1) for route in routes() for tag in ("vi", "en")}:
        names = re.findall(r"[<{](?:\w+:)?(\w+)[>}]", route)
        missing = set(names) - set(known)
        assert not missing, f"{route}: say in `samples` what is put into {missing}"
        for values in fillings(names, known):
            filled = iter(values)
            yield "/" + re.sub(r"[<{](?:\w+:)?\w+[>}]", lambda _found, filled=filled: next(filled), route)
        if not names:
            for state in STATES:
                said = "+".join(tracer(state, part) for part in QUERY_WORDS)
                reference = world.made[state].release.reference
                yield f"/{route}?q={said}&question={reference}&theme=health&kind=release&reference={reference}"
                yield f"/{route}?q={tracer(state, 'title').lower()[:9]}"


def fillings(names: list[str], known: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """Values for the arguments of one address, in their order; a file is asked for under its own name."""
    chosen = islice(product(*(known[name] for name in names)), MOST)
    if {"sha256", "name"} <= set(names):
        pairs = set(zip(known["sha256"], known["name"], strict=True))
        every = product(*(known[name] for name in names))
        chosen = (one for one in every if (one[names.index("sha256")], one[names.index("name")]) in pairs)
    yield from chosen


def stored_files() -> list[str]:
    """Every file in the storage, by the name under which it lies."""
    root = Path(default_storage.path(""))
    return [str(file.relative_to(root)) for file in root.rglob("*") if file.is_file()][:MOST_FILES]


def ways_to_files() -> Iterator[str]:
    """Addresses by which somebody might guess a stored file, if any served the storage."""
    for name in stored_files():
        digest = name.rsplit("/", 1)[-1]
        for base in ("", "media/", "files/", "static/", "releases/files/", "static/files/"):
            yield f"/{base}{name}"
        yield f"/releases/files/{digest}/{digest}"
        yield f"/releases/files/{digest}/"


def found_in(world: World, at: datetime, traces: set[str]) -> dict[str, set[str]]:
    """{address: which of `traces` it tells}. A trace that the address names itself is its own echo."""
    found: dict[str, set[str]] = {}
    contents = {
        default_storage.open(file.stored_name).read(): file.sha256
        for state in STATES
        for row in world.rows(state)
        for file in files_of(row)
        if file.sha256 in traces
    }
    with time_machine.travel(at, tick=False):
        client = Client()
        for address in [*addresses(world), *ways_to_files()]:
            cache.clear()
            page = client.get(address)
            body = b"".join(page.streaming_content) if page.streaming else page.content
            text = body.decode("utf-8", errors="replace") + " ".join(map(str, page.items()))
            told = {trace for trace in traces if trace in text and trace.lower() not in address.lower()}
            told |= {f"file {digest}" for content, digest in contents.items() if content == body}
            if told:
                found[address] = told
    return found


def publish_all(world: World) -> None:
    """T has come: the worker publishes what is due, a person what waits for one; the draft stays a draft."""
    publish_due(T)
    publish(edition=world.made["approved"].edition, at=T)
    index()


@pytest.mark.slow
@pytest.mark.long
def test_nothing_is_told_before_its_time_and_everything_from_then_on(own_storage, world):
    hidden = world.traces()
    files = [file for state in STATES for row in world.rows(state) for file in files_of(row)]
    assert files and {file.stored_name for file in files} <= set(stored_files())

    assert found_in(world, T - MOMENT, hidden) == {}

    publish_all(world)
    public = set(STATES) - {"draft"}
    found = found_in(world, T, hidden)
    told = set().union(*found.values())
    assert not told & world.traces("draft")
    for state in public:
        for part in ("title", "words", "english", "summary", "alternative", "credit", "note"):
            assert tracer(state, part) in told, (state, part)
        for row in world.rows(state):
            assert row.document_hash in told
            assert {f"file {file.sha256}" for file in files_of(row)} <= told
    embargoed = world.made["embargoed"].release.reference
    reached = {address.partition("?")[0] for address in found}
    assert {
        "/vi/",
        "/en/releases/",
        f"/vi/releases/{embargoed}/",
        f"/en/releases/{embargoed}/1/vi/",
        f"/en/releases/{embargoed}/1/vi.json",
        f"/vi/releases/{embargoed}/1.ninjs.json",
        f"/vi/releases/{embargoed}/1/script.txt",
        "/vi/feeds/releases.atom",
        "/vi/feeds/releases.json",
        "/vi/feeds/releases.ninjs.json",
        "/vi/feeds/corrections.json",
        "/vi/corrections/",
        "/api/v1/releases",
        f"/api/v1/releases/{embargoed}",
        "/api/v1/corrections",
        "/vi/search/",
        "/vi/facts/F001/",
    } - {"/vi/facts/F001/"} <= reached


def test_fact_page_names_the_release_that_cites_it_only_from_its_time_on(world):
    client, words = Client(), tracer("embargoed", "title")

    before = words in client.get("/vi/facts/F001/").content.decode()
    publish_all(world)
    cache.clear()
    after = words in Client().get("/vi/facts/F001/").content.decode()

    assert (before, after) == (False, True)


@pytest.mark.parametrize("state", STATES)
def test_search_neither_finds_nor_suggests_it_before_its_time(world, state):
    for part in QUERY_WORDS:
        findings = find(tracer(state, part), kinds={"release", "fact", "answer"}, audience={"public"})
        told = repr([(hit.title, hit.passage) for hit in findings.hits]) + repr(findings.suggestions)
        assert not any(trace in told for trace in world.traces())


def normal(page, reference: str) -> tuple:
    """What a reader can tell of an answer, with the reference he asked for taken out."""
    body = b"".join(page.streaming_content) if page.streaming else page.content
    # The stamp of a page without one of its own is a digest of its body, which is compared itself.
    heads = sorted((name, value) for name, value in page.items() if name != "ETag")
    text = re.sub(
        rb'(name="csrfmiddlewaretoken" value=)"\w+"', rb"\1", body.replace(reference.encode(), b"R")
    )
    return page.status_code, heads, text, len(body)


def asked(address: str, method: str) -> tuple:
    """(the answer, the queries without their values, how many)."""
    reference = re.search(r"R-DN-2026-\d{4}", address)[0]
    cache.clear()
    with time_machine.travel(T - MOMENT, tick=False), CaptureQueriesContext(connection) as queries:
        page = getattr(Client(), method)(address)
        answer = normal(page, reference)
    told = [re.sub(r"'[^']*'|\bs\d+_x\d+\b|\b\d+\b", "?", query["sql"]) for query in queries]
    return answer, told, len(told)


def about_a_release() -> list[str]:
    """Addresses whose reference is that of a release."""
    named = {route for route in routes() if re.search(r"[<{](?:\w+:)?reference[>}]", route)}
    return sorted(route for route in named if "releases" in route or route.startswith("r/"))


def test_answer_is_the_same_as_for_a_reference_that_never_was(world):
    rest = {"number": "1", "tag": "vi", "dispatch": "1"}
    differing = []

    for route, method in product(about_a_release(), ("get", "head", "post", "options")):

        def filled(reference: str, route: str = route) -> str:
            given = {**rest, "reference": reference}
            return "/" + re.sub(r"[<{](?:\w+:)?(\w+)[>}]", lambda found: given[found[1]], route)

        asked(filled(UNKNOWN), method)
        expected = asked(filled(UNKNOWN), method)
        assert expected[0][0] >= 400 or method == "options", (route, method)
        for state in ("embargoed", "scheduled", "approved", "draft"):
            if asked(filled(world.made[state].release.reference), method) != expected:
                differing.append((route, method, state))

    assert differing == []


def test_file_under_its_true_hash_and_name_is_answered_like_one_that_never_was(world):
    def answer(sha256: str, name: str) -> tuple:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            page = Client().get(f"/releases/files/{sha256}/{name}")
        heads = sorted((name, value) for name, value in page.items() if name != "ETag")
        return page.status_code, len(page.content), len(queries), heads

    answer("0" * 64, "none.png")
    expected = answer("0" * 64, f"{'n' * 8}.png")
    for state in STATES:
        for row in world.rows(state):
            for file in files_of(row):
                same_length = "n" * (len(file.name) - 4) + ".png"
                assert answer(file.sha256, file.name) == answer("0" * 64, same_length)
    assert expected[0] == 404


def test_second_edition_is_answered_like_a_number_that_never_was(world):
    reference = world.made["corrected"].release.reference
    addresses = [f"/vi/releases/{reference}/{number}/" for number in (2, 3)]

    answers = []
    for address in [*addresses, *addresses]:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            page = Client().get(address)
        answers.append((page.status_code, len(page.content), len(queries)))

    assert answers[2] == answers[3] and answers[2][0] == 404


def test_guesses_are_counted_the_same_whether_there_is_something_or_not(world):
    from hoiam.outlets.models import GuessCount

    client = Client()
    with time_machine.travel(T - MOMENT, tick=False):
        for reference in (UNKNOWN, world.made["embargoed"].release.reference):
            client.get(f"/vi/releases/{reference}/")
            client.get(f"/r/{reference}")
            client.get(f"/api/v1/releases/{reference}")

    assert [row.count for row in GuessCount.objects.all()] == [6]
    names = {column.name for column in GuessCount._meta.get_fields()}
    assert names <= {"id", "day", "count"}, "nothing but a day and a number"


def test_worker_publishes_at_no_instant_before_its_time(world):
    reference = world.made["embargoed"].release.reference

    @settings(max_examples=40, deadline=None, derandomize=True, database=None)
    @given(offset=st.timedeltas(min_value=timedelta(days=-40), max_value=timedelta(days=40)))
    @example(offset=-MOMENT)
    @example(offset=timedelta())
    def holds(offset: timedelta) -> None:
        at = T + offset
        with transaction.atomic():
            before = public_edition(reference, at)
            published = publish_due(at)
            is_public = public_edition(reference, at) is not None
            transaction.set_rollback(True)
        assert before is None
        assert (published > 0, is_public) == (at >= T, at >= T)

    holds()


def test_passing_of_time_alone_publishes_nothing(world):
    reference = world.made["embargoed"].release.reference

    with time_machine.travel(T + timedelta(hours=1), tick=False):
        statuses = [
            Client().get(where).status_code
            for where in (f"/vi/releases/{reference}/", f"/r/{reference}", f"/api/v1/releases/{reference}")
        ]
        listed = Client().get("/vi/releases/").content.decode()

    assert (statuses, tracer("embargoed", "title") in listed) == ([404, 404, 404], False)


def test_headers_of_lists_tell_no_time(world):
    client = Client()

    for address in (
        "/vi/",
        "/vi/releases/",
        "/vi/feeds/releases.atom",
        "/sitemap.xml",
        "/vi/search/?q=x",
        "/api/v1/releases",
    ):
        with time_machine.travel(T - timedelta(seconds=7), tick=False):
            page = client.get(address)
        assert page["Cache-Control"] == "public, no-cache", address
        assert "Expires" not in page.headers and "Last-Modified" not in page.headers, address


def test_letters_that_wait_before_its_time_hold_no_word_of_it(world):
    from hoiam.post.models import Parcel
    from hoiam.post.payloads import render

    told = ""
    for parcel in Parcel.objects.all():
        try:
            told += repr(render(parcel.payload_kind, parcel.payload_id))
        except Exception as fault:  # a payload of another kind says what it lacks
            told += repr(fault)

    assert not [trace for trace in world.traces() if trace in told]
