"""Keys fall downwards: no row points at a row of a floor above, or of a stranger on its own floor."""

from __future__ import annotations

from django.apps import apps

from hoiam.desks import handover

FLOORS = {
    "conferences": 7,
    "enquiries": 6,
    "releases": 6,
    "outlets": 5,
    "texts": 4,
    "evidence": 3,
    "post": 2,
    "desks": 1,
    "search": 0,
}
NAMES_ANY_RECORD = {"desks.journalline", "post.parcel"}
"""The journal names what an act was done to, a parcel what its own room renders; neither is followed back."""
SEALED_FROM_LISTS = {"enquiries.askerseal", "enquiries.sealkey"}


def our_models():
    return [model for label in FLOORS for model in apps.get_app_config(label).get_models()]


def test_every_room_with_tables_has_a_floor():
    rooms = {
        app.label
        for app in apps.get_app_configs()
        if app.name.startswith("hoiam.") and list(app.get_models(include_auto_created=True))
    }

    assert rooms == set(FLOORS)


def test_keys_point_at_the_same_room_or_a_lower_floor():
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if not may_point(model._meta.app_label, field.related_model._meta.app_label)
    ]

    assert wrong == []


def may_point(room: str, target: str) -> bool:
    return room == target or (target in FLOORS and FLOORS[target] < FLOORS[room])


def test_generic_references_declare_kinds_that_exist():
    known = {model._meta.label_lower for model in our_models()}
    generic = [model for model in our_models() if has_generic_reference(model)]
    undeclared = [
        model._meta.label
        for model in generic
        if not getattr(model, "reference_targets", None) and model._meta.label_lower not in NAMES_ANY_RECORD
    ]
    unknown = {
        f"{model._meta.label}: {kind}"
        for model in generic
        for kind in getattr(model, "reference_targets", ())
        if kind not in known
    }

    assert (undeclared, unknown) == ([], set())


def has_generic_reference(model) -> bool:
    names = {field.name for field in model._meta.get_fields()}
    return any(f"{name[:-5]}_id" in names for name in names if name.endswith("_kind"))


def test_no_reference_leads_to_who_asked():
    leading = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model._meta.label_lower in SEALED_FROM_LISTS
        if model._meta.label_lower not in SEALED_FROM_LISTS
    ]
    targets = {kind for model in our_models() for kind in getattr(model, "reference_targets", ())}

    assert (leading, targets & SEALED_FROM_LISTS) == ([], set())


def test_every_model_with_a_desk_key_says_how_it_passes_on_in_a_merger():
    owned = {
        model._meta.label
        for model in our_models()
        if any(
            field.is_relation and field.many_to_one and field.related_model._meta.label == "desks.Desk"
            for field in model._meta.get_fields()
            if not field.auto_created
        )
    }
    named = {label for share in handover.merging_shares() for label in share.models}

    assert owned - named == set()
