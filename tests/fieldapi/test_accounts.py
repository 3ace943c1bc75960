"""Accounts and roles: kept by an administrator, held for a period, and taken back with the next request."""

from uuid import UUID

import pyotp
import pytest
from sqlalchemy import update

from inspections.models import Person
from tests.operations import CLUE
from tests.people import Person as Client
from tests.steps import sign_in

NEW = "every morning three wells"


@pytest.fixture
def admin(person):
    """The administrator of the city office, above both counties."""
    return person("admin")


def office(somebody):
    return somebody.get("/me")["roles"][0]["office"]["id"]


def add(admin, where, username="wu.qingyun", *, status=201, role="prosecutor", **period):
    grant = {"role": role, "office_id": where, **period}
    return admin.post("/people", {"username": username, "name": "吴军", "grant": grant}, status=status)


def enter(app, username, password, **said):
    """Somebody who signs in with that password."""
    found = Client(app)
    token = found.post("/auth/tokens", {"username": username, "password": password, **said}, status=201)["access_token"]
    found.headers = {"Authorization": f"Bearer {token}"}
    return found


def test_a_new_colleague_replaces_the_one_time_password_before_anything_else(app, admin, li, stranger, clock):
    told = add(admin, office(li))
    wu = enter(app, "wu.qingyun", told["one_time_password"])

    assert wu.get("/hazards", status=403)["code"] == "password_change_required"
    said = {"password": told["one_time_password"], "new_password": NEW}
    wu.post("/me/password", said | {"password": "something else"}, status=422)
    wu.ask("POST", "/me/password", status=204, json=said)
    wu.get("/hazards")

    other = enter(app, "wu.qingyun", NEW)
    assert [row["current"] for row in wu.get("/me/sessions")["items"]].count(True) == 1
    (lost,) = [row for row in wu.get("/me/sessions")["items"] if not row["current"]]
    wu.ask("DELETE", f"/me/sessions/{lost['id']}", status=204)
    other.get("/me", status=401)

    again = admin.post(f"/people/{told['id']}/reset", {"reason": "遗忘"})["one_time_password"]
    wu.get("/me", status=401)
    clock.advance(hours=25)
    sign_in(stranger, "wu.qingyun", again, status=401)


def test_an_administrator_keeps_accounts_of_his_offices_and_sees_no_case(admin, li, person):
    hazard = li.record()
    assert admin.get(f"/hazards/{hazard['id']}", status=403)["code"] == "role_may_not"
    assert {row["username"] for row in admin.get("/accounts")["items"]} >= {"prosecutor.qingyun", "prosecutor.leling"}
    add(admin, office(li), "prosecutor.qingyun", status=422)

    told = add(admin, office(li), "admin.qingyun", role="admin")
    admin.patch(f"/people/{told['id']}", {"disabled": True, "reason": "误建"})
    assert admin.patch(f"/people/{admin.id}", {"disabled": True, "reason": "x"}, status=409)["code"] == "own_account"


def test_a_county_administrator_reaches_no_account_of_a_neighbour_or_above(app, admin, li, liu, zheng, database):
    told = add(admin, office(li), "admin.qingyun", role="admin")
    exempt = update(Person).where(Person.id == UUID(told["id"])).values(totp_exempt=True, password_expires_at=None)
    database.write(lambda session: session.execute(exempt))
    local = enter(app, "admin.qingyun", told["one_time_password"])

    for somebody in (liu, zheng, admin):
        local.get(f"/people/{somebody.id}", status=404)
        local.post(f"/people/{somebody.id}/reset", {"reason": "x"}, status=404)
    local.get(f"/people/{li.id}")
    said = {"role": "prosecutor", "office_id": office(liu)}
    assert local.post(f"/people/{li.id}/grants", said, status=422)["fields"][0]["code"] == "office_not_yours"


def test_what_an_administrator_gives_himself_waits_for_a_second_one(app, admin, li, database):
    said = {"role": "prosecutor", "office_id": office(li)}
    row = admin.post(f"/people/{admin.id}/grants", said)["grants"][-1]
    assert row["is_pending"]
    path = f"/people/{admin.id}/grants/{row['id']}/confirm"
    assert admin.post(path, {}, status=403)["code"] == "second_admin_needed"
    assert admin.get("/hazards", status=403)["code"] == "role_may_not"

    told = add(admin, office(admin), "admin2", role="admin")
    ready = update(Person).where(Person.id == UUID(told["id"])).values(totp_exempt=True, password_expires_at=None)
    database.write(lambda session: session.execute(ready))
    second = enter(app, "admin2", told["one_time_password"])
    second.post(path, {})
    admin.get("/hazards")

    second.post(f"/people/{admin.id}/grants/{row['id']}/end", {"reason": "不再兼任"})
    admin.get("/hazards", status=403)


def test_a_chief_enrols_a_second_factor_before_deciding_anything(app, admin, li, clock):
    told = add(admin, office(li), "chief2", role="deputy_chief")
    chief = enter(app, "chief2", told["one_time_password"])
    said = {"password": told["one_time_password"], "new_password": NEW}
    chief.ask("POST", "/me/password", status=204, json=said)
    assert chief.get("/hazards", status=403)["code"] == "totp_required"

    offer = chief.post("/me/totp", {})
    assert offer["uri"].startswith("otpauth://totp/") and offer["qr_svg"].startswith("<svg")
    chief.post("/me/totp/confirm", {"code": "000000"}, status=422)
    code = pyotp.TOTP(offer["secret"])
    codes = chief.post("/me/totp/confirm", {"code": code.at(clock())})["codes"]
    chief.get("/hazards")

    assert len(set(codes)) == 8
    sign_in(Client(app), "chief2", NEW, status=401)
    enter(app, "chief2", NEW, totp=codes[0])
    sign_in(Client(app), "chief2", NEW, totp=codes[0], status=401)
    admin.post(f"/people/{told['id']}/reset", {"second_factor": True, "reason": "手机遗失"})
    assert not admin.get(f"/people/{told['id']}")["second_factor"]


