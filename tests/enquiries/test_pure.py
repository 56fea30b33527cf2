"""What needs no database: envelopes, likeness, covering, receipts, publication, daily counts, moves."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoiam.deadlines import Calendar
from hoiam.desks import signing
from hoiam.enquiries import daycount, envelope, receipts
from hoiam.enquiries.asker import Asker
from hoiam.enquiries.likeness import likeness, print_of, shingles
from hoiam.enquiries.masking import COVER, covered, pointed_out
from hoiam.enquiries.publication import entry_moment
from hoiam.enquiries.terms import CLOSED, MOVES, OPEN, State
from tests.factories.enquiries import ASKER, AT, QUESTION, Traces

VN = ZoneInfo("Asia/Ho_Chi_Minh")


def make_document(**changes):
    said = {
        "reference": "DN-2026-00001",
        "desk": "da-nang",
        "body": "body-of-da-nang",
        "kind": "press_enquiry",
        "received_at": AT,
        "question_sha256": receipts.question_digest(QUESTION, "salt"),
        "dues": [receipts.DueLine("answer", "legal", AT + timedelta(days=5), "X v1", "Law", "7")],
    }
    return signing.sign(receipts.receipt(**{**said, **changes}))


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=40), max_size=4), st.text(max_size=20))
def test_envelope_sealed_opens_with_its_key_and_says_the_same(content, about):
    key = envelope.new_key()

    assert envelope.opened(key, envelope.seal(key, content, about), about) == content


def test_envelope_of_another_enquiry_does_not_open():
    key = envelope.new_key()
    closed = envelope.seal(key, {"name": "Khuê"}, "asker of DN-2026-00001")

    with pytest.raises(envelope.CannotOpen):
        envelope.opened(key, closed, "asker of DN-2026-00002")


def test_key_wrapped_opens_with_the_former_secret_and_not_with_another():
    key = envelope.new_key()
    wrapped = envelope.wrap_key(key, "old secret")

    assert envelope.unwrap_key(wrapped, ["new secret", "old secret"]) == key
    with pytest.raises(envelope.CannotOpen):
        envelope.unwrap_key(wrapped, ["new secret"])


def test_status_token_follows_from_the_key_alone():
    key, other = envelope.new_key(), envelope.new_key()

    tokens = [envelope.status_token(key), envelope.status_token(key), envelope.status_token(other)]

    assert (tokens[0] == tokens[1], tokens[0] == tokens[2], len(tokens[0])) == (True, False, 43)


def test_asker_printed_says_nothing():
    assert [repr(ASKER), str(ASKER), f"{ASKER}"] == ["Asker(sealed)"] * 3


@given(st.text(max_size=200))
def test_likeness_of_a_text_with_itself_is_whole_or_nothing(text):
    own = shingles(text)

    assert likeness(own, own) == (1.0 if own else 0.0)
    assert bool(print_of(text)) == bool(own)


def test_likeness_is_blind_to_marks_and_case():
    plain = "TY LE HO NGHEO cua thanh pho nam 2025 la bao nhieu, va thanh pho lam gi de giam?"

    assert shingles(plain) == shingles(QUESTION)
    assert print_of(plain) == print_of(QUESTION)


def test_likeness_of_different_questions_stays_below_the_line():
    other = "Vì sao cầu Trần Thị Lý đóng cửa ban đêm và bao giờ mở lại?"

    assert likeness(shingles(QUESTION), shingles(other)) < 0.3


def test_covering_takes_out_everything_the_asker_said_about_themselves():
    text = (
        "Tôi là NGUYEN THI MINH KHUE của Báo  Sông Hàn, gọi 0905 123 456 hay 0905.123.456, "
        "viết minhkhue@toasoan.example; xin hỏi 1.800.000 hộ nghèo theo Nghị định 244/2026/NĐ-CP?"
    )

    shown = covered(text, ASKER.said().values())

    assert Traces().found_in(shown) == []
    assert "1.800.000 hộ nghèo theo Nghị định 244/2026/NĐ-CP" in shown


def test_covering_a_short_single_word_leaves_ordinary_words_alone():
    assert covered("Hà hơi vào gương", ["Hà"]) == "Hà hơi vào gương"


@given(st.text(max_size=120), st.lists(st.text(max_size=12), max_size=3))
def test_covering_twice_changes_nothing_more(text, known):
    once = covered(text, known)

    assert covered(once, known) == once


def test_names_of_others_are_pointed_out_and_left():
    text = "Chị Trần Thị Bích ở tổ 4 hỏi về hộ nghèo"

    assert [one.text for one in pointed_out(text)] == ["Trần Thị Bích"]
    assert COVER not in covered(text, [])


def test_receipt_verifies_offline_with_the_published_keys():
    document = {**make_document(), "question_salt": "salt"}

    assert receipts.verify(document, signing.public_keys())
    assert receipts.is_receipt_of(document, QUESTION.replace("\n", "\r\n") + "\n")


@pytest.mark.parametrize(
    "change",
    [
        {"received_at": "2026-09-08T02:00:00+00:00"},
        {"question_sha256": "0" * 64},
        {"dues": []},
        {"type": "hoiam/other"},
    ],
)
def test_receipt_altered_does_not_verify(change):
    assert not receipts.verify({**make_document(), **change}, signing.public_keys())


def test_receipt_without_the_asker_s_salt_confirms_no_guess():
    assert not receipts.is_receipt_of(make_document(), QUESTION)


def test_receipt_without_published_key_does_not_verify():
    assert not receipts.verify(make_document(), {"keys": []})


def test_entry_moment_skips_the_weekend_and_starts_the_local_day():
    friday_evening = datetime(2026, 9, 11, 16, 59, tzinfo=UTC)  # 23:59 in Viet Nam
    calendar = Calendar(id="VN", version=1)

    assert entry_moment(friday_evening, 2, calendar, VN) == datetime(2026, 9, 14, 17, 0, tzinfo=UTC)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.integers(0, 20))
def test_entry_moment_never_lies_before_sending(moment, days):
    sent_at = moment.replace(tzinfo=UTC)

    assert entry_moment(sent_at, days, Calendar(id="VN", version=1), VN) >= sent_at


def test_day_digest_changes_when_a_reference_vanishes():
    day = date(2026, 9, 7)
    both = daycount.day_digest("da-nang", day, ["DN-2026-00001", "DN-2026-00002"], daycount.FIRST)

    assert both == daycount.day_digest("da-nang", day, ["DN-2026-00002", "DN-2026-00001"], daycount.FIRST)
    assert both != daycount.day_digest("da-nang", day, ["DN-2026-00001"], daycount.FIRST)


def test_moves_name_every_state_and_closed_ones_only_open_again():
    assert set(MOVES) == set(State)
    assert OPEN | CLOSED == set(State)
    only_again = {state for state in CLOSED if MOVES[state] == {State.ASSIGNED}}
    assert CLOSED - only_again == {State.MERGED}


def test_moves_know_no_way_to_say_nothing():
    reachable = set().union(*MOVES.values())

    assert "no_comment" not in {state.value for state in reachable}
    assert reachable | {State.RECEIVED} == set(State)


def test_asker_said_leaves_empty_fields_out():
    assert Asker(email="a@b.example").said() == {"email": "a@b.example"}
