"""Pictures, charts and speakers come into a text by forms, and the preview shows them; no script is needed."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from hoiam.texts.models import Attachment, Text
from tests.factories.texts import make_public_fact, make_text, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.IS_DEMO = True  # no second factor to set up


def page(text: Text, name: str = "editor", *more) -> str:
    return reverse(f"workroom_texts:{name}", args=[text.desk.code, text.pk, *more])


def press(client, text: Text, what: str, **given):
    text.refresh_from_db()
    typed = {"body": text.body, "base_revision": text.revision, "window": "w", "act": f"add {what}", **given}
    answered = client.post(page(text), typed, follow=True)
    text.refresh_from_db()
    return answered


def with_picture(client, text: Text) -> Attachment:
    written = io.BytesIO()
    Image.effect_noise((40, 30), 50).save(written, "JPEG")
    client.post(page(text, "add_file"), {"file": SimpleUploadedFile("vòi nước.jpg", written.getvalue())})
    return Attachment.objects.of(text).get()


def test_picture_is_put_behind_the_chosen_block_and_shown(client, cast):
    text = make_text(cast, body="Mở đầu.\n\nKết thúc.")
    client.force_login(cast.case_officer)
    file = with_picture(client, text)

    answered = press(
        client,
        text,
        "picture",
        add_file=file.pk,
        add_alt="Vòi nước ở bản",
        add_caption="Nước về bản.",
        add_after="0",
    )

    assert answered.status_code == 200
    assert text.body == "Mở đầu.\n\n![Vòi nước ở bản](vòi nước.jpg) Nước về bản.\n\nKết thúc."
    shown = client.get(page(text, "preview")).content.decode()
    assert f'<img src="{page(text, "file", file.pk)}" alt="Vòi nước ở bản"' in shown
    picture = client.get(page(text, "file", file.pk))
    assert picture["Content-Type"] == "image/jpeg"


def test_chart_of_the_cited_facts_is_offered_put_in_and_drawn(client, cast):
    make_public_fact(cast.desk)
    text = make_text(cast, body="Có 93,35 % [F001].")
    client.force_login(cast.case_officer)

    offered = client.get(page(text)).context["offer"]
    answered = press(
        client,
        text,
        "chart",
        add_kind="chart:column",
        add_facts=offered.references,
        add_chart_caption="Bảo hiểm y tế.",
    )

    assert offered.references == "F001"
    assert text.body == "Có 93,35 % [F001].\n\n![](chart:column) Bảo hiểm y tế [F001]."
    assert answered.context["against"] == 0
    shown = client.get(page(text, "preview")).content.decode()
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img"' in shown and "<table" in shown


def test_speaker_is_put_below_the_quotation_without_one(client, cast):
    text = make_text(cast, body="> Có nước.\n> — Chủ tịch xã\n\n> Sẽ xong.")
    client.force_login(cast.case_officer)

    press(client, text, "speaker", add_office="Giám đốc Sở Y tế.")

    assert text.body == "> Có nước.\n> — Chủ tịch xã\n\n> Sẽ xong.\n> — Giám đốc Sở Y tế"


@pytest.mark.parametrize(
    ("what", "given"),
    [
        ("picture", {"add_alt": "a"}),
        ("picture", {"add_file": "999999", "add_alt": "a"}),
        ("picture", {"add_file": "١", "add_alt": "a"}),
        ("chart", {"add_kind": "chart", "add_chart_caption": "a", "add_facts": ""}),
        ("chart", {"add_kind": "pie", "add_chart_caption": "a", "add_facts": "F001"}),
        ("chart", {"add_kind": "chart", "add_chart_caption": "", "add_facts": "F001"}),
        ("speaker", {"add_office": "Giám đốc"}),
        ("speaker", {"add_office": " . "}),
    ],
)
def test_what_cannot_be_put_in_says_why_and_changes_nothing(client, cast, what, given):
    text = make_text(cast, body="Mở đầu.")
    client.force_login(cast.case_officer)

    answered = press(client, text, what, **given)

    assert (answered.status_code, text.body) == (409, "Mở đầu.")
    assert answered.context["reasons"] and answered.context["opened_insert"]


def test_picture_that_nobody_describes_is_not_put_in(client, cast):
    text = make_text(cast, body="Mở đầu.")
    client.force_login(cast.case_officer)
    file = with_picture(client, text)

    answered = press(client, text, "picture", add_file=file.pk, add_alt=" ", add_caption="Nước.")

    assert (answered.status_code, text.body) == (409, "Mở đầu.")


def test_what_was_typed_is_saved_before_anything_is_put_in(client, cast):
    text = make_text(cast, body="Mở đầu.")
    client.force_login(cast.case_officer)

    press(client, text, "speaker", body="> Mới gõ.", add_office="Chủ tịch xã")

    assert text.body == "> Mới gõ.\n> — Chủ tịch xã"


def test_what_stands_against_a_figure_without_words_is_said(client, cast):
    text = make_text(cast, body="![](khong-co.jpg)")
    client.force_login(cast.case_officer)

    shown = client.get(page(text))

    assert shown.context["against"] == len(shown.context["whole"]) == 2
    assert shown.content.decode().count("khong-co.jpg") >= 3


def test_clearance_shows_the_picture_that_is_signed(client, cast):
    text = make_text(cast, body="Mở đầu.")
    client.force_login(cast.case_officer)
    file = with_picture(client, text)
    press(client, text, "picture", add_file=file.pk, add_alt="Vòi nước", add_caption="")
    press(client, text, "none", act="send")
    client.force_login(cast.reviewer)

    assert f'<img src="{page(text, "file", file.pk)}"' in client.get(page(text, "clearance")).content.decode()


def test_preview_of_another_desk_is_not_found(client, cast):
    version = make_version(cast)
    client.force_login(cast.stranger)

    assert client.get(page(version.text, "preview")).status_code in (403, 404)
