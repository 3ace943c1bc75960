"""What happens in Qingyun is not known in Leling: not by a record, a list, a count, an error or a byte."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from inspections.models import Grant, Role
from inspections.permissions import PERMISSIONS
from tests import canaries, operations
from tests.canaries import CANARY, REFERENCE
from tests.people import draft


@pytest.fixture
def world(li):
    return canaries.world(li)


def about_a_case(operation):
    """Whether the path names a record, and not reference data."""
    return "_id}" in operation.path and not any(f"{{{name}}}" in operation.path for name in REFERENCE)


def reads(app, person, world):
    return {
        operation.action: operations.ask(app.test_client(), operation, world, person.headers)
        for operation in operations.every(app)
        if operation.method == "GET"
    }


ABOUT_ONE = {"read_hazard", "read_timeline", "list_photos", "read_photo", "read_original", "read_preview"} | {
    *("read_inspection", "read_asset", "read_dispute", "read_nearby", "list_followers", "read_clock"),
    *("list_invitations", "list_shares", "list_case_shares", "read_case", "read_case_timeline", "export_case_bundle"),
    *("list_derivatives", "read_derivative", "read_derivative_file", "read_purge", "list_purges"),
    *("read_anchors", "export_bundle", "read_relapse", "read_hazard_checklist"),
    *("read_inspection_record", "print_inspection", "read_signature", "list_disagreements"),
    *("read_clue", "read_clue_timeline", "read_reporter"),
    *("list_case_documents", "read_document", "read_document_version"),
    *("read_service", "read_reply_paper", "certify_service", "read_service_batch", "list_document_services"),
    "export_reply_kit",
}
CURATED = {"read_import", "read_asset_difference"}
UNSIGNED = {"read_checkpoint", "read_consistency", "read_time_stamp"}  # nothing is signed yet
SECRET = {"read_calendar_feed", "read_clue_answer"}  # nobody has that address or code
OWN = {"read_device", "read_upload", "read_card", "read_card_preview"}  # the sender's, or the very office's


def test_no_byte_of_qingyun_reaches_leling(app, world, liu):
    answers = reads(app, liu, world)

    for action, answer in answers.items():
        said = answer.data + str(answer.headers).encode()
        assert CANARY.encode() not in said and b"qbx" not in said, action
        assert all(id_.encode() not in said for name, id_ in world.ids.items() if name not in REFERENCE), action
    assert {
        action for action, answer in answers.items() if answer.status_code == 404
    } == ABOUT_ONE | CURATED | OWN | UNSIGNED | SECRET


def test_leling_cannot_write_to_qingyun_either(app, world, liu):
    statuses = {
        operation.action: operations.ask(app.test_client(), operation, world, liu.headers).status_code
        for operation in operations.every(app)
        if about_a_case(operation)
        and operation.method != "GET"
        and Role.PROSECUTOR in PERMISSIONS[operation.action].roles
    }

    assert set(statuses.values()) == {404}, statuses


def test_an_id_of_another_county_in_a_body_is_an_unknown_one(liu, world):
    hazard_id = world.ids["hazard_id"]
    mine = liu.post("/inspections", {"kind": "patrol", "title": "乐陵"}, status=201)
    finding = {"hazard_id": hazard_id, "verdict": "fixed"}

    refusals = [
        liu.post("/hazards", draft(inspection_id=world.ids["inspection_id"]), status=422),
        liu.post("/inspections", {"kind": "patrol", "title": "乐陵", "hazard_ids": [hazard_id]}, status=422),
        liu.post(f"/inspections/{mine['id']}/findings", finding, status=422),
        liu.move(liu.record(), "mark_duplicate", master_id=hazard_id, note="同一口井", status=422),
    ]

    codes = {field["code"] for refusal in refusals for field in refusal["fields"]}
    assert codes == {"unknown_inspection", "unknown_hazard"}


def test_a_foreign_id_and_an_id_of_nothing_get_the_same_answer(app, world, liu):
    nowhere = operations.nowhere()
    for operation in operations.every(app):
        if not about_a_case(operation):
            continue
        foreign, none = (operations.ask(app.test_client(), operation, ids, liu.headers) for ids in (world, nowhere))
        assert (foreign.status_code, foreign.data) == (none.status_code, none.data), operation
        assert dict(foreign.headers) == dict(none.headers)


def test_filters_find_nothing_of_another_county(li, liu, world):
    hazard = li.get(f"/hazards/{world.ids['hazard_id']}")
    office = {"office": hazard["office"]["id"]}

    for query in ({"q": "qbx"}, office, {"bbox": "117,37,118,38"}, {"severity": "high"}, {"overdue": "true"}):
        assert liu.get("/hazards", **query) == {"items": [], "next_cursor": None}
    assert liu.get("/follow-ups")["items"] == []


def test_an_idempotency_key_of_a_neighbour_gives_no_answer_of_his(li, liu):
    key = {"Idempotency-Key": "the same"}
    hers = li.post("/hazards", draft(description=CANARY), status=201, headers=key)

    his = liu.post("/hazards", draft(description=CANARY), status=201, headers=key)

    assert his["id"] != hers["id"]
    assert his["office"]["name"] == "乐陵市人民检察院"


def test_the_city_office_sees_both_counties(zheng, li, liu):
    both = {li.record()["id"], liu.record()["id"]}

    assert {item["id"] for item in zheng.get("/hazards")["items"]} == both


def test_an_etag_or_a_range_of_a_preview_gets_nothing_out(li, liu, world):
    path = f"/photos/{world.ids['photo_id']}/preview"
    etag = li.ask("GET", path, buffered=True).headers["ETag"]

    for headers in ({"If-None-Match": etag}, {"Range": "bytes=0-10"}, {"If-None-Match": "*"}):
        liu.ask("GET", path, status=404, headers=headers)


@pytest.mark.parametrize("username", ["liaison.chengguan", "liaison.zhujian", "invited.wang", "admin"])
def test_who_is_no_staff_sees_no_case(app, world, person, username):
    answers = reads(app, person(username), world)

    for action in answers.keys() - {"list_imports", "read_import"}:  # an administrator curates reference data
        answer = answers[action]
        assert CANARY.encode() not in answer.data, action
        assert action not in ABOUT_ONE or answer.status_code in (403, 404), action
    assert answers["list_hazards"].status_code == 403 or answers["list_hazards"].json["items"] == []


def test_colleagues_are_those_with_a_role_today(li, liu, database, clock):
    def names():
        return {person["name"] for person in li.get("/people")["items"]}

    assert {"李文清", "孙立群", "郑海燕", "刘向东"} <= names()
    assert {"马志强", "高翠萍"}.isdisjoint(names())  # liaisons of agencies are no colleagues

    yesterday = clock().date() - timedelta(days=1)
    ended = update(Grant).where(Grant.person_id == UUID(liu.id)).values(valid_to=yesterday)
    database.write(lambda session: session.execute(ended))
    assert "刘向东" not in names()
