"""What does not go straight: questions back, transfers, parts, paper, letters, absences, nights, the report."""

from __future__ import annotations

import mailbox
import re
from datetime import date, datetime, timedelta
from pathlib import Path

from .people import HOME, Office
from .world import ZONE

OTHER_DESK = "quang-tri"


def asks_back(office: Office, reference: str, officer: str) -> None:
    with office.step("ask back"):
        writer = office.case(officer, reference).follows(r"/clarify/$")
        writer.sends("words", words="Xin cho biết bạn hỏi về thời kỳ và địa phương nào?")


def status_address(folder: Path, reference: str) -> str:
    """The status link in the newest letter to the asker that has one."""
    for message in reversed(list(mailbox.Maildir(folder / "sent"))):
        if reference not in str(message["Subject"]):
            continue
        words = b"".join(part.get_payload(decode=True) or b"" for part in message.walk()).decode(
            "utf-8", "replace"
        )
        found = re.search(r"/(?:vi|en)/status/[^/\s\"]+/", words)
        if found:
            return found[0]
    raise AssertionError(f"no letter about {reference} carries a status link")


def replies(office: Office, folder: Path, reference: str) -> None:
    asker = office.outsider()
    with office.step("reply"):
        asker.goes(status_address(folder, reference))
        asker.sends("reply-words", **{"reply__words": "Tôi hỏi về cả nước, năm 2023."})


def takes_back(office: Office, folder: Path, reference: str) -> None:
    asker = office.outsider()
    with office.step("withdraw"):
        asker.goes(status_address(folder, reference))
        asker.sends("withdraw-words", **{"withdraw__words": "Tôi đã tìm được."})


def transfers(office: Office, reference: str) -> None:
    """Offered to the neighbour's desk, whose intake accepts."""
    reason = "Câu hỏi thuộc phạm vi của tỉnh Quảng Trị."
    with office.step("transfer"):
        intake = office.case("intake", reference).follows(r"/transfer/$")
        intake.sends("to_desk", to_desk=OTHER_DESK, reason=reason)
        stranger = office.at("stranger").goes(f"/office/{OTHER_DESK}/")
        stranger.follows(r"/enquiries/offered/\d+/$").sends(press="accept=1")


def asks_part(office: Office, reference: str, officer: str) -> None:
    with office.step("part"):
        due = (datetime.now(ZONE) + timedelta(days=3)).strftime("%Y-%m-%dT17:00")
        writer = office.case(officer, reference).follows(r"/part/$")
        writer.sends("to_desk", to_desk=OTHER_DESK, question="Xin cho biết số liệu của tỉnh.", due_at=due)


def answers_part(office: Office) -> None:
    with office.step("part"):
        stranger = office.at("stranger").goes(f"/office/{OTHER_DESK}/parts/")
        stranger.follows(r"/parts/\d+/$").sends("body", body="Tỉnh chưa có số liệu riêng về việc này.")


def signs_on_paper(office: Office, text: str, png: bytes) -> None:
    """The officer prints the sheet and brings it back signed; a second person compares the code."""
    with office.step("paper"):
        officer = office.at("case_officer")
        officer.goes(f"{HOME}{text[1:]}clearance/").follows(r"/paper/$")
        page = officer.follows(r"/paper/sheet/$")
        code = page.words_of("sheet-code")
        officer.goes(f"{HOME}{text[1:]}paper/")
        signer = officer.offered("signer")[0]
        officer.sends("signer", signer=signer, files={"file": ("phieu.png", png, "image/png")})
        second = office.at("fact_steward").goes(HOME).follows(r"/da-nang/paper/$")
        second.follows(rf"{text}paper/(#compare)?$").sends("code", action="/confirm/", code=code)


def issues_letter(office: Office, reference: str) -> int:
    """An official letter of what was sent, numbered at once; its number in the book."""
    with office.step("letter"):
        intake = office.case("intake", reference).follows(rf"/letters/for/{reference}/")
        intake.sends("subject", press="do=issue")
    found = re.search(r"(\d+)/UBND-VP", intake.says())
    assert found, intake.says()[:600]
    return int(found[1])


