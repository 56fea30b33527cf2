"""Errors as documents (RFC 9457): a sentence that says what to do, never a page."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.errors import ValidationError

MEDIA_TYPE = "application/problem+json"


class Fault(Schema):
    parameter: str
    reason: str


class Problem(Schema):
    """What went wrong. `errors` names the parameters that cannot be used."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] = []


class Unusable(Exception):
    """A parameter was given that cannot be used; `reason` is a sentence."""

    def __init__(self, parameter: str, reason: str) -> None:
        super().__init__(reason)
        self.parameter, self.reason = parameter, reason


def problem(status: int, detail: str, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    """One error as a reply. It is never kept by a cache."""
    said: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": errors or [],
    }
    response = HttpResponse(json.dumps(said, ensure_ascii=False), content_type=MEDIA_TYPE, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = get_language() or ""
    return response


def not_found() -> HttpResponse:
    return problem(
        404, _("Nothing public stands at this address. The list of addresses: /api/v1/openapi.json")
    )


def unusable(errors: list[dict[str, str]]) -> HttpResponse:
    names = ", ".join(dict.fromkeys(error["parameter"] for error in errors))
    sentence = _("These parameters cannot be used as given: %(names)s. See /api/v1/openapi.json")
    return problem(422, sentence % {"names": names}, errors)


def unusable_by(fault: ValidationError) -> HttpResponse:
    return unusable([{"parameter": str(row["loc"][-1]), "reason": _sentence_of(row)} for row in fault.errors])


def _sentence_of(row: dict[str, Any]) -> str:
    """What is wrong with one parameter, in the reader's language; by the kinds of fault of pydantic."""
    kind, said = str(row.get("type", "")), row.get("ctx") or {}
    known: dict[str, str] = {
        "missing": _("This parameter is missing."),
        "int_parsing": _("A whole number is expected here."),
        "bool_parsing": _("“true” or “false” is expected here."),
        "greater_than_equal": _("The least that is accepted is %(ge)s."),
        "less_than_equal": _("The most that is accepted is %(le)s."),
        "string_too_long": _("At most %(max_length)s characters are accepted."),
        "string_too_short": _("At least %(min_length)s characters are needed."),
        "enum": _("One of these is expected: %(expected)s."),
        "literal_error": _("One of these is expected: %(expected)s."),
        "datetime_from_date_parsing": _("A point in time is expected, such as 2026-09-01T08:00:00+07:00."),
        "datetime_parsing": _("A point in time is expected, such as 2026-09-01T08:00:00+07:00."),
        "date_from_datetime_parsing": _("A day is expected, such as 2026-09-01."),
        "date_parsing": _("A day is expected, such as 2026-09-01."),
    }
    return known[kind] % said if kind in known else _("This value cannot be read.")


def too_many(seconds: int) -> HttpResponse:
    sentence = _("Too many requests came from your address. Try again in %(seconds)s seconds.")
    response = problem(429, sentence % {"seconds": seconds})
    response.headers["Retry-After"] = str(seconds)
    return response
