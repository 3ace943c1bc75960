"""Agencies merge, are renamed and reformed; old records keep the old name, and past days their answers."""

import pytest

from inspections import db
from tests.people import rule
from tests.steps import agency, wrong

BUREAU = "庆云县综合行政执法局"
HOUSING = "庆云县住房和城乡建设局"
STATION = {"name": "庆云县道路养护站", "kind": "unit", "area_code": "371423"}


def regulators(person, on, asset_kind="sewage"):
    """Who regulates the well at the school on a day: drainage is the bureau's."""
    kinds = {"type": "manhole.net_missing", "asset_kind": asset_kind, "place_kind": "school_yard"}
    answer = person.get("/responsibility", lon=117.385, lat=37.775, datum="WGS84", on=on, **kinds)
    return {row["agency"]["name"] for row in answer["responsibilities"] if row["role"] == "regulator"}


def row(person, id_):
    return next(row for row in person.get("/agencies")["items"] if row["id"] == id_)


def test_li_adds_an_agency_and_sending_it_again_is_harmless(li):
    said = STATION | {"id": str(db.new_id()), "functions": ["road_upkeep"]}

    made = li.post("/agencies", said, status=201)

    assert (made["id"], made["functions"], made["valid_to"]) == (said["id"], ["road_upkeep"], None)
    assert li.post("/agencies", said, status=200) == made
    assert li.post("/agencies", said | {"name": "另一单位"}, status=409)["code"] == "id_taken"
    assert made in li.get("/agencies")["items"]


def test_a_renamed_agency_answers_under_its_new_name_and_old_records_keep_the_old_one(li):
    bureau = agency(li, BUREAU)
    hazard = li.record(asset_kind="sewage")
    assert BUREAU in {found["agency"]["name"] for found in hazard["responsibilities"] if found["agency"]}

    renamed = li.patch(f"/agencies/{bureau}", {"name": "庆云县城市管理局", "valid_from": "2026-07-01"})

    assert renamed["functions"] == row(li, bureau)["functions"]
    old = row(li, bureau)
    assert (old["name"], old["valid_to"], old["successor_id"]) == (BUREAU, "2026-06-30", renamed["id"])
    assert regulators(li, "2026-06-30") == {BUREAU}
    assert regulators(li, "2026-07-01") == {"庆云县城市管理局"}
    assert li.get(f"/hazards/{hazard['id']}")["responsibilities"] == hazard["responsibilities"]


def test_a_function_moves_from_one_agency_to_another(li):
    """A reform gives drainage to the housing bureau: from that day the former bureau is not named any more."""
    bureau, housing = row(li, agency(li, BUREAU)), row(li, agency(li, HOUSING))
    more = {"functions": [*housing["functions"], "drainage"], "valid_from": "2026-07-01"}
    li.patch(f"/agencies/{housing['id']}", more)

    less = [code for code in bureau["functions"] if code != "drainage"]
    li.patch(f"/agencies/{bureau['id']}", {"functions": less, "valid_from": "2026-07-01"})

    assert regulators(li, "2026-06-30") == {BUREAU}
    assert regulators(li, "2026-07-01") == {HOUSING}


def test_a_merged_agency_is_answered_for_by_the_one_it_merged_into(li):
    bureau, housing = agency(li, BUREAU), agency(li, HOUSING)
    merger = {"successor_id": housing, "valid_from": "2026-07-01", "reason": "机构改革方案"}

    assert li.post(f"/agencies/{bureau}/succeed", merger)["id"] == housing

    assert regulators(li, "2026-07-01") == {HOUSING}
    again = li.post(f"/agencies/{bureau}/succeed", merger, status=409)
    assert (again["code"], again["successor_id"]) == ("agency_succeeded", housing)
    assert li.patch(f"/agencies/{bureau}", {"name": "某局"}, status=409)["code"] == "agency_succeeded"


