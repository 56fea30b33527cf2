from __future__ import annotations

from django.test import Client


def test_form_without_its_mark_gets_our_sentence_not_the_frameworks(db, desk):
    answer = Client(enforce_csrf_checks=True).post("/en/desks/da-nang/ask/", {"question": "?"})

    assert answer.status_code == 403
    assert "load the page again" in answer.content.decode()


def test_backup_that_is_none_is_refused_in_a_sentence(tmp_path, db):
    import pytest

    from hoiam.config import backup
    from hoiam.desks.against import ReasonsAgainst
    from tests.factories.enquiries import AT

    broken, keys = tmp_path / "b.tgz", tmp_path / "b.tgz.keys"
    broken.write_bytes(b"\x1f\x8b\x08\x00broken" * 30)
    keys.write_text('{"seals": [], "erasures": []}')

    with pytest.raises(ReasonsAgainst):
        backup.read(broken, keys, at=AT)
