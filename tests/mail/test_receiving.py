"""What becomes of a message: nothing is lost, nothing is believed unshown, and no machine answers another."""

from __future__ import annotations

import json

import pytest
from django.core import serializers

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import JournalLine
from hoiam.enquiries.models import Correspondence, Enquiry, IncomingMail, MailKey, Notice, SealedFile
from hoiam.enquiries.operations import mail_keeping, triage
from hoiam.enquiries.operations.clarifying import ask_clarification
from hoiam.enquiries.operations.erasing import erase_seal
from hoiam.enquiries.queries import mail as queries
from hoiam.enquiries.queries.letters import render_letter
from hoiam.enquiries.queries.situation import situation_of
from hoiam.enquiries.queries.status import status_of
from hoiam.post.models import Arrival, ArrivalKey, Parcel
from hoiam.post.tasks import deliver
from tests.factories.enquiries import ASKER, AT, DAY, HOUR, make_enquiry, make_registered, stand
from tests.mail.letters import DESK, QUESTION, bounce, part, plain, text_part, with_parts
from tests.post.server import mail_server

pytestmark = pytest.mark.django_db
FROM_ASKER = f"Minh Khuê <{ASKER.email}>"


def sent_receipt(enquiry) -> tuple[str, str]:
    """(Message-ID, Reply-To) of the receipt of an enquiry, after it left."""
    letter = Correspondence.objects.get(enquiry=enquiry, letter="receipt")
    with mail_server() as (url, keeper):
        deliver(at=AT + HOUR, url=url)
    message = next(one for one in keeper.messages if enquiry.reference in one["Subject"])
    assert Parcel.objects.get(payload_id=letter.pk, payload_kind="enquiries.letter").state == "handed_over"
    return message["Message-ID"], message["Reply-To"]


def test_new_message_waits_for_intake_with_its_sender_covered(box, cast):
    row = box.receive(plain(f"Tôi là Lan Anh, lananh@bao.example. {QUESTION}"))

    assert (row.state, row.why, row.desk, row.enquiry) == ("triage", "new", cast.desk, None)
    assert "Nguyễn Văn Trỗi" in row.words
    assert "Lan Anh" not in row.words and "lananh@" not in row.words
    assert (row.received_at, row.language) == (AT, "vi")
    assert Enquiry.objects.count() == 0 and Correspondence.objects.count() == 0


def test_message_taken_in_days_later_counts_from_its_receipt_and_is_answered_to_its_sender(box, cast):
    row = box.receive(plain())
    later = AT + 3 * DAY

    receipt = triage.take_in_mail(mail=row, kind="press_enquiry", language="vi", by=cast.intake, at=later)

    enquiry = receipt.enquiry
    row.refresh_from_db()
    assert (enquiry.received_at, enquiry.taken_in_at, enquiry.channel) == (AT, later, "e_mail")
    assert receipt.receipt_document["received_at"] == "2026-09-07T02:00:00+00:00"
    assert enquiry.question == f"Hỏi về kinh phí sửa cầu\n\n{QUESTION}"
    assert (row.state, row.enquiry, row.words) == ("enquiry", enquiry, "")
    assert not MailKey.objects.exists()
    assert queries.raw_of(row) == plain()
    with mail_server() as (url, keeper):
        deliver(at=later, url=url)
    (message,) = [one for one in keeper.messages if one["To"] == "lananh@bao.example"]
    assert message["Reply-To"].startswith(f"thongtin+{enquiry.reference}.")
    assert message["Auto-Submitted"] == "auto-generated"


def test_message_taken_in_twice_is_one_enquiry(box, cast):
    row = box.receive(plain())
    triage.take_in_mail(mail=row, kind="press_enquiry", language="vi", by=cast.intake, at=AT)

    with pytest.raises(ReasonsAgainst):
        triage.take_in_mail(mail=row, kind="press_enquiry", language="vi", by=cast.intake, at=AT)

    assert Enquiry.objects.count() == 1
    assert Correspondence.objects.filter(letter="receipt").count() == 1


