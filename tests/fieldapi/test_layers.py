"""Versions of a layer: a new one supersedes from a day on, the past keeps its answers, a wrong one is taken back."""

import json
import math
import resource
from dataclasses import replace

import pytest

from inspections import imports as domain
from tests.imports import applied, checked, codes, send, work
from tests.operations import LAYER
from tests.refusals import field_of
from uploads.sandbox import Limits

pytestmark = pytest.mark.slow  # child processes and jobs

PATH = "/layers/imports"
COLUMNS = {"code": "code", "name": "name", "agency": "agency", "role": "role"}
ZONE = LAYER | {"key": "qingyun-zones", "mapping": COLUMNS, "valid_from": "2026-01-01"}
BUREAU, TELECOM = "庆云县综合行政执法局", "庆云县工业和信息化局"
ASKED = {"lon": 117.385, "lat": 37.775, "datum": "WGS84", "type": "manhole.net_missing", "asset_kind": "telecom"}


def box(west=117.38, south=37.77, side=0.01):
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def collection(*features):
    """A FeatureCollection of ``(geometry, properties)``."""
    rows = [{"type": "Feature", "geometry": geometry, "properties": said} for geometry, said in features]
    return json.dumps({"type": "FeatureCollection", "features": rows}, ensure_ascii=False).encode()


def zone(agency=BUREAU, role="owner", **said):
    return collection((box(), {"code": "z1", "name": "承德小学周边", "agency": agency, "role": role} | said))


def owners(person, **asked):
    """Who owns the well at the school, by zones."""
    answer = person.get("/responsibility", **(ASKED | asked))
    found = [row for row in answer["responsibilities"] if row["role"] == "owner" and row["source"] == "zone"]
    return {row["agency"]["name"] for row in found if row["rule"] == "z1"}


def versions(person, key="qingyun-zones", **query):
    return [
        (row["version"], row["valid_from"], row["valid_to"])
        for row in person.get("/layers", **query)["items"]
        if row["key"] == key and not row["withdrawn"]
    ]


@pytest.fixture
def two_versions(li):
    """Zones of the bureau's until the end of May, of the telecom authority's from June on."""
    applied(li, PATH, zone(), ZONE)
    applied(li, PATH, zone(TELECOM), ZONE | {"valid_from": "2026-06-01"})
    return [row for row in li.get("/layers")["items"] if row["key"] == "qingyun-zones"]


def test_a_new_version_supersedes_from_a_day_and_the_past_keeps_its_answers(li, two_versions):
    assert versions(li) == [(1, "2026-01-01", "2026-05-31"), (2, "2026-06-01", None)]
    assert versions(li, on="2026-05-31") == [(1, "2026-01-01", "2026-05-31")]
    assert versions(li, on="2026-06-01") == [(2, "2026-06-01", None)]
    assert versions(li, on="2025-12-31") == []
    assert owners(li) == {TELECOM}
    assert owners(li, on="2026-06-01") == {TELECOM}
    assert owners(li, on="2026-05-31") == {BUREAU}
    assert owners(li, on="2025-12-31") == set()


def test_a_version_says_where_it_comes_from(li, two_versions):
    layer = li.get(f"/layers/{two_versions[1]['id']}")

    source = li.get(f"/imports/{layer['import_id']}")
    assert layer["digest"] == source["sha256"] and layer["office_id"] == source["office"]["id"]
    assert (layer["crs"], layer["datum"], layer["method"]) == ("EPSG:4326", "WGS84", "坐标未作变换")
    assert layer["features"] == 1 and layer["source"] == LAYER["source"]
    features = li.get(f"/layers/{layer['id']}/features")["features"]
    assert features[0]["geometry"] == box()
    assert source["report"]["summary"]["supersedes"] == {"version": 1, "name": "责任区"}


def test_a_wrong_version_is_taken_back_and_the_one_before_is_in_force_again(li, two_versions):
    wrong = two_versions[1]

    withdrawn = li.post(f"/layers/{wrong['id']}/withdraw", {"reason": "单位写错"})

    assert withdrawn["withdrawn"]["reason"] == "单位写错"
    assert versions(li) == [(1, "2026-01-01", None)]
    assert owners(li) == {BUREAU}
    assert li.post(f"/layers/{wrong['id']}/withdraw", {"reason": "再次"}, status=409)["code"] == "layer_withdrawn"
    applied(li, PATH, zone(TELECOM), ZONE | {"valid_from": "2026-06-15"})
    assert versions(li) == [(1, "2026-01-01", "2026-06-14"), (3, "2026-06-15", None)]


def test_only_the_newest_version_and_only_by_its_office(li, zhao, liu, zheng, two_versions):
    path = f"/layers/{two_versions[0]['id']}/withdraw"

    assert li.post(path, {"reason": "旧版"}, status=409)["code"] == "layer_superseded"
    assert liu.post(path, {"reason": "他院"}, status=403)["code"] == "not_handling_office"
    assert zhao.post(path, {"reason": "助理"}, status=403)["code"] == "role_may_not"
    assert field_of(li.post(path, {"reason": " "}, status=422))["code"] == "empty"
    assert len(versions(li)) == 2


def test_a_key_whose_versions_were_all_withdrawn_stays_with_its_office_and_kind(li, liu, two_versions):
    for layer in reversed(two_versions):
        li.post(f"/layers/{layer['id']}/withdraw", {"reason": "整个图层有误"})
    fresh = {key: value for key, value in ZONE.items() if key != "valid_from"}

    assert codes(checked(liu, PATH, zone(), fresh)) >= {"layer_of_other_office"}
    assert codes(checked(li, PATH, zone(), fresh | {"kind": "road"})) == {"layer_of_other_kind"}
    applied(li, PATH, zone(), fresh)

    assert versions(li) == [(3, None, None)]


