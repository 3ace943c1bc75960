"""What zones say of agencies, roles, kinds and days, by columns or for the whole file."""

import pytest

from tests.imports import applied, checked, codes
from tests.layers import ASKED, BUREAU, COLUMNS, PATH, TELECOM, ZONE, box, collection, owners, zone

pytestmark = pytest.mark.slow  # child processes and jobs


def test_an_agency_is_found_by_key_and_what_is_the_same_for_all_is_said_once(li):
    file = collection((box(), {"code": "z1"}))
    fixed = {
        "agency": "heat_company_qingyun",
        "role": "权属单位",
        "asset_kinds": "telecom、power",
        "reason": "管线合同",
    }

    applied(li, PATH, file, ZONE | {"mapping": {"code": "code"}, "fixed": fixed})

    answer = li.get("/responsibility", **ASKED)
    row = next(row for row in answer["responsibilities"] if row["rule"] == "z1")
    assert (row["role"], row["source"]) == ("owner", "zone") and "管线合同" in row["reason"]


def test_a_name_means_the_agency_that_bears_it_now_and_its_predecessors_for_the_days_before(li):
    bureau = next(row["id"] for row in li.get("/agencies")["items"] if row["name"] == BUREAU)
    li.patch(f"/agencies/{bureau}", {"functions": ["urban_management", "water"], "reason": "职能调整"})
    merged = next(row["id"] for row in li.get("/agencies")["items"] if row["name"] == TELECOM)
    heir = {"successor": {"name": "庆云县数据局", "kind": "agency", "area_code": "371423"}}
    li.post(f"/agencies/{merged}/succeed", heir | {"valid_from": "2026-06-29", "reason": "机构改革"})

    applied(li, PATH, zone(), ZONE)
    applied(li, PATH, zone(TELECOM), ZONE | {"key": "other-zones"})

    assert owners(li) == {BUREAU, "庆云县数据局"}
    assert owners(li, on="2026-06-28") == {BUREAU, TELECOM}


def test_a_name_that_two_bear_today_is_a_question(li):
    for area in ("371423", "371423001"):
        said = {"name": "示范街道环卫所", "kind": "unit", "area_code": area}
        li.post("/agencies", said, status=201)

    assert codes(checked(li, PATH, zone("示范街道环卫所"), ZONE)) == {"ambiguous_agency"}


@pytest.mark.parametrize("first", ["2026-06-15", "2026-06-15T00:00:00", "2026-06-14T16:00:00Z"])
def test_a_zone_begins_on_the_day_of_its_column_in_china(li, first):
    columns = COLUMNS | {"valid_from": "since"}

    applied(li, PATH, zone(since=first), ZONE | {"mapping": columns})

    assert owners(li, on="2026-06-15") == {BUREAU}
    assert owners(li, on="2026-06-14") == set()
