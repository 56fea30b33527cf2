"""The API itself, and its description (OpenAPI 3.1)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from hoiam.newsroom.api import (
    answers,
    conferences,
    desks,
    facts,
    matters,
    places,
    problems,
    releases,
    sources,
    statistics,
)
from hoiam.newsroom.requests import PublicRequest

DESCRIPTION = (
    "What this installation has made public: facts with sources and limits, releases, answers of the public log, "
    "corrections, bulletins on matters, conferences, desks, places and punctuality. Read only; no key, no session, "
    "no cookie. Instants are ISO 8601 with zone. Everything may be used under CC BY 4.0 with the name of the body "
    "and the date."
)
ERRORS = {404: "Nothing public is there", 422: "A parameter cannot be used", 429: "Too many requests"}


class PublicAPI(NinjaAPI):
    """Ninja, with errors described as the problem documents they are, and `language` on every address."""

    def get_openapi_schema(self, **how: Any) -> Any:
        schema = super().get_openapi_schema(**how)
        shapes = schema["components"].setdefault("schemas", {})
        shape = problems.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        shapes |= shape.pop("$defs", {}) | {"Problem": shape}
        for path in schema["paths"].values():
            for act in path.values():
                act["parameters"].append(_language())
                act["responses"] |= {str(status): _error(said) for status, said in ERRORS.items()}
                act["responses"]["429"]["headers"] = {
                    "Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}}
                }
        return schema


def _language() -> dict[str, Any]:
    tags = [tag for tag, _name in settings.LANGUAGES]
    return {
        "in": "query",
        "name": "language",
        "required": False,
        "description": "Language of sentences and of the address in `source`",
        "schema": {"type": "string", "enum": tags, "default": settings.LANGUAGE_CODE},
    }


def _error(said: str) -> dict[str, Any]:
    shape = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": said, "content": {problems.MEDIA_TYPE: shape}}


api = PublicAPI(title="Hồi Âm", version="1", description=DESCRIPTION, docs_url=None, urls_namespace="api_v1")
for subject in (facts, sources, places, releases, answers, matters, conferences, desks, statistics):
    api.add_router("", subject.router)


@api.exception_handler(Http404)
def _not_found(request: PublicRequest, fault: Http404) -> HttpResponse:
    return problems.not_found()


@api.exception_handler(ValidationError)
def _unreadable(request: PublicRequest, fault: ValidationError) -> HttpResponse:
    return problems.unusable_by(fault)


@api.exception_handler(problems.Unusable)
def _unusable(request: PublicRequest, fault: problems.Unusable) -> HttpResponse:
    return problems.unusable([{"parameter": fault.parameter, "reason": fault.reason}])
