"""A fact that ten thousand published sentences cite is corrected: how long until every alarm is there.

`python3 run.py bench alarms [--answers=5000] [--releases=500] [--sentences=10]`. So many sent answers with one
sentence each, and so many public releases with so many sentences each, rest on one fact of one desk; then the
fact is corrected by the room's own operation, which raises the alarms in its transaction: with an owner, the
limit to correct, a notice, and the lines of the journal. Told at the end: how long it took, what was written, and
what of it the alarms took. SQLite, a file of its own; `HOIAM_TEST_DATABASE_URL` names a database that may be
filled instead.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

FIRST_SENTENCE = "Năm 2023, 93,35% dân số tham gia bảo hiểm y tế"


def option(name: str, default: int) -> int:
    return next((int(word.split("=")[1]) for word in sys.argv if word.startswith(f"--{name}=")), default)


def start_django(folder: Path) -> None:
    os.environ.update(
        HOIAM_MODE="demo",
        HOIAM_DATA_DIR=str(folder),
        HOIAM_BASE_URL="http://127.0.0.1",
        DJANGO_SETTINGS_MODULE="hoiam.config.settings",
    )
    if given := os.environ.get("HOIAM_TEST_DATABASE_URL"):
        os.environ["HOIAM_DATABASE_URL"] = given
    import django

    django.setup()


def content_of(figure: str) -> Any:
    """What the fact says with that figure."""
    from hoiam.desks.wording import Wording
    from hoiam.evidence.content import FactContent, SourceGiven
    from hoiam.evidence.figures import read_figure
    from hoiam.evidence.periods import read_period

    return FactContent(
        statement=Wording({"vi": f"Năm 2023, {figure}% dân số tham gia bảo hiểm y tế."}),
        language="vi",
        sources=(SourceGiven(title="Báo cáo 2023"),),
        kind="observation",
        bearing="achievement",
        figure=read_figure(figure, "comma"),
        unit="%",
        period=read_period("2023"),
        place_printed="Việt Nam",
        themes=("health",),
    )


def prepare(at: datetime) -> tuple[Any, Any, Any]:
    """(desk, officer, fact) in an empty database with the law of the country pack."""
    from dataclasses import replace

    from django.core.management import call_command

    from hoiam.desks.models import Body, Desk, Membership, Person
    from hoiam.desks.operations.packs import load_country
    from hoiam.desks.pack import load_pack
    from hoiam.desks.terms import Role
    from hoiam.evidence.operations.drafting import draft_fact
    from hoiam.evidence.operations.publishing import publish_fact

    call_command("migrate", verbosity=0)
    load_country(by="operator", at=at, pack=replace(load_pack("vn"), places=(), bodies=()))
    body = Body.objects.create(code="bench", name={"vi": "Cơ quan"}, name_folded="co quan")
    desk = Desk.objects.create(
        code="bench", body=body, name={"vi": "Bàn"}, reference_prefix="BN", opened_on=at.date()
    )
    officer = Person.objects.create_user(
        email="officer@bench.example", password="long enough", name="Officer"
    )
    for role in (Role.CASE_OFFICER, Role.FACT_STEWARD):
        Membership.objects.create(person=officer, desk=desk, role=role, valid_from=at - timedelta(days=1))
    fact = draft_fact(desk=desk, content=content_of("93,35"), by="operator", at=at)
    publish_fact(fact=fact, by="operator", at=at)
    fact.refresh_from_db()
    return desk, officer, fact


def fill(desk: Any, officer: Any, fact: Any, answers: int, releases: int, each: int, at: datetime) -> None:
    """Write the rows that the rooms' operations would have written, in bulk: clearing them takes no part in this."""
    from hoiam.enquiries.models import Answer, Enquiry
    from hoiam.evidence.models import Citation
    from hoiam.releases.models import Edition, EditionText, Release
    from hoiam.texts.models import Text, TextVersion

    enquiries = Enquiry.objects.bulk_create(
        (
            Enquiry(
                desk=desk,
                reference=f"BN-2026-{number:05d}",
                year=2026,
                number=number,
                kind="press_enquiry",
                language="vi",
                question="Bao nhiêu?",
                state="answered",
                received_at=at,
                taken_in_at=at,
                closed_at=at,
                last_act_at=at,
                sort_at=at,
                officer=officer,
                status_digest=f"{number:064x}",
            )
            for number in range(1, answers + 1)
        ),
        batch_size=1_000,
    )
    made = Release.objects.bulk_create(
        (
            Release(
                desk=desk,
                reference=f"R-BN-2026-{number:04d}",
                language="vi",
                theme="health",
                opened_at=at,
                opened_by=officer,
            )
            for number in range(1, releases + 1)
        ),
        batch_size=1_000,
    )
    records = [("enquiries.enquiry", "answer", row.pk, 1) for row in enquiries]
    records += [("releases.release", "release", row.pk, each) for row in made]
    texts = Text.objects.bulk_create(
        (
            Text(
                desk=desk,
                record_kind=kind,
                record_id=pk,
                purpose=purpose,
                language="vi",
                started_at=at,
                saved_at=at,
                closed_at=at,
            )
            for kind, purpose, pk, _sentences in records
        ),
        batch_size=1_000,
    )
    versions = TextVersion.objects.bulk_create(
        (
            TextVersion(
                text=text,
                number=1,
                language="vi",
                body="\n\n".join(f"{FIRST_SENTENCE} [{fact.reference}]." for _ in range(row[3])),
                sentences=[[f"s{n}", f"{FIRST_SENTENCE}."] for n in range(1, row[3] + 1)],
                citations=[[f"s{n}", fact.reference, 1] for n in range(1, row[3] + 1)],
                hash="0" * 64,
                sent_at=at,
                sent_by=officer,
            )
            for text, row in zip(texts, records, strict=True)
        ),
        batch_size=500,
    )
    Citation.objects.bulk_create(
        (
            Citation(
                citing_kind="texts.textversion",
                citing_id=version.pk,
                sentence_id=name,
                fact=fact,
                version=fact.published,
                sentence_text=words,
                cited_at=at,
            )
            for version in versions
            for name, words in version.sentences
        ),
        batch_size=1_000,
    )
    Answer.objects.bulk_create(
        (
            Answer(
                enquiry=enquiry,
                desk=desk,
                text=text,
                version=version,
                outcome="answered",
                language="vi",
                started_at=at,
                started_by=officer,
                sent_at=at,
                enters_log_at=at,
            )
            for enquiry, text, version in zip(enquiries, texts, versions, strict=False)
        ),
        batch_size=1_000,
    )
    editions = Edition.objects.bulk_create(
        (
            Edition(release=row, number=1, started_at=at, started_by=officer, approved_at=at, published_at=at)
            for row in made
        ),
        batch_size=1_000,
    )
    EditionText.objects.bulk_create(
        (
            EditionText(edition=edition, language="vi", text=text, version=version)
            for edition, text, version in zip(editions, texts[answers:], versions[answers:], strict=True)
        ),
        batch_size=1_000,
    )


