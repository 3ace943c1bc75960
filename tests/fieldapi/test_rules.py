"""Rules are edited by their office: a change ends one version and begins the next, and nothing is ever lost."""

from datetime import date
from uuid import UUID

import pytest

from inspections import migrations
from inspections.models import Agency
from tests.people import draft, rule
from tests.refusals import field_of
from tests.steps import agency, wrong

LETTER = {
    "title": "《关于明确通信井管护责任的会议纪要》",
    "number": "庆政会〔2026〕7号",
    "date": "2026-06-20",
    "article": "第二项",
}
PATH = "/rules/R-qingyun-telecom"
CARRIER = "示意通信运营企业甲庆云分公司"


def owners(person, on):
    """Who is named as owner of a telecom well west of the town, by rule."""
    place = {"lon": 117.34, "lat": 37.75, "datum": "WGS84", "accuracy_m": 6}
    kinds = {"type": "manhole.net_missing", "asset_kind": "telecom", "place_kind": "sidewalk"}
    answer = person.get("/responsibility", **place, **kinds, on=on)
    return {
        (row["rule"], row["agency"]["name"]) for row in answer["responsibilities"] if row["role"] == "owner"
    }, answer


def test_li_names_who_keeps_the_telecom_wells_and_the_answer_follows(li):
    carrier = agency(li, CARRIER)
    made = li.post("/rules", rule(agency_function=None, agency_id=carrier, source_document=LETTER), status=201)

    assert (made["version"], made["verified"], made["source_document"]) == (1, False, LETTER)
    assert made["recorded_by"]["name"] == "李文清"
    assert made["office"]["name"] == "庆云县人民检察院"
    found, answer = owners(li, "2026-06-29")
    assert found == {("R-qingyun-telecom", CARRIER)}
    lost = next(row for row in answer["considered"] if row["rule"] == "R-telecom-owner-tower")
    assert lost["outcome"] == "lost"
    assert "R-qingyun-telecom" in lost["why"]
    assert len(owners(li, "2026-06-28")[0]) > 1  # the day before, the country's rules named everybody


def test_the_list_shows_which_rules_of_upper_areas_it_beats(li):
    li.post("/rules", rule(), status=201)

    shown = {row["code"]: row for row in li.get("/rules")["items"]}

    beaten = {row["code"] for row in shown["R-qingyun-telecom"]["overrides"]}
    assert {"R-telecom-owner-carrier", "R-telecom-owner-tower"} <= beaten
    assert not beaten & {"R-sewage-owner", "R-telecom-supervision-regulator"}
    assert "R-community-owner" in {row["code"] for row in shown["R-sd-community-owner"]["overrides"]}
    assert shown["R-telecom-owner-carrier"]["overrides"] == []


def test_sending_the_same_again_is_harmless_and_another_rule_needs_another_code(li):
    made = li.post("/rules", rule(), status=201)

    assert li.post("/rules", rule(), status=200) == made
    assert li.post("/rules", rule(priority=1), status=409)["code"] == "code_taken"
    assert len(li.get(PATH)["items"]) == 1


def test_a_change_ends_one_version_and_begins_the_next(li, sun):
    first = li.post("/rules", rule(), status=201)

    changed = sun.patch(PATH, {"version": 1, "reason": "按会议纪要由甲公司管护。", "valid_from": "2026-08-01"})

    assert (changed["version"], changed["valid_from"], changed["valid_to"]) == (2, "2026-08-01", None)
    assert (changed["asset_kind"], changed["recorded_by"]["name"]) == ("telecom", "孙立群")
    new, old = li.get(PATH)["items"]
    assert new == changed
    assert old == first | {"valid_to": "2026-07-31"}
    both = [row["version"] for row in li.get("/rules")["items"] if row["code"] == first["code"]]
    assert both == [1, 2]  # one now, one from August on
    later = [row["version"] for row in li.get("/rules", on="2026-08-01")["items"] if row["code"] == first["code"]]
    assert later == [2]