@pytest.mark.parametrize("way", ["tag", "header", "both"])
def test_reply_of_the_asker_is_a_letter_of_the_enquiry_at_once(box, cast, way):
    enquiry = make_enquiry(cast)
    message_id, reply_to = sent_receipt(enquiry)
    headers = {} if way == "tag" else {"References": f"<x@y.example> {message_id}"}

    row = box.receive(
        plain(
            "Tôi hỏi năm 2025.", sender=FROM_ASKER, to=DESK if way == "header" else reply_to, headers=headers
        )
    )

    letter = Correspondence.objects.get(letter="reply")
    assert (row.state, row.enquiry, row.letter) == ("joined", enquiry, letter)
    assert letter.is_from_asker and "năm 2025" in letter.words
    assert row.words == "" and not MailKey.objects.exists()
    assert Notice.objects.filter(what="asker_wrote", enquiry=enquiry).exists()
    assert list(status_of(enquiry, AT).letters)[-1] == letter


def test_reply_ends_a_waiting_for_clarification(box, cast):
    enquiry = make_registered(cast)
    ask_clarification(enquiry=enquiry, words="Năm nào?", by=cast.intake, at=AT + 2 * HOUR)
    _message_id, reply_to = sent_receipt(enquiry)

    box.receive(plain("Năm 2025.", sender=FROM_ASKER, to=reply_to), at=AT + DAY)

    enquiry.refresh_from_db()
    assert enquiry.state == "registered"


@pytest.mark.parametrize("way", ["tag", "header"])
def test_reply_from_another_sender_is_unconfirmed_and_never_linked_by_itself(box, cast, way):
    enquiry = make_enquiry(cast)
    message_id, reply_to = sent_receipt(enquiry)

    row = box.receive(
        plain(
            to=DESK if way == "header" else reply_to,
            headers={"In-Reply-To": message_id} if way == "header" else {},
        )
    )

    assert (row.state, row.why, row.enquiry, row.letter) == ("triage", "other_sender", enquiry, None)
    assert not Correspondence.objects.filter(letter__in=["reply", "message"]).exists()
    assert queries.mail_of_case(enquiry) == [row]


def test_unconfirmed_reply_put_to_the_case_as_somebody_else_s_is_not_shown_to_the_asker(box, cast):
    enquiry = make_enquiry(cast)
    message_id, _reply_to = sent_receipt(enquiry)
    row = box.receive(plain("Tôi là Lan Anh.", headers={"In-Reply-To": message_id}))

    letter = triage.join_mail(mail=row, enquiry=enquiry, is_asker=False, by=cast.intake, at=AT + DAY)

    assert (letter.letter, letter.is_from_asker) == ("message", False)
    assert "Lan Anh" not in letter.words
    assert letter not in status_of(enquiry, AT + DAY).letters
    assert letter in situation_of(enquiry, standing=stand(cast, "intake"), at=AT).letters


def test_reply_that_the_mail_server_doubts_is_unconfirmed(box, cast):
    enquiry = make_enquiry(cast)
    _message_id, reply_to = sent_receipt(enquiry)
    doubt = {"Authentication-Results": "mx.danang.example; dmarc=fail header.from=toasoan.example"}

    row = box.receive(plain(sender=FROM_ASKER, to=reply_to, headers=doubt))

    assert (row.state, row.why) == ("triage", "doubtful")


def test_tag_that_is_not_genuine_leads_to_no_enquiry(box, cast):
    enquiry = make_enquiry(cast)

    row = box.receive(plain(sender=FROM_ASKER, to=f"thongtin+{enquiry.reference}.aaaaaaaaaa@danang.example"))

    assert (row.state, row.why, row.enquiry) == ("triage", "wrong_tag", None)


def test_tag_and_thread_of_two_enquiries_are_for_a_person(box, cast):
    first, second = make_enquiry(cast), make_enquiry(cast, question="Một câu hỏi khác về trường học?")
    message_id, _to = sent_receipt(first)
    address = queries.reply_to(second)

    row = box.receive(plain(sender=FROM_ASKER, to=address, headers={"In-Reply-To": message_id}))

    assert (row.state, row.why, row.enquiry) == ("triage", "several_cases", None)


