"""An office imports areas of its own, and nothing reaches into another's unnoticed."""

import pytest
from sqlalchemy import delete

from inspections.models import AreaFeature
from tests.imports import applied, checked, codes
from tests.layers import AREA, ASKED, BUREAU, PATH, ZONE, box, collection, owners
from tests.operations import LAYER

pytestmark = [pytest.mark.slow, pytest.mark.databases("sqlite")]  # child processes and jobs


@pytest.mark.databases("sqlite", "postgresql")
def test_an_office_imports_areas_of_its_own_and_a_superior_those_below(li, zheng):
    counties = {"code": "371423", "name": "庆云县"}, {"code": "371481", "name": "乐陵市"}
    file = collection(*((box(117.3 + n / 10), said) for n, said in enumerate(counties)))
    options = AREA | {"key": "counties", "kind": "county"}

    assert codes(checked(li, PATH, file, options)) == {"outside_office_area"}
    row = applied(zheng, PATH, file, options)

    assert row["report"]["summary"]["gap_m2"] == 0
    assert li.get("/layers", on="2026-06-29")["items"]


def test_codes_that_the_list_does_not_know_are_a_warning(zheng):
    file = collection((box(), {"code": "371499", "name": "新设区"}))

    row = checked(zheng, PATH, file, AREA | {"key": "counties", "kind": "county"})

    assert row["state"] == "checked" and codes(row, "warnings") >= {"unknown_area_code"}


def test_roads_and_schools_may_be_lines_and_points_without_agency_or_code(li):
    line = {"type": "LineString", "coordinates": [[117.38, 37.77], [117.39, 37.78]]}
    point = {"type": "Point", "coordinates": [117.386, 37.776]}

    roads = applied(li, PATH, collection((line, {})), LAYER | {"key": "roads", "kind": "road"})
    schools = applied(li, PATH, collection((point, {})), LAYER | {"key": "schools", "kind": "sensitive"})

    assert roads["report"]["accepted"] == schools["report"]["accepted"] == 1
    assert li.get("/responsibility", **ASKED)["area"]["code"] == "371423"


LELING = (117.2, 37.7)
SAID = {"code": "z1", "name": "承德小学周边", "agency": BUREAU, "role": "owner"}


@pytest.mark.databases("sqlite", "postgresql")
@pytest.mark.parametrize("kind", ["zone", "road", "network"])
def test_no_office_says_who_answers_in_the_county_next_door(li, liu, kind):
    row = checked(liu, PATH, collection((box(), SAID)), ZONE | {"kind": kind})

    (error,) = row["report"]["errors"]
    assert (row["state"], error["code"], error["row"]) == ("refused", "outside_office", 1)
    assert error["details"] == {"name": "承德小学周边", "share": 100.0} and "承德小学周边" in error["message"]
    assert owners(li) == set()


def test_what_crosses_counties_is_imported_by_the_office_above(li, liu, zheng):
    pipe, options = collection((box(117.29, 37.74, 0.04), SAID)), ZONE | {"kind": "network"}

    rows = [checked(person, PATH, pipe, options) for person in (li, liu)]

    assert [codes(row) for row in rows] == [{"outside_office"}] * 2
    assert sum(row["report"]["errors"][0]["details"]["share"] for row in rows) == pytest.approx(100, abs=0.5)

    applied(zheng, PATH, pipe, options)


def test_schools_elsewhere_are_refused_too_and_townships_only_told(li):
    far = {"type": "Point", "coordinates": LELING}

    schools = checked(li, PATH, collection((far, {})), LAYER | {"kind": "sensitive"})
    town = checked(li, PATH, collection((box(*LELING), {"code": "371423099", "name": "某乡"})), AREA)

    assert codes(schools) == {"outside_office"}
    assert town["state"] == "checked" and "beyond_outline" in codes(town, "warnings")
    assert town["report"]["summary"]["beyond_outline_m2"] > 9e5


def test_an_office_whose_area_is_not_known_does_not_reach_into_another(li, liu, zheng, database):
    database.write(lambda session: session.execute(delete(AreaFeature).where(AreaFeature.code == "371481")))

    there = checked(liu, PATH, collection((box(), SAID)), ZONE)
    here = checked(liu, PATH, collection((box(*LELING), SAID)), ZONE)

    assert codes(there) == {"outside_office"}
    assert here["state"] == "checked" and codes(here, "warnings") == {"office_area_unknown"}


def test_two_layers_of_townships_over_each_other_are_told_and_which_one_answers(li):
    mine = {"code": "371423099", "name": "真实乡"}, {"code": "371423001", "name": "真实街道"}
    file = collection((box(), mine[0]), (box(117.39), mine[1]))

    row = applied(li, PATH, file, AREA | {"key": "a-layer"})

    (warning,) = [item for item in row["report"]["warnings"] if item["code"] == "overlaps_other_layer"]
    details = warning["details"]
    assert (details["key"], details["won"], details["lost"]) == ("demo-townships", 1, 1)
    assert "真实街道（371423001） > 示意街道一" in details["pairs"]
    assert "> 真实乡（371423099）" in details["pairs"]
    heard = [li.get("/responsibility", **ASKED | {"lon": lon})["township"]["name"] for lon in (117.385, 117.395)]
    assert heard == ["示意街道一（虚构）", "真实街道"]
