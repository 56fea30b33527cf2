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

    def takes_call(self, kind: str, question: str, number: int) -> str:
        intake = self.at("intake")
        with self.step("take in"):
            intake.goes(LIST).follows(r"/enquiries/call/$")
            reach = f"0905 55{number:04}"
            intake.sends("reach", kind=kind, question=question, name=f"Người Gọi Số {number}", reach=reach)
        return _reference(intake)

    def pastes_chat(self, kind: str, question: str, number: int) -> str:
        intake = self.at("intake")
        with self.step("take in"):
            intake.goes(LIST).follows(r"/enquiries/chat/$")
            pasted = f"{question} Em là Nguyễn Văn Chat, 0912 34{number:04}."
            intake.sends(
                "reach", press="strip", question=pasted, reach=f"chat{number}@bao-mau.example", kind=kind
            )
            intake.sends("reach")
        return _reference(intake)

    def notes_letter(self, kind: str, question: str, number: int) -> str:
        intake = self.at("intake")
        with self.step("take in"):
            intake.goes(LIST).follows(r"/enquiries/new/$")
            intake.sends(
                "received_at",
                kind=kind,
                question=question,
                name=f"Người Viết Số {number}",
                postal_address="12 Bạch Đằng",
            )
        return _reference(intake)

    def sorts_mail(self, kind: str) -> str:
        """The oldest message that waits becomes a question."""
        intake = self.at("intake")
        with self.step("take in"):
            intake.goes(f"{HOME}mail/").follows(r"/mail/\d+/$")
            intake.sends("take-in-kind", action="take-in", **{"take-in__kind": kind})
        return _reference(intake)

    # from the desk to the asker

    def case(self, name: str, reference: str) -> Visitor:
        """Open a case from the page in front of one, if it is there, or from the list, else by its address."""
        visitor, way = self.at(name), rf"/enquiries/{reference}/$"
        if visitor.address.endswith(f"/enquiries/{reference}/"):
            return visitor
        if visitor.page is None or not visitor.links(way):
            visitor.goes(LIST)
        return visitor.follows(way) if visitor.links(way) else visitor.goes(f"{LIST}{reference}/")

    def registers(self, reference: str, name: str = "intake", **more: str | bool) -> None:
        with self.step("register"):
            intake = self.case(name, reference).follows(rf"{reference}/register/$")
            intake.sends("theme", **more)

    def assigns(self, reference: str, officer: str) -> None:
        with self.step("assign"):
            intake = self.case("intake", reference).follows(rf"{reference}/assign/$")
            intake.sends("officer", officer=str(getattr(self.cast, officer).pk))

    def gives(self, references: list[str], officer: str) -> None:
        """Several to one officer, ticked in the list."""
        with self.step("assign"):
            intake = self.at("intake").goes(LIST)
            person = str(getattr(self.cast, officer).pk)
            intake.sends("officer", action="/give/", officer=person, ticked=("pick", references))

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
            writer.follows(rf"{reference}/answer/$").sends("outcome", outcome=outcome)
            return self._sends_up(writer, body)

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
            writer.sends("words", words=body, outcome=outcome, speaker=str(self.cast.spokesperson.pk))
            return self._sends_up(writer, "")

    def _sends_up(self, writer: Visitor, body: str) -> str:
        given = {"body": body} if body else {}
        writer.sends("body", press="act=send", **given)
        return _text_of(writer)

    def approves(self, name: str, text: str) -> None:
        """From home, where what waits stands, to the decision, which leads home."""
        with self.step("approve"):
            leader = self.at(name)
            if leader.page is None or not leader.links(rf"{text}clearance/$"):
                leader.goes(HOME)
            leader.follows(rf"{text}clearance/$").sends("text_hash", press="decision=approve")


def _text_of(visitor: Visitor) -> str:
    found = re.search(r"/texts/\d+/", visitor.address)
    assert found, f"{visitor.address} is no text"
    return found[0]


def _reference(visitor: Visitor) -> str:
    found = re.search(r"DN-\d{4}-\d{5}", f"{visitor.address} {visitor.says()}")
    assert found, f"{visitor.address} names no reference: {visitor.says()[:800]}"
    return found[0]
