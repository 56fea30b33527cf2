"""Mail to a desk that was followed by another reaches the one that is asked now; replies keep their tag."""

from __future__ import annotations

import pytest

from hoiam.desks.operations.merging import merge_desks
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.queries.mail import reply_to
from tests.factories.enquiries import ASKER, AT, DAY, HOUR, make_enquiry
from tests.mail.letters import plain

pytestmark = pytest.mark.django_db


def test_new_message_and_reply_to_a_former_address_come_to_the_desk_that_followed(box, cast):
    enquiry = make_enquiry(cast)
    tagged = reply_to(enquiry)
    merge_desks(former=cast.desk, present=cast.other_desk, by="operator", at=AT + HOUR)

    new = box.receive(plain(), at=AT + DAY)
    reply = box.receive(
        plain(to=tagged, message_id="<m2@bao.example>", sender=f"<{ASKER.email}>"), at=AT + DAY
    )

    assert "+" in tagged
    assert (new.desk, new.state, new.why) == (cast.other_desk, "triage", "new")
    assert (reply.desk, reply.enquiry) == (cast.other_desk, Enquiry.objects.get(pk=enquiry.pk))