def test_a_deputy_decides_for_the_chief_while_it_lasts_and_passes_nothing_on(li, sun, chen, liu, clock):
    hazard = li.record()
    li.move(hazard, "confirm", note="现场无法拍照", unknown_owner=True)
    share = {"office_id": office(liu), "until": "2026-07-05", "reason": "同类"}
    sun.post(f"/hazards/{hazard['id']}/shares", share, status=403)

    said = {"person_id": sun.id, "valid_to": "2026-06-30", "reason": "外出学习"}
    chen.post("/deputies", said | {"person_id": liu.id}, status=422)
    chen.post("/deputies", said, status=201)
    sun.post(f"/hazards/{hazard['id']}/shares", share, status=201)
    onward = {"person_id": li.id, "valid_to": "2026-06-30", "reason": "x"}
    assert sun.post("/deputies", onward, status=403)["code"] == "deputy_may_not_deputise"

    clock.advance(hours=11)
    sun.get("/me")
    clock.advance(hours=11)
    sun.get("/me")
    clock.advance(hours=11)  # Tuesday evening
    sun.get("/me")
    clock.advance(hours=11)
    sun.post(f"/hazards/{hazard['id']}/shares", share, status=403)


def test_a_shared_hazard_is_seen_until_its_day_and_vanishes(li, chen, liu, clock):
    hazard, other = li.record(), li.record()
    liu.get(f"/hazards/{hazard['id']}", status=404)
    said = {"office_id": office(liu), "until": "2026-06-30", "reason": "相邻路段"}
    li.post(f"/hazards/{hazard['id']}/shares", said, status=403)
    chen.post(f"/hazards/{hazard['id']}/shares", said, status=201)

    assert liu.get(f"/hazards/{hazard['id']}")["moves"] == []
    assert [row["id"] for row in liu.get("/hazards")["items"]] == [hazard["id"]]
    liu.get(f"/hazards/{other['id']}", status=404)
    assert "hazard.shared" in {row["type"] for row in li.get(f"/hazards/{hazard['id']}/timeline")["items"]}

    (row,) = chen.get(f"/hazards/{hazard['id']}/shares")["items"]
    chen.post(f"/hazards/{hazard['id']}/shares/{row['id']}/end", {})
    liu.get(f"/hazards/{hazard['id']}", status=404)

    chen.post(f"/hazards/{hazard['id']}/shares", said, status=201)
    clock.advance(days=2)
    liu.again().get(f"/hazards/{hazard['id']}", status=404)


def test_a_shared_case_is_read_until_its_day_and_not_written(li, chen, liu, clock):
    hazard = li.record()
    li.move(hazard, "confirm", note="现场无法拍照", unknown_owner=True)
    case = li.post("/cases", CLUE | {"hazard_ids": [hazard["id"]]}, status=201)
    path, said = f"/cases/{case['id']}", {"office_id": office(liu), "until": "2026-06-30", "reason": "跨县管线"}
    liu.get(path, status=404)
    li.post(f"{path}/shares", said, status=403)
    chen.post(f"{path}/shares", said, status=201)

    assert liu.get(path)["moves"] == []
    assert [row["id"] for row in liu.get("/cases")["items"]] == [case["id"]]
    liu.get(f"/hazards/{hazard['id']}", status=404)
    liu.patch(path, {"version": 1, "title": "乐陵改题"}, status=403)
    liu.get(f"{path}/bundle", purpose="借阅", status=403)
    liu.get(f"{path}/shares", status=403)

    (row,) = chen.get(f"{path}/shares")["items"]
    chen.post(f"{path}/shares/{row['id']}/end", {})
    liu.get(path, status=404)
    assert li.get(f"{path}/timeline")["items"][-1]["type"] == "case.share_ended"
    chen.post(f"{path}/shares", said, status=201)
    clock.advance(days=2)
    liu.again().get(path, status=404)


def test_an_auditor_reads_who_did_what_and_no_word_of_it(app, admin, li, liu, database):
    hazard = li.record(description="qbx 校门口")
    liu.record()
    told = add(admin, office(li), "auditor.qingyun", role="auditor")
    ready = update(Person).where(Person.id == UUID(told["id"])).values(password_expires_at=None)
    database.write(lambda session: session.execute(ready))
    auditor = enter(app, "auditor.qingyun", told["one_time_password"])

    answer = auditor.ask("GET", "/ledger/entries")
    types = {row["type"] for row in answer.json["items"]}
    assert {"hazard.recorded", "person.signed_in"} <= types and b"qbx" not in answer.data
    assert liu.id not in {row["actor"]["id"] for row in answer.json["items"] if row["actor"]}
    (row,) = auditor.get("/ledger/entries", subject=hazard["id"])["items"]
    assert row["actor"]["name"] == "李文清"
    first = auditor.get("/ledger/entries", limit=1)
    assert auditor.get("/ledger/entries", limit=1, cursor=first["next_cursor"])["items"] != first["items"]
    li.get("/ledger/entries", status=403)


def test_a_role_that_ended_is_none_with_the_next_request(admin, li):
    (row,) = admin.get(f"/people/{li.id}")["grants"]
    li.get("/hazards")

    admin.post(f"/people/{li.id}/grants/{row['id']}/end", {"reason": "调离"})

    li.get("/hazards", status=403)
    said = {"role": "clerk", "office_id": row["office"]["id"], "valid_from": "2026-06-29"}
    admin.post(f"/people/{li.id}/grants", said)
    li.get("/hazards")