def test_message_to_an_unknown_address_is_sorted_by_the_first_desk_or_the_named_one(box, cast, settings):
    first = box.receive(plain(to="someone@danang.example"))
    settings.MAILBOX_URL += f"?desk={cast.other_desk.code}"
    second = box.receive(plain(to="else@danang.example", message_id="<m2@x.example>"))

    assert (first.desk, first.why) == (cast.desk, "no_desk")
    assert (second.desk, second.why) == (cast.other_desk, "no_desk")


def test_message_to_two_desks_is_shown_to_both(box, cast):
    cast.other_desk.email = "khac@danang.example"
    cast.other_desk.save()

    box.receive(plain(to=f"{DESK}, khac@danang.example"))

    rows = IncomingMail.objects.order_by("pk")
    assert [(row.desk_id, row.why) for row in rows] == [
        (cast.desk.pk, "several_desks"),
        (cast.other_desk.pk, "several_desks"),
    ]
    assert queries.raw_of(rows[0]) == queries.raw_of(rows[1]) == plain(to=f"{DESK}, khac@danang.example")


@pytest.mark.parametrize(
    "headers",
    [{"Auto-Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"Return-Path": "<>"}, {"X-Autoreply": "1"}],
)
def test_machine_s_message_creates_no_enquiry_and_no_letter(box, cast, headers):
    enquiry = make_enquiry(cast)
    _message_id, reply_to = sent_receipt(enquiry)
    before = Parcel.objects.count()

    row = box.receive(plain(sender=FROM_ASKER, to=reply_to, headers=headers))

    assert (row.state, row.enquiry) == ("automatic", enquiry)
    assert Parcel.objects.count() == before
    assert not Correspondence.objects.filter(letter="reply").exists()


def test_bounce_marks_the_parcel_and_keeps_no_address(box, cast):
    enquiry = make_enquiry(cast)
    message_id, _to = sent_receipt(enquiry)

    row = box.receive(bounce(message_id))

    letter = Correspondence.objects.get(enquiry=enquiry)
    assert Parcel.objects.get(message_id=message_id).state == "bounced"
    assert (row.state, row.enquiry, row.words, bytes(row.sealed)) == ("came_back", enquiry, "", b"")
    assert letter.is_sent_by_hand
    assert Notice.objects.filter(what="came_back", enquiry=enquiry, person=cast.intake).count() == 1


def test_report_of_a_delay_and_a_report_on_nothing_of_ours_change_nothing(box, cast):
    enquiry = make_enquiry(cast)
    message_id, _to = sent_receipt(enquiry)

    states = [
        box.receive(bounce(message_id, action="delayed")).state,
        box.receive(bounce("<no@x.example>")).state,
    ]

    assert states == ["automatic", "automatic"]
    assert Parcel.objects.get(message_id=message_id).state == "handed_over"


def test_two_desks_that_answer_each_other_end_after_one_letter(box, cast):
    cast.other_desk.email = "khac@danang.example"
    cast.other_desk.save()
    row = box.receive(plain(sender="Bàn khác <khac@danang.example>"))
    triage.take_in_mail(mail=row, kind="press_enquiry", language="vi", by=cast.intake, at=AT)

    rounds = 0
    with mail_server() as (url, keeper):
        for number in range(5):
            at = AT + (number + 1) * HOUR
            deliver(at=at, url=url)
            letters = [
                raw for raw, one in zip(keeper.raw, keeper.messages) if one["To"] == "khac@danang.example"
            ]
            for raw in letters[rounds:]:
                rounds += 1
                box.receive(raw, at=at)

    assert rounds == 1
    last = IncomingMail.objects.get(desk=cast.other_desk)
    assert (last.state, Enquiry.objects.count()) == ("automatic", 1)


def test_own_letter_whose_marks_a_server_cut_off_is_known_by_its_message_id(box, cast):
    enquiry = make_enquiry(cast)
    message_id, _to = sent_receipt(enquiry)

    row = box.receive(plain(message_id=message_id))

    assert row.state == "automatic"


def test_sender_of_many_messages_gets_ten_receipts_a_day(box, cast):
    for number in range(triage.MOST_RECEIPTS + 2):
        row = box.receive(plain(f"Câu hỏi số {number} về trường học?", message_id=f"<{number}@bao.example>"))
        triage.take_in_mail(mail=row, kind="press_enquiry", language="vi", by=cast.intake, at=AT)

    row.refresh_from_db()
    assert Enquiry.objects.count() == triage.MOST_RECEIPTS + 2
    assert Parcel.objects.filter(payload_kind="enquiries.letter").count() == triage.MOST_RECEIPTS
    assert row.remarks == ["no_receipt"]


def test_files_of_a_reply_are_sealed_with_the_case(box, cast):
    enquiry = make_enquiry(cast)
    _message_id, reply_to = sent_receipt(enquiry)
    raw = with_parts(
        text_part("Xem tệp."), part(b"a,b\n1,2\n", "text/csv", "so lieu.csv"), sender=FROM_ASKER, to=reply_to
    )

    row = box.receive(raw)

    assert row.state == "joined"
    assert SealedFile.objects.filter(enquiry=enquiry).count() == 1


def test_marked_message_is_not_kept_and_the_list_says_so(box, cast):
    row = box.receive(plain("TỐI MẬT\n\nKế hoạch"))

    assert (row.state, row.remarks, len(row.said)) == ("refused", ["secret"], 1)
    assert (row.words, bytes(row.sealed)) == ("", b"")
    assert not MailKey.objects.exists() and not ArrivalKey.objects.exists()
    assert "Kế hoạch" not in serializers.serialize("json", [*Arrival.objects.all(), row])
    assert list(queries.mail_sorted(stand(cast, "intake"))) == [row]


def test_message_larger_than_25_mb_waits_with_its_headers(box, cast):
    row = box.receive(plain("x" * (25 * 1024 * 1024 + 1)))

    assert (row.state, row.why, row.remarks) == ("triage", "too_large", ["too_large"])
    assert row.words == "Hỏi về kinh phí sửa cầu"
    assert row.size > 25 * 1024 * 1024 and len(row.sealed) < 10_000


def test_message_dated_ahead_or_undated_counts_from_our_server(box):
    rows = [
        box.receive(plain(headers={"Date": "Mon, 1 Jan 2186 00:00:00 +0000"}), at=AT),
        box.receive(plain(headers={"Date": ""}, message_id="<b@x.example>"), at=AT + HOUR),
    ]

    assert [row.received_at for row in rows] == [AT, AT + HOUR]
    assert [row.remarks for row in rows] == [["dated_ahead"], []]


def test_message_that_our_server_took_ahead_of_the_clock_counts_from_now(box):
    box.put(plain(), at=AT + DAY)
    box.read(AT)

    assert IncomingMail.objects.get().received_at == AT


def test_raw_message_is_nowhere_in_the_open_and_goes_with_the_case(box, cast):
    row = box.receive(plain())
    enquiry = triage.take_in_mail(
        mail=row, kind="press_enquiry", language="vi", by=cast.intake, at=AT
    ).enquiry
    row.refresh_from_db()
    assert b"lananh" not in bytes(row.sealed)

    erase_seal(enquiry=enquiry, at=AT + DAY)

    row.refresh_from_db()
    assert (bytes(row.sealed), row.erased_at) == (b"", AT + DAY)
    assert queries.raw_of(row) is None


def test_reply_to_an_erased_case_waits_for_a_person(box, cast):
    enquiry = make_enquiry(cast)
    _message_id, reply_to = sent_receipt(enquiry)
    erase_seal(enquiry=enquiry, at=AT + DAY)

    row = box.receive(plain(sender=FROM_ASKER, to=reply_to), at=AT + 2 * DAY)

    assert (row.state, row.why, row.enquiry) == ("triage", "erased", enquiry)


def test_opening_a_message_is_noted_and_only_intake_s(box, cast):
    row = box.receive(plain())

    mail, _files = triage.open_mail(mail=row, standing=stand(cast, "intake"), at=AT)

    assert mail.sender == "lananh@bao.example"
    assert JournalLine.objects.filter(verb="opened message", record_id=row.pk).count() == 1
    for name in ("reviewer", "head", "auditor", "stranger"):
        with pytest.raises(MayNot):
            triage.open_mail(mail=row, standing=stand(cast, name), at=AT)
        assert not queries.mail_to_sort(stand(cast, name)).exists()


def test_message_set_aside_is_erased_after_thirty_days_and_one_that_waits_never(box, cast):
    aside, waits = box.receive(plain()), box.receive(plain(message_id="<b@x.example>"))
    triage.set_aside(mail=aside, reason="quảng cáo", by=cast.intake, at=AT)

    early = mail_keeping.erase_old_mail(AT + 29 * DAY)
    done = mail_keeping.erase_old_mail(AT + 31 * DAY)

    aside.refresh_from_db()
    waits.refresh_from_db()
    assert (early, done) == (0, 1)
    assert (aside.words, bytes(aside.sealed), aside.reason) == ("", b"", "")
    assert waits.words and MailKey.objects.get().mail == waits


def test_message_set_aside_by_mistake_can_still_be_taken_in(box, cast):
    row = box.receive(plain())
    triage.set_aside(mail=row, reason="nhầm", by=cast.intake, at=AT)

    receipt = triage.take_in_mail(mail=row, kind="press_enquiry", language="vi", by=cast.intake, at=AT + DAY)

    assert receipt.enquiry.received_at == AT


def test_message_given_to_another_desk_keeps_its_time(box, cast):
    row = box.receive(plain())

    triage.give_to_desk(mail=row, desk=cast.other_desk, by=cast.intake, at=AT + DAY)

    row.refresh_from_db()
    assert (row.desk, row.received_at, row.state) == (cast.other_desk, AT, "triage")
    assert list(queries.mail_to_sort(stand(cast, "stranger")))[:1] in ([], [row])


def test_reply_to_carries_the_bare_address_where_no_mailbox_is_read(cast, settings):
    settings.MAILBOX_URL = ""
    cast.desk.email = DESK
    cast.desk.save()
    enquiry = make_enquiry(cast)

    letter = Correspondence.objects.get(enquiry=enquiry)

    assert render_letter(letter.pk, "vi").reply_to == DESK


def test_row_shows_no_sender_in_any_column(box, cast):
    enquiry = make_enquiry(cast)
    _message_id, reply_to = sent_receipt(enquiry)
    box.receive(plain("Tôi là Minh Khuê.", sender=FROM_ASKER, to=reply_to))
    box.receive(plain("Tôi là Minh Khuê.", sender=FROM_ASKER, message_id="<c@x.example>"))

    kept = [
        *IncomingMail.objects.all(),
        *Arrival.objects.all(),
        *Correspondence.objects.all(),
        *Parcel.objects.all(),
    ]

    written = json.dumps(json.loads(serializers.serialize("json", kept)), ensure_ascii=False)
    assert "Tôi là […]." in written
    assert "Minh Khuê" not in written and "minhkhue" not in written


def test_message_that_became_an_enquiry_is_opened_by_the_seal_of_the_enquiry_alone(box, cast):
    row = box.receive(plain())
    receipt = triage.take_in_mail(mail=row, kind="press_enquiry", language="vi", by=cast.intake, at=AT)
    Enquiry.objects.filter(pk=receipt.enquiry.pk).update(desk=cast.other_desk)  # it has gone on since
    row.refresh_from_db()

    with pytest.raises(ReasonsAgainst):
        triage.open_mail(mail=row, standing=stand(cast, "intake"), at=AT)

    assert not JournalLine.objects.filter(verb="opened message").exists()


def test_marking_far_down_in_a_long_message_is_found_and_nothing_is_kept(box):
    long = "\n".join(f"Dòng số {number} của một thư rất dài." for number in range(900))

    row = box.receive(plain(f"{long}\n\nTÀI LIỆU TUYỆT MẬT\n\n{long}"))

    assert (row.state, row.words, bytes(row.sealed)) == ("refused", "", b"")


def test_newspaper_behind_the_name_of_a_sender_does_not_keep_the_name_from_being_covered(box, cast):
    sender = "=?utf-8?B?TGFuIEFuaCAtIELDoW8gU8O0bmcgSMOgbg==?= <lananh@bao.example>"  # Lan Anh - Báo Sông Hàn
    row = box.receive(plain(f"Tôi là Lan Anh. {QUESTION}", sender=sender))
    waiting = row.words

    receipt = triage.take_in_mail(mail=row, kind="press_enquiry", language="vi", by=cast.intake, at=AT)

    assert "Lan Anh" not in waiting
    assert "Lan Anh" not in receipt.enquiry.question