def correct(officer: Any, fact: Any, at: datetime) -> tuple[float, float, float]:
    """Seconds of the whole correction, of the alarms in it, and of those the CPU's, by the rooms' own operations."""
    from hoiam.enquiries.operations import alarms as of_answers
    from hoiam.evidence.models import Fact
    from hoiam.evidence.operations.drafting import revise_fact
    from hoiam.evidence.operations.publishing import publish_fact
    from hoiam.releases.operations import alarms as of_releases

    spent, worked = [0.0], [0.0]
    modules: tuple[Any, ...] = (of_answers, of_releases)
    for module in modules:
        raise_alarms = module.raise_alarms

        def timed(*, raise_alarms: Any = raise_alarms, **given: Any) -> Any:
            begun, working = time.perf_counter(), time.process_time()
            raised = raise_alarms(**given)
            spent[0] += time.perf_counter() - begun
            worked[0] += time.process_time() - working
            return raised

        module.raise_alarms = timed
    revise_fact(fact=fact, content=content_of("93,02"), base=fact.latest, by=officer, at=at)
    begun = time.perf_counter()
    publish_fact(fact=Fact.objects.get(pk=fact.pk), by=officer, at=at)
    return time.perf_counter() - begun, spent[0], worked[0]


def main() -> None:
    answers, releases, each = option("answers", 5_000), option("releases", 500), option("sentences", 10)
    folder = Path(tempfile.mkdtemp(prefix="hoiam-alarms-"))
    try:
        start_django(folder)
        at = datetime(2026, 9, 14, 2, tzinfo=UTC)
        desk, officer, fact = prepare(at)
        fill(desk, officer, fact, answers, releases, each, at)
        whole, alarms, cpu = correct(officer, fact, at + timedelta(days=1))
        from django.db import connection

        from hoiam.desks.models import Clock
        from hoiam.enquiries.models import Alarm as AnswerAlarm
        from hoiam.releases.models import Alarm

        sentences = sum(Alarm.objects.values_list("sentences", flat=True)) + AnswerAlarm.objects.count()
        print(f"{connection.vendor}: {sentences} published sentences cite the fact")
        print(f"  alarms: {Alarm.objects.count()} at releases, {AnswerAlarm.objects.count()} at answers")
        print(f"  limits to correct: {Clock.objects.filter(met_at=None).count()}")
        print(
            f"  correction of the fact: {whole:.2f} s in all, of which the alarms {alarms:.2f} s ({cpu:.2f} s CPU)"
        )
        if not os.environ.get("HOIAM_TEST_DATABASE_URL"):
            sizes = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
            print(f"  database: {sizes / 1e6:.0f} MB")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