def test_a_slip_is_mended_on_the_day_it_was_made(li):
    li.post("/rules", rule(asset_kind="gas"), status=201)

    mended = li.patch(PATH, {"version": 1, "asset_kind": "telecom"})

    assert mended["valid_from"] == "2026-06-29"
    old = li.get(PATH)["items"][1]
    assert (old["asset_kind"], old["valid_to"]) == ("gas", "2026-06-28")  # it never counted
    assert [row["version"] for row in li.get("/rules")["items"] if row["code"] == "R-qingyun-telecom"] == [2]


def test_two_who_change_at_once_do_not_undo_each_other(li, sun):
    li.post("/rules", rule(), status=201)
    li.patch(PATH, {"version": 1, "priority": 5})

    problem = sun.patch(PATH, {"version": 1, "note": "与通信管理部门核对"}, status=409)

    assert problem["code"] == "stale_version"
    assert (problem["current"]["version"], problem["current"]["priority"]) == (2, 5)


def test_a_rule_ends_with_its_last_day(li):
    li.post("/rules", rule(), status=201)
    last = {"version": 1, "last_day": "2026-12-31", "reason": "机构改革"}

    assert li.post(f"{PATH}/end", last)["valid_to"] == "2026-12-31"
    assert li.post(f"{PATH}/end", last)["valid_to"] == "2026-12-31"  # again is harmless

    assert owners(li, "2026-12-31")[0] == {
        ("R-qingyun-telecom", CARRIER),
        ("R-qingyun-telecom", CARRIER.replace("甲", "乙")),
    }
    assert "R-qingyun-telecom" not in {code for code, _ in owners(li, "2027-01-01")[0]}
    later = last | {"last_day": "2027-01-01"}
    assert wrong(li.post(f"{PATH}/end", later, status=422)) == {("last_day", "after_its_end")}
    never = last | {"last_day": "2026-06-28"}
    assert li.post(f"{PATH}/end", never)["valid_to"] == "2026-06-28"
    assert "R-qingyun-telecom" not in {row["code"] for row in li.get("/rules")["items"]}
    before = last | {"last_day": "2026-06-27"}
    assert wrong(li.post(f"{PATH}/end", before, status=422)) == {("last_day", "ends_before_it_begins")}


def test_only_a_cited_document_makes_a_rule_verified_and_a_new_wording_is_verified_anew(li, chen):
    bare = li.post("/rules", rule(verified=True), status=422)
    assert field_of(bare)["path"] == "source_document"
    li.post("/rules", rule(source_document=LETTER), status=201)

    checked = chen.patch(PATH, {"version": 1, "verified": True, "valid_from": "2026-06-29"})
    assert (checked["verified"], checked["verified_by"]["name"]) == (True, "陈国平")
    assert checked["verified_at"]
    reworded = li.patch(PATH, {"version": 2, "reason": "通信井由甲公司管护。"})
    assert (reworded["verified"], reworded["verified_by"], reworded["verified_at"]) == (False, None, None)
    assert reworded["source_document"] == LETTER


def test_an_office_edits_its_own_area_and_what_lies_below(li, liu, zheng):
    li.post("/rules", rule(code="R-qingyun-street", area_code="371423001"), status=201)
    for area in ("371400", "370000", "371481", "000000"):
        assert li.post("/rules", rule(code="R-x", area_code=area), status=403)["code"] == "area_not_yours"
    assert liu.patch("/rules/R-qingyun-street", {"version": 1, "priority": 1}, status=403)["code"] == "area_not_yours"
    upper = {"version": 1, "last_day": "2026-12-31", "reason": "试"}
    assert li.post("/rules/R-telecom-owner-tower/end", upper, status=403)["code"] == "area_not_yours"

    assert zheng.patch("/rules/R-qingyun-street", {"version": 1, "priority": 1})["version"] == 2
    assert zheng.post("/rules", rule(code="R-dezhou", area_code="371400"), status=201)["office"]["name"].startswith(
        "德州"
    )


