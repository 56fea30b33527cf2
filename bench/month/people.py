"""The people of the desk at their pages: each does one step the shortest way that the pages offer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from .browser import Ledger, Visitor
from .server import Server
from .world import DESK

HOME = f"/office/{DESK}/"
LIST = f"{HOME}enquiries/"
SHIFT = timedelta(hours=11, minutes=30)


class Office:
    """Everybody's browser. Signing in is a flow of its own: once a day, whatever is done afterwards."""

    def __init__(self, server: Server, cast: Any, passphrase: str) -> None:
        self.server, self.cast, self.passphrase = server, cast, passphrase
        self.ledger = Ledger()
        self._visitors: dict[str, tuple[Visitor, datetime]] = {}

    def at(self, name: str) -> Visitor:
        """The browser of a person, signed in."""
        there = self._visitors.get(name)
        if there and datetime.now(UTC) - there[1] < SHIFT:
            return there[0]
        visitor = Visitor(self.server, self.ledger, name.removesuffix("_2"))
        with self.step("sign in", flow="sign in"):
            visitor.goes("/accounts/login/")
            visitor.sends("password", login=getattr(self.cast, name).email, password=self.passphrase)
        self._visitors[name] = visitor, datetime.now(UTC)
        return visitor

    def outsider(self, role: str = "asker") -> Visitor:
        return Visitor(self.server, self.ledger, role)

    @contextmanager
    def step(self, name: str, flow: str = "") -> Iterator[None]:
        ledger = self.ledger
        before, ledger.step = ledger.step, name
        if flow:
            with ledger.playing(flow):
                yield
        else:
            yield
        ledger.step = before

    # how a question comes in

    def asks(self, kind: str, question: str, number: int, language: str = "vi") -> str:
        """Through the public form."""
        asker = self.outsider()
        with self.step("ask"):
            asker.goes(f"/vi/desks/{DESK}/ask/")
            asker.sends(
                "question",
                kind=kind,
                question=question,
                language=language,
                email=f"hoi{number}@bao-mau.example",
                name=f"Người Hỏi Số {number}",
            )
        return _reference(asker)

    def takes_call(self, kind: str, question: str, number: int, officer: str) -> str:
        intake = self.at("intake")
        with self.step("take in"):
            intake.goes(f"{LIST}call/")
            reach = f"0905 55{number:04}"
            name, given = f"Người Gọi Số {number}", self.given_to(officer)
            intake.sends("reach", kind=kind, question=question, name=name, reach=reach, give_to=given)
        return _reference(intake)

    def pastes_chat(self, kind: str, question: str, number: int, officer: str) -> str:
        intake = self.at("intake")
        with self.step("take in"):
            intake.goes(f"{LIST}chat/")
            pasted = f"{question} Em là Nguyễn Văn Chat, 0912 34{number:04}."
            intake.sends(
                "reach", press="strip", question=pasted, reach=f"chat{number}@bao-mau.example", kind=kind
            )
            intake.sends("reach", give_to=self.given_to(officer))
        return _reference(intake)

    def notes_letter(self, kind: str, question: str, number: int, officer: str) -> str:
        intake = self.at("intake")
        with self.step("take in"):
            intake.goes(f"{LIST}new/")
            intake.sends(
                "received_at",
                kind=kind,
                question=question,
                name=f"Người Viết Số {number}",
                postal_address="12 Bạch Đằng",
                give_to=self.given_to(officer),
            )
        return _reference(intake)

    def sorts_mail(self, kind: str, officer: str) -> str:
        """The oldest message that waits becomes a question."""
        intake, way = self.at("intake"), r"/mail/\d+/$"
        with self.step("take in"):
            if not intake.address.endswith("/mail/") or not intake.links(way):
                intake.goes(f"{HOME}mail/")
            given = {"take-in__kind": kind, "take-in__give_to": self.given_to(officer)}
            intake.follows(way).sends("take-in-kind", action="take-in", **given)
        return _reference(intake)

    def given_to(self, officer: str) -> str:
        """What is chosen in a form of taking in; "" for registered without an officer."""
        return str(getattr(self.cast, officer).pk) if officer else "nobody"

    # from the desk to the asker

    def case(self, name: str, reference: str) -> Visitor:
        """Open a case from the page in front of one, if it is there, or from the list, else by its address."""
        visitor, way = self.at(name), rf"/enquiries/{reference}/$"
        if visitor.address.endswith(f"/enquiries/{reference}/"):
            return visitor
        if visitor.page is None or not visitor.links(way):
            visitor.goes(LIST)
        return visitor.follows(way) if visitor.links(way) else visitor.goes(f"{LIST}{reference}/")

    def registers(self, references: list[str], officer: str = "") -> None:
        """New ones ticked in the list, read on one page, registered and given to an officer, if one is named."""
        with self.step("register"):
            intake = self.at("intake").goes(LIST)
            intake.sends("officer", press="register/", ticked=("pick", references))
            person = str(getattr(self.cast, officer).pk) if officer else ""
            intake.sends("pick", press="do=1", officer=person)

    def writes(
        self, reference: str, officer: str, body: str, outcome: str = "answered", asked: str = ""
    ) -> str:
        """From the case to the text in clearance, from an earlier answer to what is `asked` where there is one."""
        with self.step("find"):
            writer = self.case(officer, reference)
        again = writer.links_beside(rf"{reference}/again/[^/]+/$", asked) if asked else []
        if again:
            with self.step("write again"):
                writer.goes(again[0]).sends("is_still_right", press="act=send", is_still_right=True)
                return _text_of(writer)
        with self.step("write"):
            if writer.has_form(rf"{reference}/answer/$"):
                writer.sends(action=rf"{reference}/answer/$")
            else:  # asked back in between: not the next step, but among the others
                writer.follows(rf"{reference}/answer/$").sends("outcome")
            return self._sends_up(writer, body, outcome=outcome)

    def refuses(self, reference: str, officer: str, body: str) -> str:
        with self.step("write"):
            writer = self.case(officer, reference).follows(rf"{reference}/refuse/$")
            writer.sends("code", code=sorted(writer.offered("code"))[0])
            return self._sends_up(writer, body)

    def interims(self, reference: str, officer: str, body: str) -> str:
        with self.step("write"):
            writer = self.case(officer, reference).follows(rf"{reference}/interim/$")
            writer.sends(action="interim/")
            return self._sends_up(writer, body)

    def notes_spoken(self, reference: str, officer: str, body: str, outcome: str = "answered") -> str:
        with self.step("write"):
            writer = self.case(officer, reference).follows(rf"{reference}/spoken/$")
            speaker = str(self.cast.spokesperson.pk)
            writer.sends("words", press="act=send", words=body, outcome=outcome, speaker=speaker)
            return _text_of(writer)

    def _sends_up(self, writer: Visitor, body: str, **given: str) -> str:
        writer.sends("body", press="act=send", body=body, **given)
        return _text_of(writer)

    def approves(self, name: str, text: str) -> None:
        """From home, where what waits stands, to the decision, which leads home."""
        with self.step("approve"):
            leader = self.at(name)
            if leader.page is None or not leader.links(rf"{text}clearance/$"):
                leader.goes(HOME)
            leader.follows(rf"{text}clearance/$").sends("text_hash", press="decision=approve")

    def approves_all(self, name: str, texts: list[str]) -> None:
        """From home to the folder in which the texts stand whole; each is decided, one press signs."""
        left = list(texts)
        while left:
            with self.step("approve"):
                leader = self.at(name)
                if leader.page is None or not leader.links(r"/signing/$"):
                    leader.goes(HOME)
                leader.follows(r"/signing/$")
                there = {text: leader.value_in(f"text-{text.split('/')[2]}", "version") for text in left}
                found = {text: version for text, version in there.items() if version}
                assert found, f"the folder has none of {left}: {leader.says()[:800]}"
                leader.sends("version", **{f"decision-{version}": "approve" for version in found.values()})
                left = [text for text in left if text not in found]


def _text_of(visitor: Visitor) -> str:
    found = re.search(r"/texts/\d+/", visitor.address)
    assert found, f"{visitor.address} is no text"
    return found[0]


def _reference(visitor: Visitor) -> str:
    found = re.search(r"DN-\d{4}-\d{5}", f"{visitor.address} {visitor.says()}")
    assert found, f"{visitor.address} names no reference: {visitor.says()[:800]}"
    return found[0]
