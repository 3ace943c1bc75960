"""A prosecutor chooses who answers: a body that is there today, whose kind and area fit the role."""

import pytest

from tests.steps import again, agency, wrong

ELSEWHERE = {"lon": 117.23, "lat": 37.73, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"}  # in Leling
BETWEEN_COUNTIES = {"lon": 117.309409, "lat": 37.7399, "datum": "WGS84", "accuracy_m": 100, "source": "gnss"}
BETWEEN_TOWNS = {"lon": 117.356763, "lat": 37.761986, "datum": "WGS84", "accuracy_m": 50, "source": "gnss"}
NOWHERE = {"no_fix_reason": "桥下无信号"}
TOWN, OTHER_TOWN = "示意街道一办事处（虚构，庆云）", "示意镇二人民政府（虚构，庆云）"
CARRIER, BUREAU = "示意通信运营企业甲庆云分公司", "庆云县综合行政执法局"
PROVINCE, CITY, COUNTY, LELING = "山东省通信管理局", "德州市人民政府", "庆云县人民政府", "乐陵市人民政府"


def choose(person, hazard, role, name, *, status=200):
    said = {"version": again(person, hazard)["version"], "role": role, "agency_id": agency(person, name)}
    return person.put(f"/hazards/{hazard['id']}/responsibilities", said | {"reason": "已核对职责"}, status=status)


def test_a_body_that_was_merged_is_refused_by_the_name_of_its_successor(li):
    old = next(row for row in li.get("/agencies")["items"] if row["successor_id"])
    new = next(row for row in li.get("/agencies")["items"] if row["id"] == old["successor_id"])
    hazard = li.record()

    problem = choose(li, hazard, "owner", old["name"], status=422)

    assert wrong(problem) == {("agency_id", "agency_succeeded_by")}
    assert f"已于 {old['valid_to']} 终止，由“{new['name']}”承接" in problem["fields"][0]["message"]
    assert choose(li, hazard, "owner", new["name"])["chosen"]["owner"]["name"] == new["name"]


def test_a_body_that_begins_later_is_not_there_yet(li):
    said = {"kind": "agency", "area_code": "371423", "functions": ["urban_management"]}
    new = {"name": "庆云县城市运行局（虚构）", "valid_from": "2026-07-01"}
    li.post("/agencies", said | new, status=201)
    hazard = li.record()

    problem = choose(li, hazard, "regulator", new["name"], status=422)

    assert wrong(problem) == {("agency_id", "agency_not_begun")}
    assert "2026-07-01" in problem["fields"][0]["message"]


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("role", "place", "name", "code"),
    [
        ("owner", {}, CARRIER, None),
        ("owner", {}, BUREAU, None),
        ("owner", {}, "承德小学（虚构）", None),
        ("owner", {}, LELING, None),  # of what lies here and belongs to next door
        ("regulator", {}, CARRIER, "not_an_authority"),
        ("regulator", {}, "承德小学（虚构）", "not_an_authority"),
        ("regulator", {}, BUREAU, None),
        ("regulator", {}, PROVINCE, None),
        ("regulator", {}, TOWN, None),  # fire lanes, village roads: the rules name the town
        ("regulator", {"location": ELSEWHERE}, BUREAU, "governs_elsewhere"),
        ("regulator", {"location": ELSEWHERE}, PROVINCE, None),
        ("regulator", {"location": BETWEEN_COUNTIES}, BUREAU, None),
        ("territorial", {}, CARRIER, "not_a_territorial_government"),
        ("territorial", {}, BUREAU, "not_a_territorial_government"),
        ("territorial", {}, TOWN, None),
        ("territorial", {}, COUNTY, None),
        ("territorial", {}, CITY, None),
        ("territorial", {}, OTHER_TOWN, "governs_elsewhere"),
        ("territorial", {}, LELING, "governs_elsewhere"),
        ("territorial", {"location": ELSEWHERE}, LELING, None),
        ("territorial", {"location": BETWEEN_TOWNS}, OTHER_TOWN, None),
        ("territorial", {"location": BETWEEN_COUNTIES}, LELING, None),
        ("territorial", {"location": NOWHERE}, OTHER_TOWN, None),
        ("territorial", {"location": NOWHERE}, LELING, "governs_elsewhere"),
    ],
)
def test_kind_and_area_fit_the_role(li, role, place, name, code):
    hazard = li.record(**place)

    answer = choose(li, hazard, role, name, status=422 if code else 200)

    if code:
        assert wrong(answer) == {("agency_id", code)}
        assert name in answer["fields"][0]["message"]
        assert again(li, hazard) == hazard
    else:
        assert answer["chosen"][role]["name"] == name


def test_everything_against_a_choice_is_said_at_once(li):
    problem = choose(li, li.record(), "territorial", "示意供水企业（乐陵）", status=422)

    assert wrong(problem) == {("agency_id", "not_a_territorial_government"), ("agency_id", "governs_elsewhere")}


def test_whoever_is_designated_owner_is_there_today(li):
    old = next(row for row in li.get("/agencies")["items"] if row["successor_id"])
    hazard = li.record()
    li.post(f"/hazards/{hazard['id']}/dispute", {"note": "无产权标识"}, status=201)

    said = {"move": "acknowledge", "agency_id": old["id"], "note": "对号认领"}
    problem = li.post(f"/hazards/{hazard['id']}/dispute/moves", said, status=422)

    assert wrong(problem) == {("agency_id", "agency_succeeded_by")}
    assert li.get(f"/hazards/{hazard['id']}/dispute")["state"] == "claimed"