def test_a_clerk_and_an_assistant_read_rules_but_write_none(zhou, zhao):
    for person in (zhou, zhao):
        assert person.get("/rules")["items"]
        assert person.post("/rules", rule(), status=403)["code"] == "role_may_not"


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"hazard_type": "manhole.none"}, ("hazard_type", "unknown_code")),
        ({"asset_kind": "teleport"}, ("asset_kind", "unknown_code")),
        ({"place_kind": "moon"}, ("place_kind", "unknown_code")),
        ({"agency_function": "magic"}, ("agency_function", "unknown_code")),
        ({"agency_function": None}, ("agency_id", "agency_or_function")),
        ({"agency_id": "01900000-0000-7000-8000-000000000000"}, ("agency_id", "agency_or_function")),
        ({"area_code": "37142"}, ("area_code", "bad_format")),
        ({"code": "telecom"}, ("code", "bad_format")),
        ({"valid_to": "2026-06-28"}, ("valid_to", "empty_period")),
        ({"valid_from": "0001-01-01"}, ("valid_from", "out_of_range")),
        ({"priority": 5000}, ("priority", "out_of_range")),
        ({"reason": " "}, ("reason", "empty")),
        ({"source_document": {"title": "见 https://example.org/a"}}, ("source_document.title", "no_links")),
        ({"source_document": {"number": "7号"}}, ("source_document.title", "required")),
        ({"expression": "a > b"}, ("expression", "unknown_field")),
    ],
)
def test_what_is_wrong_is_named_and_nothing_changes(li, changes, expected):
    before = li.get("/rules")

    assert expected in wrong(li.post("/rules", rule(**changes), status=422))

    assert li.get("/rules") == before


def test_a_rule_takes_a_family_of_hazards_too(li):
    assert li.post("/rules", rule(hazard_type="manhole"), status=201)["hazard_type"] == "manhole"


def test_a_contradiction_with_the_present_version_is_named(li):
    li.post("/rules", rule(valid_to="2026-07-31"), status=201)

    early = li.patch(PATH, {"version": 1, "priority": 1, "valid_from": "2026-06-01"}, status=422)
    assert wrong(early) == {("valid_from", "before_present_version")}
    late = li.patch(PATH, {"version": 1, "priority": 1, "valid_from": "2026-08-02"}, status=422)
    assert wrong(late) == {("valid_to", "empty_period")}
    again = li.patch(PATH, {"version": 1, "valid_from": "2026-08-02", "valid_to": None})  # after a gap
    assert (again["valid_from"], again["valid_to"]) == ("2026-08-02", None)
    assert li.get(PATH)["items"][1]["valid_to"] == "2026-07-31"


def test_an_agency_that_ended_without_successor_can_not_be_named(li, database):
    gone = agency(li, CARRIER)

    def end(session):
        session.get_one(Agency, UUID(gone)).valid_to = date(2025, 12, 31)

    database.write(end)

    assert wrong(li.post("/rules", rule(agency_function=None, agency_id=gone), status=422)) == {
        ("agency_id", "agency_ended")
    }


def test_hazards_keep_what_was_said_when_they_were_recorded(li):
    hazard = li.post("/hazards", draft(), status=201)

    li.post("/rules", rule(), status=201)

    assert li.get(f"/hazards/{hazard['id']}")["responsibilities"] == hazard["responsibilities"]


def test_a_rule_of_no_such_code_is_404(li):
    assert li.get("/rules/R-nowhere", status=404)["code"] == "not_found"
    assert li.patch("/rules/R-nowhere", {"version": 1, "priority": 1}, status=404)["code"] == "not_found"


@pytest.mark.slow
def test_a_version_of_the_program_without_versions_of_rules_keeps_the_latest(li, database):
    li.post("/rules", rule(), status=201)
    latest = li.patch(PATH, {"version": 1, "priority": 3})

    migrations.downgrade(database, "0002")
    migrations.upgrade(database)

    (kept,) = li.get(PATH)["items"]
    assert (kept["id"], kept["priority"], kept["version"]) == (latest["id"], 3, 1)
    assert kept["source_document"] is None
