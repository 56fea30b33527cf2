"""What the schema of IPTC ninjs 3.1 says of the properties that we write; no other property is let through.

Source: https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json (IPTC, CC BY 4.0), read on 2026-11-22. Left out are
properties that we never write; where the schema forbids further properties, so does this.
"""

from __future__ import annotations

from typing import Any

TEXT: dict[str, Any] = {"type": "string"}
URI: dict[str, Any] = {"type": "string", "format": "uri", "pattern": r"^[a-z][a-z0-9+.-]*:\S+$"}
MOMENT: dict[str, Any] = {"type": "string", "format": "date-time"}
WHOLE: dict[str, Any] = {"type": "integer"}


def closed(required: tuple[str, ...] = (), **properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def many(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


SAID = closed(("value",), role=TEXT, contentType=TEXT, value=TEXT)
COMMON: dict[str, dict[str, Any]] = {
    "standard": closed(name=TEXT, version=TEXT, schema=URI),
    "uri": URI,
    "type": {
        "enum": [
            *("text", "audio", "video", "picture", "graphic"),
            *("composite", "component", "event", "planning"),
        ]
    },
    "representationType": {"enum": ["full", "partial"]},
    "profile": TEXT,
    "version": TEXT,
    "firstCreated": MOMENT,
    "versionCreated": MOMENT,
    "embargoedUntil": MOMENT,
    "pubStatus": {"enum": ["usable", "withheld", "canceled"]},
    "copyrightHolder": TEXT,
    "usageTerms": TEXT,
    "rightsInfo": closed(("linkedRights",), linkedRights=URI),
    "edNote": TEXT,
    "language": TEXT,
    "title": TEXT,
    "headlines": many(SAID),
    "descriptions": many(SAID),
    "bodies": many(
        closed(("value",), role=TEXT, contentType=TEXT, charCount=WHOLE, wordCount=WHOLE, value=TEXT)
    ),
    "by": TEXT,
    "organisations": many(closed(name=TEXT, rel=TEXT, uri=URI, literal=TEXT)),
    "places": many(closed(name=TEXT, rel=TEXT, uri=URI, literal=TEXT)),
    "subjects": many(closed(name=TEXT, rel=TEXT, uri=URI, literal=TEXT)),
    "infoSources": many(closed(name=TEXT, role=TEXT, uri=URI, literal=TEXT)),
    "renditions": many(closed(("name",), name=TEXT, href=URI, contentType=TEXT, sizeInBytes=WHOLE)),
    "altIds": many(closed(role=TEXT, value=TEXT)),
}
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **closed(("uri",), **COMMON, associations=many(closed(("name", "uri"), **COMMON, name=TEXT, rel=TEXT))),
}
