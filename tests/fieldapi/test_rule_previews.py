"""A change of rules shows first what it would change, and changes nothing."""

from tests.people import rule
from tests.steps import agency, wrong

CARRIER = "示意通信运营企业甲庆云分公司"
WEST = {"lon": 117.34, "lat": 37.75, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"}  # in no zone


def named(agencies):
    return {row["name"] for row in agencies}


def test_li_sees_which_hazards_would_change_and_nothing_is_written(li, sun):
    wells = [li.record(location=WEST) for _ in range(3)]
    sun.record(location=WEST, asset_kind="gas")
    ended = li.record(location=WEST)
    sun.move(ended, "dismiss", note="重复上报")
    li.record(location={"no_fix_reason": "地下室无信号"})
    before = li.get("/rules")

    found = li.post("/rules/preview", {"added": [rule(agency_function=None, agency_id=agency(li, CARRIER))]})

    assert (found["on"], found["asked"], found["changed"]) == ("2026-06-29", 4, 3)
    (shift,) = found["shifts"]
    assert (shift["role"], shift["count"], named(shift["after"])) == ("owner", 3, {CARRIER})
    assert CARRIER in named(shift["before"]) and len(shift["before"]) > 1
    assert [row["number"] for row in found["hazards"]] == sorted(row["number"] for row in wells)
    (role,) = found["hazards"][0]["roles"]
    assert [row["rule"] for row in role["after"]] == ["R-qingyun-telecom"]
    assert all(row["reason"] for row in role["before"] + role["after"])
    assert found["warnings"] == []
    assert li.get("/rules") == before
    assert li.get(f"/hazards/{wells[0]['id']}") == wells[0]


def test_the_preview_is_what_happens(li):
    hazard = li.record(location=WEST)
    said = rule(agency_function=None, agency_id=agency(li, CARRIER))
    foreseen = li.post("/rules/preview", {"added": [said]})["hazards"][0]["roles"][0]["after"]

    li.post("/rules", said, status=201)

    later = li.record(location=WEST)
    owners = [row for row in later["responsibilities"] if row["role"] == "owner"]
    assert [(row["agency"], row["rule"], row["reason"]) for row in owners] == [
        (row["agency"], row["rule"], row["reason"]) for row in foreseen
    ]
    assert li.get(f"/hazards/{hazard['id']}") == hazard
    assert li.post("/rules/preview", {"amended": {said["code"]: {"version": 1, "note": "同上"}}})["changed"] == 0


def test_several_changes_are_asked_about_together_on_the_day_when_all_count(li):
    li.record(location=WEST)
    li.post("/rules", rule(), status=201)
    end = {"version": 1, "last_day": "2026-09-30", "reason": "机构改革"}
    new = rule(code="R-qingyun-wells", agency_function="water_company", valid_from="2026-08-01")

    both = {"ended": {"R-qingyun-telecom": end}, "added": [new]}

    found = li.post("/rules/preview", both)
    assert (found["on"], found["changed"]) == ("2026-10-01", 1)
    assert named(found["shifts"][0]["after"]) == {"示意供水企业（庆云）"}
    assert li.post("/rules/preview", both | {"on": "2026-07-31"})["changed"] == 0


def test_two_rules_that_say_the_same_are_a_warning(li):
    li.post("/rules", rule(), status=201)
    twin = rule(code="R-qingyun-twin", agency_function="tower_company")

    (warning,) = li.post("/rules/preview", {"added": [twin]})["warnings"]

    assert (warning["code"], warning["rule"], warning["other"]) == (
        "same_conditions",
        "R-qingyun-twin",
        "R-qingyun-telecom",
    )
    assert "R-qingyun-twin" in warning["message"]
    for apart in ({"priority": 1}, {"place_kind": "sidewalk"}, {"area_code": "371423001"}, {"role": "regulator"}):
        assert li.post("/rules/preview", {"added": [twin | apart]})["warnings"] == []
    later = twin | {"valid_from": "2027-01-01"}
    end = {"version": 1, "last_day": "2026-12-31", "reason": "机构改革"}
    assert li.post("/rules/preview", {"added": [later], "ended": {"R-qingyun-telecom": end}})["warnings"] == []


def test_a_superior_sees_the_hazards_below_and_a_neighbour_does_not(li, liu, zheng):
    li.record(location=WEST)
    city = rule(code="R-dezhou-wells", area_code="371400", agency_function="water_company", hazard_type="manhole")

    assert zheng.post("/rules/preview", {"added": [city]})["changed"] == 1
    assert liu.post("/rules/preview", {"added": [rule(area_code="371481")]})["asked"] == 0


def test_what_the_write_would_refuse_the_preview_refuses_at_its_place(li, person):
    bad = {"added": [rule(), rule(code="R-two", asset_kind="teleport")]}
    assert wrong(li.post("/rules/preview", bad, status=422)) == {("added.1.asset_kind", "unknown_code")}
    assert li.post("/rules/preview", {"added": [rule(area_code="371400")]}, status=403)["code"] == "area_not_yours"
    unknown = {"amended": {"R-nowhere": {"version": 1, "priority": 1}}}
    assert li.post("/rules/preview", unknown, status=404)["code"] == "not_found"
    twice = {"added": [rule(), rule()]}
    assert {code for _, code in wrong(li.post("/rules/preview", twice, status=422))} == {"changed_twice"}
    assert {code for _, code in wrong(li.post("/rules/preview", {}, status=422))} == {"nothing_to_change"}
    admin = person("admin")
    assert admin.post("/rules/preview", {"added": [rule()]}, status=403)["code"] == "role_may_not"


def test_a_preview_of_nothing_recorded_is_empty(li):
    found = li.post("/rules/preview", {"added": [rule()]})

    assert (found["asked"], found["changed"], found["shifts"], found["hazards"]) == (0, 0, [], [])
