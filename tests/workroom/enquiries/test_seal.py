"""The seal: asked first, opened by a POST, written into the journal, for intake alone."""

from __future__ import annotations

import pytest

from hoiam.desks.models import JournalLine
from hoiam.enquiries.asker import IncomingFile
from tests.factories.enquiries import Traces, make_enquiry
from tests.workroom.visiting import enter, words

pytestmark = pytest.mark.django_db


def address(enquiry) -> str:
    return f"/office/da-nang/enquiries/{enquiry.reference}/seal/"


def openings() -> int:
    return JournalLine.objects.filter(verb="opened seal").count()


def test_page_before_opening_says_that_it_is_noted_and_shows_nothing(cast):
    enquiry = make_enquiry(cast)

    said = words(enter(cast.intake).get(address(enquiry)))

    assert "is written into the journal" in said
    assert (Traces().found_in(said), openings()) == ([], 0)


def test_opening_shows_the_asker_and_writes_one_line(cast):
    enquiry = make_enquiry(cast)

    said = words(enter(cast.intake).post(address(enquiry), {"asker": "1"}))

    assert "minhkhue@toasoan.example" in said
    assert openings() == 1


@pytest.mark.parametrize(
    "role", ["case_officer", "reviewer", "spokesperson", "head", "auditor", "desk_admin"]
)
def test_nobody_but_intake_opens_the_seal(cast, role):
    enquiry = make_enquiry(cast)

    response = enter(getattr(cast, role)).post(address(enquiry), {"asker": "1"})

    assert response.status_code == 403
    assert (Traces().found_in(words(response)), openings()) == ([], 0)


def test_file_that_came_with_the_question_is_saved_never_shown(cast):
    file = IncomingFile("đơn.txt", b"<script>alert(1)</script>")
    enquiry = make_enquiry(cast, attachments=[file])

    response = enter(cast.intake).post(address(enquiry), {"file": "0"})

    assert (response.content, response.headers["Content-Type"]) == (file.content, "application/octet-stream")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert openings() == 1


def test_file_that_is_not_there_is_not_found(cast):
    enquiry = make_enquiry(cast)

    assert enter(cast.intake).post(address(enquiry), {"file": "7"}).status_code == 404
