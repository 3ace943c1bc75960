"""The demonstration county, checked as files and on a responsibility map: no database, no application."""

import json
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest
from shapely.geometry import Point, shape
from shapely.ops import unary_union

from geo import area_codes, coordinates
from geo.agencies import Agency
from geo.answers import Question, Role
from geo.areas import Area, AreaIndex, check_geometry
from geo.responsibility import ResponsibilityMap
from geo.rules import Rule

DATA = Path(__file__).parents[2] / "inspections"


def read(name):
    return json.loads((DATA / name).read_text("utf-8"))


RULES = read("reference/rules.json")
COUNTY = read("demo/county.json")
FEATURES = read("demo/areas.geojson")["features"]

TYPE_CODES = {row["code"] for row in read("reference/hazard_types.json")}
ASSET_CODES = {row["code"] for row in read("reference/asset_kinds.json")}
PLACE_CODES = {row["code"] for row in read("reference/place_kinds.json")}
FUNCTION_CODES = {row["code"] for row in read("reference/agency_functions.json")}
OFFICES = {office["key"]: office for office in COUNTY["offices"]}
AGENCIES = {agency["key"]: agency for agency in COUNTY["agencies"]}
HAZARDS = {hazard["key"]: hazard for hazard in COUNTY["hazards"]}
SHAPES = {feature["properties"]["code"]: shape(feature["geometry"]) for feature in FEATURES}
COUNTIES = ("371423", "371481")

STATUSES = {
    *("recorded", "confirmed", "referred", "claimed_fixed", "verified_fixed", "closed", "escalated", "dismissed"),
    *("out_of_jurisdiction", "duplicate"),
}
ACCOUNTS = {
    "prosecutor.qingyun": {("prosecutor", "qingyun")},
    "prosecutor2.qingyun": {("prosecutor", "qingyun")},
    "assistant.qingyun": {("assistant_prosecutor", "qingyun")},
    "clerk.qingyun": {("clerk", "qingyun")},
    "chief.qingyun": {("chief_prosecutor", "qingyun")},
    "prosecutor.leling": {("prosecutor", "leling")},
    "superior.dezhou": {("prosecutor", "dezhou")},
    "invited.wang": {("invited_assistant", "qingyun")},
    "liaison.chengguan": {("agency_liaison", "urban_management_qingyun")},
    "liaison.zhujian": {("agency_liaison", "housing_qingyun")},
    "admin": {("admin", "dezhou")},
}
# What the last visit must have found for a hazard to stand where it stands.
LAST_VERDICTS = {
    "referred": {"not_fixed", "partly_fixed"},
    "claimed_fixed": {"not_fixed", "partly_fixed"},
    "escalated": {"not_fixed", "partly_fixed"},
    "verified_fixed": {"fixed"},
    "closed": {"fixed", "rebounded"},
}


def of_kind(kind):
    return [feature for feature in FEATURES if feature["properties"]["kind"] == kind]


def test_every_agency_is_well_formed_and_holds_known_functions():
    assert len(AGENCIES) == len(COUNTY["agencies"])
    for agency in AGENCIES.values():
        assert agency["kind"] in {"agency", "government", "company", "unit", "village"}
        assert area_codes.is_well_formed(agency["area_code"])
        assert agency["functions"]
        assert set(agency["functions"]) <= FUNCTION_CODES
        assert {agency.get("parent"), agency.get("successor")} - {None} <= set(AGENCIES)


def test_every_function_is_held_by_some_agency_of_the_demonstration():
    assert {function for agency in AGENCIES.values() for function in agency["functions"]} == FUNCTION_CODES


def test_a_renamed_agency_hands_over_to_its_successor_without_a_gap():
    (old,) = [agency for agency in AGENCIES.values() if "successor" in agency]
    new = AGENCIES[old["successor"]]

    handover = date.fromisoformat(new["valid_from"]) - date.fromisoformat(old["valid_to"])

    assert handover.days == 1


def test_every_township_has_its_government():
    codes = {feature["properties"]["code"] for feature in of_kind("township")}

    assert {a["area_code"] for a in AGENCIES.values() if "township_government" in a["functions"]} == codes


def test_the_offices_are_a_city_and_its_two_counties():
    assert {key: (o["area_code"], o["parent"]) for key, o in OFFICES.items()} == {
        "dezhou": ("371400", None),
        "qingyun": ("371423", "dezhou"),
        "leling": ("371481", "dezhou"),
    }


