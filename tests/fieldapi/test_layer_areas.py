"""An office imports areas of its own, and nothing reaches into another's unnoticed."""

import pytest

from tests.imports import applied, checked, codes
from tests.layers import AREA, ASKED, BUREAU, PATH, ZONE, box, collection
from tests.operations import LAYER

pytestmark = pytest.mark.slow  # child processes and jobs


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
    plain = {key: value for key, value in LAYER.items() if key != "kind"}

    roads = applied(li, PATH, collection((line, {})), plain | {"key": "roads", "kind": "road"})
    schools = applied(li, PATH, collection((point, {})), plain | {"key": "schools", "kind": "sensitive"})

    assert roads["report"]["accepted"] == schools["report"]["accepted"] == 1
    assert li.get("/responsibility", **ASKED)["area"]["code"] == "371423"


def test_what_lies_outside_the_offices_outline_is_a_warning_with_square_metres(li):
    far = collection((box(120, 30), {"code": "z1", "name": "远处", "agency": BUREAU, "role": "owner"}))

    row = checked(li, PATH, far, ZONE)

    assert row["state"] == "checked"
    assert codes(row, "warnings") == {"beyond_outline"}
    assert row["report"]["summary"]["beyond_outline_m2"] > 1e6