def hands_over(office: Office, references: list[str]) -> None:
    """What must reach its askers by hand: read to them or posted, then noted on one page."""
    with office.step("by hand"):
        intake = office.at("intake").goes(HOME)
        if not intake.links(r"/enquiries/by-hand/$"):
            return
        boxes = intake.follows(r"/enquiries/by-hand/$").boxes_beside("case", references)
        if boxes:
            intake.sends("case", case=boxes)


def goes_absent(office: Office, name: str, role: str, substitute: str, first: date, last: date) -> None:
    with office.step("absence", flow="absence"):
        admin = office.at("desk_admin").goes(f"{HOME}people/")
        person = getattr(office.cast, name)
        admin.follows(rf"/people/{person.pk}/$").sends(
            "substitute",
            substitute=getattr(office.cast, substitute).email,
            roles=[role],
            first_date=first.isoformat(),
            last_date=last.isoformat(),
        )


def puts_on_duty(office: Office, name: str, post: str, starts: datetime, ends: datetime) -> None:
    with office.step("duty", flow="duty roster"):
        head = office.at("head").goes(f"{HOME}duty/")
        moment = "%Y-%m-%dT%H:%M"
        head.sends(
            "post",
            post=post,
            person=str(getattr(office.cast, name).pk),
            starts_at=starts.strftime(moment),
            ends_at=ends.strftime(moment),
            phone="0905 000 111",
        )


def opens_matter(office: Office, title: str, *, emergency: bool) -> str:
    """The matter's address below the desk's."""
    with office.step("open", flow="matter"):
        intake = office.at("intake").goes(f"{HOME}matters/").follows(r"/matters/new/$")
        intake.sends("title", title=title, event="event_handled", is_public_emergency=emergency)
    return re.search(r"matters/\d+/", intake.address)[0]  # type: ignore[index]


def issues_bulletin(
    office: Office,
    matter: str,
    known: str,
    next_update: str,
    signers: tuple[str, ...],
    *,
    figure: bool = False,
) -> None:
    """From the matter's page to the bulletin in public; the signers come by the link in their call."""
    with office.ledger.playing("bulletin"):
        with office.step("write"):
            writer = office.at("case_officer").goes(f"{HOME}{matter}")
            writer.sends(press="act=new")
            said = {"known": known, "unknown": "Chưa rõ nguyên nhân.", "next_update": next_update}
            if figure:
                writer.sends("known", press="act=figure", **said, **_injured())
                said = {}
            writer.sends("known", press="act=send", **said)
        for name in signers:
            with office.step("approve"):
                leader = office.at(name).goes(HOME)
                leader.follows(r"/texts/\d+/clearance/$").sends("text_hash", press="decision=approve")


def _injured() -> dict[str, str]:
    """A figure of the hour."""
    hour = datetime.now(ZONE).strftime("%Y-%m-%dT%H:00")
    return {
        "figure__statement": "Có 3 người bị thương.",
        "figure__value": "3",
        "figure__unit": "người",
        "figure__source": "Công an",
        "figure__known_at": hour,
    }


def closes_matter(office: Office, matter: str) -> None:
    with office.step("close", flow="matter"):
        office.at("head").goes(f"{HOME}{matter}").follows(r"/close/$").sends(action=r"/close/$")


def gets_report(office: Office, period: str) -> tuple[bytes, bytes]:
    """The month's report as .docx and .xlsx."""
    with office.step("report", flow="month's report"):
        head = office.at("head").goes(HOME).follows(r"/reports/$")
        if period not in head.link(r"report\.docx"):
            head.follows(rf"period={period}$")
        word = head.follows(r"report\.docx").content
    with office.step("report", flow="month's report as a workbook"):
        book = head.follows(r"report\.xlsx").content
    return word, book