AREA = LAYER | {"key": "towns", "kind": "township", "mapping": {"code": "code", "name": "name"}}


def town(code, west=117.38):
    return box(west), {"code": code, "name": f"镇{code}"}


REFUSED = {
    "nobody's agency": (zone("没有这个局"), ZONE, "unmatched_agency"),
    "no role": (zone(role="主管"), ZONE, "unknown_role"),
    "no such kind": (
        zone(kinds="telecom,lunar"),
        ZONE | {"mapping": COLUMNS | {"asset_kinds": "kinds"}},
        "unknown_kind",
    ),
    "no day": (zone(till="2026年底"), ZONE | {"mapping": COLUMNS | {"valid_to": "till"}}, "not_a_day"),
    "ends before it begins": (
        zone(since="2026-07-01", till="2026-06-30"),
        ZONE | {"mapping": COLUMNS | {"valid_from": "since", "valid_to": "till"}},
        "period_ends_before_it_begins",
    ),
    "no agency at all": (zone(), ZONE | {"mapping": {"code": "code"}}, "unmatched_agency"),
    "an earlier day": (zone(), ZONE | {"valid_from": "2026-05-01"}, "not_after_previous"),
    "no day of beginning": (zone(), {k: v for k, v in ZONE.items() if k != "valid_from"}, "valid_from_required"),
    "ends first": (
        zone(),
        ZONE | {"valid_from": "2026-07-01", "valid_to": "2026-06-30"},
        "period_ends_before_it_begins",
    ),
    "another kind": (zone(), ZONE | {"kind": "road", "valid_from": "2026-07-01"}, "layer_of_other_kind"),
    "another office's": (zone(), ZONE | {"key": "demo-zones", "valid_from": "2026-07-01"}, "layer_of_other_office"),
    "another county": (collection(town("371481001")), AREA, "outside_office_area"),
    "a code too short": (collection(town("371423")), AREA, "bad_area_code"),
    "a code twice": (collection(town("371423101"), town("371423101", 117.4)), AREA, "code_twice"),
    "no codes": (collection(town("371423101")), AREA | {"mapping": {"name": "name"}}, "code_required"),
    "an open ring": (
        collection(({"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [5, 6], [7, 8]]]}, {})),
        ZONE,
        None,
    ),
    "no map": (b"hello", ZONE, "unsupported_layer_file"),
    "hostile XML": (b'<!DOCTYPE a [<!ENTITY b "c">]><kml>&b;</kml>', ZONE, "unsafe_xml"),
}


def test_each_refusal_says_why_and_leaves_every_layer_as_it_was(li, two_versions):
    rows = {name: send(li, PATH, content, options) for name, (content, options, _) in REFUSED.items()}
    work(li.app)

    for name, (_, _, code) in REFUSED.items():
        row = li.get(f"/imports/{rows[name]['id']}")
        assert row["state"] == "refused", name
        assert code is None or code in codes(row), (name, codes(row))
        assert all(item["message"] for item in row["report"]["errors"])
    assert [row for row in li.get("/layers")["items"] if row["key"] == "qingyun-zones"] == two_versions
    assert "towns" not in {row["key"] for row in li.get("/layers")["items"]}
    assert owners(li) == {TELECOM}


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


@pytest.fixture
def narrow(monkeypatch):
    """A machine on which the reader gets next to nothing."""

    def give(**less):
        kind = domain.KINDS["layer"]
        limits = {"memory_bytes": 3 * 1024**3, "cpu_s": 80, "file_bytes": 1024**3, "wall_s": 100} | less
        monkeypatch.setitem(domain.KINDS, "layer", replace(kind, limits=Limits(**limits)))

    return give


@pytest.mark.parametrize(
    ("less", "reasons"),
    [
        ({"memory_bytes": 120 * 1024**2}, {"reader_out_of_memory", "reader_crashed"}),
        ({"wall_s": 0.01}, {"reader_timed_out"}),
    ],
)
def test_a_reader_that_dies_refuses_the_file_and_nothing_else(li, two_versions, narrow, less, reasons):
    narrow(**less)
    row = checked(li, PATH, zone(), ZONE | {"valid_from": "2026-07-01"})

    assert row["state"] == "refused" and codes(row) <= reasons
    assert len(versions(li)) == 2


def star(points):
    """A star polygon whose every edge crosses most others: a quarter of a million crossings for a thousand points."""
    turns = [2 * math.pi * (points // 2) * number / points for number in range(points)]
    ring = [[117.385 + math.cos(turn) / 200, 37.775 + math.sin(turn) / 200] for turn in turns]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def test_a_hostile_feature_is_stopped_soon_and_named(li, narrow):
    narrow(cpu_s=24)  # three for a feature
    said = {"code": "z1", "name": "星形", "agency": BUREAU, "role": "owner"}
    file = collection((box(), said), (star(1001), said))

    began = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    row = checked(li, PATH, file, ZONE | {"repair": "make_valid"})

    (error,) = row["report"]["errors"]
    assert (row["state"], error["code"], error["row"]) == ("refused", "feature_timed_out", 2)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - began < 12


def test_a_reader_that_dies_when_it_is_applied_leaves_the_version_before(li, two_versions, narrow):
    row = checked(li, PATH, zone(), ZONE | {"valid_from": "2026-07-01"})
    narrow(wall_s=0.01)
    li.post(f"/imports/{row['id']}/apply", {"version": row["version"]})
    work(li.app)

    assert li.get(f"/imports/{row['id']}")["state"] == "failed"
    assert len(versions(li)) == 2 and owners(li) == {TELECOM}