def test_a_new_agency_takes_the_place_of_an_old_one_also_in_rules(li):
    station = li.post("/agencies", STATION, status=201)
    li.post("/rules", rule(role="regulator", agency_function=None, agency_id=station["id"]), status=201)
    centre = STATION | {"name": "庆云县市政服务中心"}

    made = li.post(
        f"/agencies/{station['id']}/succeed",
        {"successor": centre, "valid_from": "2026-09-01", "reason": "事业单位改革"},
    )

    assert (made["name"], made["valid_from"]) == ("庆云县市政服务中心", "2026-09-01")
    assert regulators(li, "2026-08-31", "telecom") == {STATION["name"]}
    assert regulators(li, "2026-09-01", "telecom") == {"庆云县市政服务中心"}


def test_an_office_edits_agencies_of_its_own_area_and_below(li, liu, zheng):
    bureau = agency(li, BUREAU)
    for area in ("371400", "371481"):
        assert li.post("/agencies", STATION | {"area_code": area}, status=403)["code"] == "area_not_yours"
    assert liu.patch(f"/agencies/{bureau}", {"name": "某局"}, status=403)["code"] == "area_not_yours"
    merger = {"successor_id": agency(li, HOUSING), "valid_from": "2026-07-01", "reason": "试"}
    assert liu.post(f"/agencies/{bureau}/succeed", merger, status=403)["code"] == "area_not_yours"

    assert zheng.patch(f"/agencies/{bureau}", {"name": "庆云县城市管理局"})["name"] == "庆云县城市管理局"


def test_a_clerk_reads_agencies_and_changes_none(zhou, li):
    assert zhou.post("/agencies", STATION, status=403)["code"] == "role_may_not"
    assert zhou.patch(f"/agencies/{agency(li, BUREAU)}", {"name": "某局"}, status=403)["code"] == "role_may_not"


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": " "}, ("name", "empty")),
        ({"name": BUREAU}, ("name", "agency_exists")),
        ({"kind": "ministry"}, ("kind", "not_one_of")),
        ({"area_code": "庆云"}, ("area_code", "bad_format")),
        ({"functions": ["transport", "magic"]}, ("functions.1", "unknown_code")),
        ({"parent_id": "01900000-0000-7000-8000-000000000000"}, ("parent_id", "unknown_agency")),
        ({"valid_from": "3000-01-01"}, ("valid_from", "out_of_range")),
        ({"id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"}, ("id", "uuid7_required")),
    ],
)
def test_what_is_wrong_with_an_agency_is_named(li, changes, expected):
    before = li.get("/agencies")

    assert expected in wrong(li.post("/agencies", STATION | changes, status=422))

    assert li.get("/agencies") == before


def test_a_succession_that_can_not_be_is_refused(li):
    first = li.post("/agencies", STATION | {"valid_from": "2026-01-01"}, status=201)
    second = li.patch(f"/agencies/{first['id']}", {"name": "庆云县道路养护中心"})
    late = li.post("/agencies", STATION | {"valid_from": "2027-01-01"}, status=201)
    path, said = f"/agencies/{second['id']}/succeed", {"valid_from": "2026-07-01", "reason": "试"}

    def refused(**more):
        return wrong(li.post(path, said | more, status=422))

    assert refused(successor_id=second["id"]) == {("successor_id", "succeeds_itself")}
    assert refused(successor_id=first["id"]) == {("successor_id", "successor_not_in_force")}
    assert refused(successor_id=late["id"]) == {("successor_id", "successor_not_in_force")}
    assert refused(successor_id=str(db.new_id())) == {("successor_id", "unknown_agency")}
    assert {code for _, code in refused()} == {"successor_or_new"}
    named = STATION | {"name": HOUSING}
    assert refused(successor=named) == {("successor.name", "agency_exists")}
    early = {"successor_id": agency(li, HOUSING), "valid_from": "2026-06-29"}
    assert refused(**early) == {("valid_from", "before_present_version")}
    assert row(li, second["id"])["successor_id"] is None


def test_nothing_to_change_and_nobody_to_change(li):
    bureau = agency(li, BUREAU)
    problem = li.patch(f"/agencies/{bureau}", {"reason": "无"}, status=422)
    assert {code for _, code in wrong(problem)} == {"nothing_to_change"}
    assert li.patch(f"/agencies/{db.new_id()}", {"name": "某局"}, status=404)["code"] == "not_found"
