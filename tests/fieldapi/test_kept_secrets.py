"""A password, link or secret is told once: nothing of it is kept for whoever sends the same request again."""

import pytest
from sqlalchemy import select, update

from fieldapi import openapi
from inspections import migrations
from inspections.models import Replay
from tests.fieldapi.test_invitations import outing

SECRETS = {"password", "new_password", "totp", "one_time_password", "secret", "codes", "link", "access_token"}


def kept(database):
    with database.read() as session:
        return list(session.scalars(select(Replay.body)))


def test_an_invitation_sent_again_under_its_key_tells_its_link_to_nobody_twice(li, database):
    inspection, _ = outing(li)
    path, key = f"/inspections/{inspection['id']}/invitations", {"Idempotency-Key": "k-1"}
    wang = {"name": "王工", "phone_tail": "8836", "valid_to": "2026-07-05"}

    issued = li.post(path, wang, status=201, headers=key)
    problem = li.post(path, wang, status=409, headers=key)

    assert (problem["code"], kept(database)) == ("told_once", [b""])
    (invited,) = li.get(path)["items"]
    again = li.post(f"{path}/{invited['id']}/reissue", {}, headers={"Idempotency-Key": "k-2"})
    assert again["code"] != issued["code"]


def test_what_an_earlier_version_kept_is_forgotten_and_its_key_stays_used(li, database):
    key = {"Idempotency-Key": "k-1"}
    told = li.record()
    li.post(f"/hazards/{told['id']}/moves", {"move": "confirm", "note": "已核实"}, headers=key)
    (answer,) = kept(database)
    li.post("/me/totp", {}, headers={"Idempotency-Key": "k-2"})
    told = update(Replay).where(Replay.key == "k-2").values(body=b'{"secret":"JBSWY3DP","uri":"otpauth://"}')
    database.write(lambda session: session.execute(told))

    migrations.downgrade(database, "0021")
    migrations.upgrade(database)

    assert sorted(kept(database)) == [b"", answer]
    assert li.post("/me/totp", {}, status=409, headers={"Idempotency-Key": "k-2"})["code"] == "told_once"


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_every_operation_that_asks_for_a_secret_or_tells_one_says_so(app):
    found = {function.operation for _, method, function in openapi.operations(app) if method != "get"}

    def telling(declared):
        shapes = [shape for shape in (declared.body, declared.returns) if shape]
        return any(SECRETS & set(shape.model_fields) for shape in shapes)

    assert {row.action for row in found if row.secret} == {
        *(row.action for row in found if telling(row)),
        "share_calendar",  # its secret is part of an address
    }
