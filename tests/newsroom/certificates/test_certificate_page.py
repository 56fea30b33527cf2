from __future__ import annotations

import json

import pytest
import time_machine

from hoiam.conferences.operations.certificates import issue_certificates, revoke_certificate
from hoiam.config.command import main
from hoiam.desks.models import Desk
from hoiam.desks.signing import public_keys
from hoiam.newsroom.certificates import screens
from hoiam.outlets.models import GuessCount
from tests.factories.learning import AFTER, make_delegate, make_training
from tests.workroom.visiting import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(cast):
    training = make_training(cast.desk)
    make_delegate(training, name="Nguyễn Thị Hà")
    return issue_certificates(conference=training, by=cast.head, at=AFTER)[0]


@time_machine.travel(AFTER, tick=False)
def test_the_page_says_who_was_where_and_when_and_no_cache_or_index_keeps_it(client, issued):
    answer = client.get(f"/en/certificates/{issued.code}/")

    said = words(answer)
    assert "Genuine" in said and "Nguyễn Thị Hà" in said and "Training on human rights" in said
    assert "Đà Nẵng" in said and "6 October 2026" in said
    assert answer["Cache-Control"] == "no-store" and "noindex" in answer["X-Robots-Tag"]
    assert client.get(f"/c/{issued.code}", headers={"accept-language": "en"})["Location"].endswith(
        f"/en/certificates/{issued.code}/"
    )
    assert client.get("/en/certificates/", {"code": issued.code.lower()}).status_code == 302
    assert client.get("/en/certificates/", {"code": "abc"}).status_code == 422


@time_machine.travel(AFTER, tick=False)
def test_a_revoked_one_says_when_and_why_on_the_page_and_to_programs(client, cast, issued):
    revoke_certificate(certificate=issued, why={"en": "The name was wrong."}, by=cast.head, at=AFTER)

    said = words(client.get(f"/en/certificates/{issued.code}/"))
    told = client.get(f"/en/certificates/{issued.code}.json").json()

    assert "Revoked on 8 October 2026" in said and "The name was wrong." in said and "Genuine" not in said
    assert told["verdict"] == "revoked" and told["why"] == {"en": "The name was wrong."}


@time_machine.travel(AFTER, tick=False)
def test_an_unknown_code_and_one_of_a_practice_desk_are_the_same_and_are_only_counted(client, issued):
    Desk.objects.update(is_practice=True)

    answers = [client.get(f"/en/certificates/{code}/") for code in (issued.code, "2222-2222-2222-2222")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Unknown" in words(answers[0]) and "Nguyễn" not in answers[0].content.decode()
    assert client.get(f"/en/certificates/{issued.code}.json").json() == {"verdict": "unknown"}
    assert GuessCount.objects.get().count == 3


@time_machine.travel(AFTER, tick=False)
def test_whoever_tries_too_many_codes_waits(client, issued, monkeypatch):
    monkeypatch.setattr(screens, "LOOKED_UP_PER_HOUR", 2)
    address = f"/en/certificates/{issued.code}/"

    assert [client.get(address).status_code for _time in range(3)] == [200, 200, 429]


@time_machine.travel(AFTER, tick=False)
def test_the_file_is_verified_offline_by_the_command(client, issued, tmp_path, capsys):
    file, keys = tmp_path / "one.json", tmp_path / "keys.json"
    keys.write_text(json.dumps(public_keys()))
    file.write_bytes(client.get(f"/en/certificates/{issued.code}.json").content)
    assert main(["certificates", "verify", str(file), "--key", str(keys)]) == 0

    file.write_text(file.read_text().replace("Nguyễn Thị Hà", "Nguyễn Thị Hoa"))
    assert main(["certificates", "verify", str(file), "--key", str(keys), "--json"]) == 1
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"verdict": "altered"}