def test_the_accounts_are_those_of_the_design():
    found = {
        person["username"]: {(held["role"], held.get("office") or held["agency"]) for held in person["roles"]}
        for person in COUNTY["people"]
    }
    homes = {person["username"]: person["home_agency"] for person in COUNTY["people"] if "home_agency" in person}

    assert found == ACCOUNTS
    assert homes == {"invited.wang": "housing_qingyun"}


def test_an_area_is_valid_and_says_whether_it_is_invented(subtests):
    for feature in FEATURES:
        with subtests.test(feature["properties"]["code"]):
            properties = feature["properties"]
            check_geometry(feature["geometry"])
            assert properties["invented"] is (properties["kind"] != "county")
            if properties["invented"]:
                assert "虚构" in properties["name"] or "示意" in properties["name"]
            else:
                assert (properties["licence"], properties["source"]) == ("ODbL 1.0", "© OpenStreetMap contributors")


@pytest.mark.parametrize("county", COUNTIES)
def test_townships_partition_their_county(county):
    codes = [f["properties"]["code"] for f in of_kind("township") if f["properties"]["code"].startswith(county)]
    parts = [SHAPES[code] for code in codes]
    whole = SHAPES[county]

    assert len(parts) >= 8
    assert unary_union(parts).symmetric_difference(whole).area <= 1e-9
    assert abs(sum(part.area for part in parts) - whole.area) <= 1e-9  # no overlaps either


def test_every_zone_lies_in_one_county_and_names_a_known_agency():
    for feature in of_kind("zone"):
        zone = feature["properties"]
        assert sum(SHAPES[county].contains(SHAPES[zone["code"]]) for county in COUNTIES) == 1
        assert zone["agency"] in AGENCIES
        assert zone["role"] in {"owner", "regulator", "territorial"}
        assert set(zone["asset_kinds"]) <= ASSET_CODES


def test_the_map_of_the_demonstration_stays_small():
    assert (DATA / "demo" / "areas.geojson").stat().st_size < 300_000


def test_a_hazard_lies_in_the_county_of_its_office_or_says_why_it_has_no_place(subtests):
    for hazard in HAZARDS.values():
        with subtests.test(hazard["key"]):
            county = SHAPES[OFFICES[hazard["office"]]["area_code"]]

            if hazard["lon"] is None:
                assert hazard["no_fix_reason"]
            else:
                datum = coordinates.Datum(hazard["datum"])
                assert county.contains(Point(coordinates.to_wgs84(hazard["lon"], hazard["lat"], datum)))
                assert hazard["accuracy_m"] > 0


def test_a_hazard_is_about_known_kinds(subtests):
    for hazard in HAZARDS.values():
        with subtests.test(hazard["key"]):
            assert hazard["type"] in TYPE_CODES
            assert hazard["asset_kind"] is None or hazard["asset_kind"] in ASSET_CODES
            assert hazard["place_kind"] in PLACE_CODES
            assert hazard["severity"] in {"critical", "high", "medium", "low"}
            assert hazard["address"]
            assert hazard["description"].endswith("。")


def test_a_hazard_s_history_can_have_happened(subtests):
    for hazard in HAZARDS.values():
        with subtests.test(hazard["key"]):
            days = [hazard["days_ago"], *(visit["days_ago"] for visit in hazard["visits"])]
            verdicts = [visit["verdict"] for visit in hazard["visits"]]
            path = hazard["path"]

            assert 3 <= days[0] <= 120
            assert days == sorted(set(days), reverse=True)
            assert path in STATUSES
            if verdicts:
                assert verdicts[-1] in LAST_VERDICTS[path]
            elif path in {"verified_fixed", "closed"}:
                assert hazard["fixed_on_spot"]
            assert (path == "duplicate") == ("master" in hazard)
            assert ("to" in hazard) == (path == "out_of_jurisdiction")
            if path in {"duplicate", "dismissed", "out_of_jurisdiction"}:
                assert hazard["note"]
            assert set(hazard.get("denied_by", ())) <= set(AGENCIES)


def test_a_duplicate_was_seen_after_its_master_a_few_metres_away():
    for hazard in (h for h in HAZARDS.values() if h["path"] == "duplicate"):
        master = HAZARDS[hazard["master"]]
        assert master["path"] != "duplicate"
        assert master["days_ago"] >= hazard["days_ago"]
        assert Point(hazard["lon"], hazard["lat"]).distance(Point(master["lon"], master["lat"])) < 0.0003


