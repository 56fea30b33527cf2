"""Somebody at the pages without scripts: follows links that are there, sends forms that are there, and is counted.

A page opened by a link, a bookmark or an address, and a form sent, is one click each, whatever redirects follow.
A field whose value was changed is counted apart. What the page does not offer cannot be done: that is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin

import requests
from lxml import html

from .server import Server


class Missing(AssertionError):
    """The page does not offer what the script wants to do."""


@dataclass
class Cost:
    """What one person did for one step."""

    clicks: int = 0
    fields: int = 0
    cpu: float = 0.0
    wall: float = 0.0

    def __iadd__(self, other: Cost) -> Cost:
        self.clicks += other.clicks
        self.fields += other.fields
        self.cpu += other.cpu
        self.wall += other.wall
        return self


@dataclass
class Ledger:
    """What everything cost, by (flow, step, role), and how often each flow was played."""

    costs: dict[tuple[str, str, str], Cost] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    flow: str = "other"
    step: str = ""

    @contextmanager
    def continuing(self, flow: str) -> Iterator[None]:
        """What is done from here on belongs to the flow."""
        before, self.flow = self.flow, flow
        try:
            yield
        finally:
            self.flow = before

    @contextmanager
    def playing(self, flow: str) -> Iterator[None]:
        """The flow begins once more."""
        self.times[flow] = self.times.get(flow, 0) + 1
        with self.continuing(flow):
            yield

    def add(self, role: str, cost: Cost) -> None:
        key = self.flow, self.step, role
        self.costs.setdefault(key, Cost())
        self.costs[key] += cost


class Visitor:
    """One person's browser: cookies, the page in front of them, and the ledger that counts."""

    def __init__(self, server: Server, ledger: Ledger, role: str) -> None:
        self.server, self.ledger, self.role = server, ledger, role
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Accept-Language"] = "vi"
        self.address = ""
        self.content = b""
        self.page: html.HtmlElement | None = None

    def goes(self, path: str) -> Visitor:
        """Open an address: a bookmark, a link in a letter, the line of the browser."""
        return self._call("GET", urljoin(self.server.home, path))

    def follows(self, pattern: str) -> Visitor:
        """Open the first link of the page whose address the pattern finds."""
        return self.goes(self.link(pattern))

    def link(self, pattern: str) -> str:
        found = self.links(pattern)
        if not found:
            raise Missing(f"{self.address} has no link to {pattern!r}: {self.says()[:1500]}")
        return found[0]

    def links(self, pattern: str) -> list[str]:
        there = [
            urljoin(self.address, str(one.get("href"))) for one in self._page().iter("a") if one.get("href")
        ]
        return [address for address in there if re.search(pattern, address)]

    def links_beside(self, pattern: str, words: str) -> list[str]:
        """Addresses of links that stand in one line of a list with the words."""
        lines = [one for one in self._page().iter("li") if words in " ".join(one.text_content().split())]
        there = [
            urljoin(self.address, str(a.get("href")))
            for line in lines
            for a in line.iter("a")
            if a.get("href")
        ]
        return [address for address in there if re.search(pattern, address)]

    def boxes_beside(self, field: str, words: list[str]) -> list[str]:
        """Values of the boxes that stand in a line of a list with one of the words."""
        found = []
        for line in self._page().iter("li"):
            if any(word in line.text_content() for word in words):
                found += line.xpath(".//input[@type='checkbox'][@name=$name]/@value", name=field)
        return [str(value) for value in found]

    def offered(self, field: str) -> list[str]:
        """What can be chosen in a field, the empty choice left out."""
        return [value for value in self._form(field, "", "").inputs[field].value_options if value]

    def words_of(self, style: str) -> str:
        """The words of the first element of that style, without spaces."""
        return "".join(self._page().find_class(style)[0].text_content().split())

    def has_form(self, action: str) -> bool:
        """Whether the page has a form that goes to such an address."""
        forms = self._page().forms
        return any(re.search(action, urljoin(self.address, form.get("action") or "")) for form in forms)

    def value_in(self, element: str, field: str) -> str:
        """The value of a field inside the element of that id; "" where there is none."""
        found = self._page().xpath("//*[@id=$id]//input[@name=$name]/@value", id=element, name=field)
        return str(found[0]) if found else ""

    def reads(self, path: str) -> str:
        """An address as it is sent, be it there or not."""
        self._call("GET", urljoin(self.server.home, path), expect=(200, 404))
        return self.content.decode("utf-8", "replace")

    def sends(
        self,
        with_field: str = "",
        press: str = "",
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        action: str = "",
        expect: tuple[int, ...] = (200,),
        ticked: tuple[str, list[str]] | None = None,
        **values: str | bool | list[str],
    ) -> Visitor:
        """Fill in the form that has the field (or goes to the address) and press a button (name, name=value or where
        it leads).

        Field names are given with `__` for `-`. `ticked`: boxes (name, values) of the form that stand outside it.
        """
        form = self._form(with_field, press, action)
        changed = 0
        for name, value in values.items():
            changed += self._fill(form, name.replace("__", "-"), value)
        data = list(form.form_values())
        for value in ticked[1] if ticked else []:
            data.append((ticked[0], self._box(form, ticked[0], value)))
            changed += 1
        if press:
            data += self._button(form, press)
        button = _button_of(form, press) if press else None
        action = form.get("action") if button is None else button.get("formaction") or form.get("action")
        target = urljoin(self.address, action or self.address)
        cost = Cost(fields=changed + len(files or {}))
        self.ledger.add(self.role, cost)
        if form.method == "GET":
            return self._call("GET", target, params=data, expect=expect)
        multipart = form.get("enctype") == "multipart/form-data"
        given = files or ({"": ("", b"", "")} if multipart else None)
        if multipart and not files:
            given = None
        return self._call("POST", target, data=data, files=given, expect=expect)

    def says(self) -> str:
        """The words of the main part of the page."""
        main = self._page().find(".//main")
        return " ".join((self._page() if main is None else main).text_content().split())

    def _page(self) -> html.HtmlElement:
        assert self.page is not None, "no page is open"
        return self.page

    def _form(self, with_field: str, press: str, action: str) -> html.FormElement:
        for form in self._page().forms:
            if with_field and with_field not in form.fields:
                continue
            if press and _button_of(form, press) is None:
                continue
            if action and not re.search(action, urljoin(self.address, form.get("action") or self.address)):
                continue
            if not with_field and not press and not action and form.method == "GET":
                continue
            return form
        wanted = with_field or press or action
        there = [
            (form.get("action"), list(form.fields), [_name(b) for b in _buttons(form)])
            for form in self._page().forms
        ]
        raise Missing(f"{self.address} has no form with {wanted!r}: {there} {self.says()[:1500]}")

    def _fill(self, form: html.FormElement, name: str, value: str | bool | list[str]) -> int:
        inputs = form.inputs[name]
        if isinstance(inputs, html.CheckboxGroup):
            before, wanted = set(inputs.value), set(value if isinstance(value, list) else [value])
            inputs.value = wanted
            return len(before ^ wanted)
        if getattr(inputs, "type", "") == "checkbox":
            was, inputs.checked = inputs.checked, bool(value)  # one box alone, or a list of its value
            return int(was != inputs.checked)
        before = inputs.value
        inputs.value = value
        return int((before or "") != value)

    def _box(self, form: html.FormElement, name: str, value: str) -> str:
        there = self._page().xpath(
            "//input[@type='checkbox'][@form=$form][@name=$name][@value=$value]",
            form=form.get("id"),
            name=name,
            value=value,
        )
        if not there:
            raise Missing(f"{self.address} has no box {name}={value} to tick")
        return value

    def _button(self, form: html.FormElement, press: str) -> list[tuple[str, str]]:
        button = _button_of(form, press)
        if button is None or not button.get("name"):
            return []
        return [(button.get("name"), button.get("value") or "")]

    def _call(self, method: str, address: str, expect: tuple[int, ...] = (200,), **given: object) -> Visitor:
        headers = {"Referer": self.address} if self.address else {}
        answer = self.session.request(method, address, headers=headers, timeout=120, **given)  # type: ignore[arg-type]
        cpu, wall = self.server.measured.take()
        self.ledger.add(self.role, Cost(clicks=1, cpu=cpu, wall=wall))
        self.content = answer.content
        if "html" in answer.headers.get("Content-Type", ""):
            self.address = answer.url
            self.page = html.document_fromstring(answer.text)
        if answer.status_code not in expect:
            words = self.says()[:2500] if self.page is not None else ""
            raise Missing(f"{method} {address} answered {answer.status_code}: {words}")
        return self


def _buttons(form: html.FormElement) -> list[html.HtmlElement]:
    inside = [one for one in form.iter("button") if one.get("form") in (None, form.get("id"))]
    outside = form.getroottree().xpath("//button[@form=$form]", form=form.get("id")) if form.get("id") else []
    return [*inside, *(one for one in outside if one not in inside)]


def _name(button: html.HtmlElement) -> str:
    return f"{button.get('name')}={button.get('value') or ''}" if button.get("name") else ""


def _button_of(form: html.FormElement, press: str) -> html.HtmlElement | None:
    for one in _buttons(form):
        if press in (one.get("name"), _name(one), one.get("formaction")):
            return one
    return None
