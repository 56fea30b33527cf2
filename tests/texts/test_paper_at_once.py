"""Two people at one moment: one sheet is kept, one decision counts."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import JournalLine
from hoiam.texts.models import Attachment, Clearance, PaperApproval
from hoiam.texts.operations.drafts import save_draft
from hoiam.texts.operations.paper import confirm_paper
from tests.factories.paper import bring_in, make_holder, make_reviewed, png
from tests.factories.texts import AT, standing

pytestmark = pytest.mark.django_db(transaction=True)
LATER = AT + timedelta(hours=1)


def at_once(*acts) -> list[str]:
    """Start the acts together; what became of each: `done`, or the first reason against it."""
    told, gate = [""] * len(acts), Barrier(len(acts))

    def run(place: int) -> None:
        gate.wait()
        try:
            acts[place]()
            told[place] = "done"
        except ReasonsAgainst as against:
            told[place] = str(against.reasons[0])
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return told


def test_two_people_bring_a_sheet_at_once_and_one_is_kept(cast):
    version = make_reviewed(cast)
    make_holder(cast.desk)

    told = at_once(
        lambda: bring_in(cast, version, content=png(shade=1)),
        lambda: bring_in(cast, version, by="fact_steward", content=png(shade=2)),
    )

    assert sorted(word == "done" for word in told) == [False, True]
    assert (PaperApproval.objects.count(), Attachment.objects.count()) == (1, 1)
    assert JournalLine.objects.filter(verb="brought in signed sheet").count() == 1


def test_sheet_compared_by_two_people_at_once_clears_once(cast):
    version = make_reviewed(cast)
    paper = bring_in(cast, version)

    def confirm(name: str) -> None:
        who = standing(getattr(cast, name), cast.desk, LATER)
        confirm_paper(paper=paper, code=version.hash[:8], standing=who, at=LATER)

    told = at_once(lambda: confirm("fact_steward"), lambda: confirm("reviewer"))

    assert sorted(word == "done" for word in told) == [False, True]
    assert JournalLine.objects.filter(verb="cleared text on paper").count() == 1


def test_text_edited_while_the_sheet_is_compared_is_never_cleared_with_other_words(cast):
    version = make_reviewed(cast)
    paper = bring_in(cast, version)
    second = standing(cast.fact_steward, cast.desk, LATER)

    at_once(
        lambda: confirm_paper(paper=paper, code=version.hash[:8], standing=second, at=LATER),
        lambda: save_draft(
            text=version.text,
            body="Sở nói khác.",
            base_revision=version.text.revision,
            by=cast.case_officer,
            at=LATER,
        ),
    )

    # Whoever came first, the edit ended the clearance: before the sheet counted, or after it.
    version.text.refresh_from_db()
    assert (Clearance.objects.get(version=version).state, version.text.body) == ("voided", "Sở nói khác.")