def test_every_status_occurs_at_least_twice():
    paths = [hazard["path"] for hazard in HAZARDS.values()]

    assert len(HAZARDS) == len(COUNTY["hazards"]) >= 60
    assert all(paths.count(status) >= 2 for status in STATUSES)


def test_only_the_office_with_a_chief_among_the_accounts_escalates():
    with_a_chief = {
        held["office"] for person in COUNTY["people"] for held in person["roles"] if held["role"] == "chief_prosecutor"
    }

    assert {hazard["office"] for hazard in HAZARDS.values() if hazard["path"] == "escalated"} == with_a_chief


def test_the_awkward_positions_are_there():
    hazards = HAZARDS.values()

    assert sum("no_fix_reason" in hazard for hazard in hazards) == 1
    assert {hazard["datum"] for hazard in hazards} == {"WGS84", "GCJ02", "BD09", None}
    assert "manual" in {hazard["source"] for hazard in hazards}
    assert "manhole.no_mark_or_owner_unknown" in {hazard["type"] for hazard in hazards}


def agency_id(key):
    return key and uuid5(NAMESPACE_URL, key)


def directory():
    for agency in AGENCIES.values():
        since, until = (agency.get(end) and date.fromisoformat(agency[end]) for end in ("valid_from", "valid_to"))
        names = agency["key"], agency["kind"], agency["area_code"], frozenset(agency["functions"])
        yield Agency(agency_id(agency["key"]), *names, since, until, agency_id(agency.get("successor")))


def starter_rules():
    for row in RULES:
        values = {key: value for key, value in row.items() if key != "note"}
        values |= {"role": Role(row["role"]), "legal_basis": tuple(row["legal_basis"])}
        yield Rule(**values, agency_id=None, valid_from=None, valid_to=None)


def mapped_areas():
    for feature in FEATURES:
        properties = feature["properties"]
        place = (properties[key] for key in ("layer", "kind", "code", "name"))
        yield Area(*place, properties | {"agency_id": agency_id(properties.get("agency"))}), feature["geometry"]


@pytest.fixture(scope="module")
def candidates():
    """Ask the demonstration's map who answers for a hazard in a role, best first; None stands for nobody known."""
    county = ResponsibilityMap(AreaIndex(mapped_areas()), list(starter_rules()), list(directory()))

    def ask(hazard, role):
        lon, lat = coordinates.to_wgs84(hazard["lon"], hazard["lat"], coordinates.Datum(hazard["datum"]))
        what = hazard["type"], hazard["asset_kind"], hazard["place_kind"]
        found = county.answer(Question(lon, lat, hazard["accuracy_m"], 0.0, *what, date(2026, 6, 29))).candidates
        return [candidate.agency and candidate.agency.name for candidate in found if candidate.role is role]

    return ask


def test_the_school_s_zone_puts_one_carrier_before_the_other_possible_owners(candidates):
    first, *others = candidates(HAZARDS["chengde-telecom"], Role.OWNER)

    assert first == "telecom_qingyun"
    assert set(others) == {"telecom_b_qingyun", "tower_company_qingyun"}


def test_the_telecom_well_at_the_school_has_no_obvious_regulator(candidates):
    assert set(candidates(HAZARDS["chengde-telecom"], Role.REGULATOR)) == {
        *("telecom_supervision_shandong", "industry_qingyun", "urban_management_qingyun", "housing_qingyun")
    }


def test_away_from_city_roads_a_telecom_well_has_the_province_and_the_county_coordinator(candidates):
    well = HAZARDS["chengde-telecom"] | {"place_kind": "farmland"}

    assert set(candidates(well, Role.REGULATOR)) == {"telecom_supervision_shandong", "industry_qingyun"}


def test_a_cover_without_marks_has_no_owner_but_a_township_to_guard_it(candidates):
    well = HAZARDS["no-owner"]

    assert candidates(well, Role.OWNER) == [None]
    assert candidates(well, Role.TERRITORIAL) == ["town_371423001"]


def test_every_located_hazard_has_a_territorial_government(candidates, subtests):
    for hazard in (h for h in HAZARDS.values() if h["lon"] is not None):
        with subtests.test(hazard["key"]):
            assert None not in candidates(hazard, Role.TERRITORIAL)
