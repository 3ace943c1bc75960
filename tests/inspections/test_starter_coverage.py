"""The starter set of rules covers the usual county: every kind of asset and every family has who it should have."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RULES = json.loads((ROOT / "inspections" / "reference" / "rules.json").read_text("utf-8"))
KINDS = json.loads((ROOT / "inspections" / "reference" / "asset_kinds.json").read_text("utf-8"))
TYPES = json.loads((ROOT / "inspections" / "reference" / "hazard_types.json").read_text("utf-8"))
DOCUMENT = (ROOT / "docs" / "reference-data.md").read_text("utf-8")
CITED = re.compile(r"《[^》]+》|\w+〔\d{4}〕\d+号")

ROADS = {"motor_lane", "non_motor_lane", "sidewalk"}
#   asset kind           owners                                        regulators
ASSETS = {
    "water_supply": ({"water_company"}, {"water_supply_regulation"}),
    "stormwater": ({"drainage_operator"}, {"drainage"}),
    "rain_grate": ({"drainage_operator"}, {"drainage"}),
    "sewage": ({"drainage_operator"}, {"drainage"}),
    "telecom": ({"telecom_carrier", "tower_company"}, {"telecom_supervision", "telecom_coordination"}),
    "cable_tv": ({"broadcast_company"}, {"culture_tourism_broadcast"}),
    "power": ({"power_company"}, {"energy"}),
    "street_light": ({"street_lighting"}, {"urban_management"}),
    "gas": ({"gas_company"}, {"gas_regulation"}),
    "heat": ({"heat_company"}, {"heat_supply"}),
    "traffic_signal": ({"traffic_police"}, {"public_security"}),
    "police_video": ({"public_security"}, {"public_security"}),
    "fire": ({"water_company"}, {"fire_rescue"}),
    "highway": ({"highway_centre"}, {"transport"}),
    "community": ({"property_company", "township_government"}, {"property_regulation", "township_government"}),
    "construction_site": ({"construction_contractor"}, {"housing_construction"}),
    "rural_road": ({"village_committee", "township_government"}, {"township_government", "agriculture", "transport"}),
    "irrigation_well": ({"village_committee", "township_government"}, {"water"}),
    "ownerless": (set(), {"urban_management"}),
}
IN_A_PLACE = {("unit_yard", "school_yard"): ({"school"}, {"education"})}
NO_RULE = {"military", "railway", "oil_gas_trunk", "special", "bus", "reclaimed_water"}
FAMILIES = {
    "fire_lane": {"fire_rescue", "public_security", "township_government"},
    "tactile_paving": {"housing_construction", "transport", "civil_affairs"},
    "road_defect": {"transport", "urban_management", "traffic_police"},
    "overhead_line": {"energy", "telecom_supervision", "telecom_coordination", "culture_tourism_broadcast"},
    "gas": {"gas_regulation"},
    "water_safety": {"water", "township_government"},
    "school_perimeter": {"education", "public_security", "urban_management", "market_supervision"},
    "food_drug": {"market_supervision"},
    "environment": {"ecology", "water", "agriculture"},
    "cultural_relic": {"culture_tourism_broadcast"},
    "work_safety": {"emergency_management"},
    "special_equipment": {"market_supervision"},
    "state_property_land": {"natural_resources", "finance"},
    "personal_info": {"cyberspace"},
}
# Covers follow their asset; for the others no county regulator was found.
FAMILIES_WITHOUT = {"manhole", "women_rights", "military_interest", "hero_honour"}
VERIFIED = {
    *("R-water-supply-regulator", "R-stormwater-regulator", "R-rain-grate-regulator", "R-sewage-regulator"),
    *("R-telecom-supervision-regulator", "R-power-regulator", "R-gas-regulator", "R-gas-regulator-gas-regulation"),
    *("R-heat-regulator", "R-dz-ownerless-territorial", "R-dz-owner-unknown-territorial"),
    *(
        f"R-dz-telecom-{place.replace('_', '-')}-{function}"
        for place in ROADS
        for function in ("supervision", "urban-management", "municipal-works")
    ),
}


def functions(role, **conditions):
    """The functions that rules with just these conditions name."""
    conditions = {"hazard_type": None, "asset_kind": None, "place_kind": None} | conditions
    return {
        rule["function"]
        for rule in RULES
        if rule["role"] == role and all(rule[name] == value for name, value in conditions.items())
    }


def test_every_kind_of_asset_was_thought_of():
    assert {row["code"] for row in KINDS} == set(ASSETS) | {asset for asset, _ in IN_A_PLACE} | NO_RULE


def test_an_asset_of_a_county_has_its_owners_and_regulators(subtests):
    for asset in ASSETS:
        with subtests.test(asset):
            assert (functions("owner", asset_kind=asset), functions("regulator", asset_kind=asset)) == ASSETS[asset]


@pytest.mark.parametrize(("asset", "place"), IN_A_PLACE)
def test_an_asset_may_belong_to_whom_the_yard_belongs_to(asset, place):
    found = tuple(functions(role, asset_kind=asset, place_kind=place) for role in ("owner", "regulator"))

    assert found == IN_A_PLACE[asset, place]


def test_what_no_county_answers_for_has_no_rule():
    assert not [rule["code"] for rule in RULES if rule["asset_kind"] in NO_RULE]


def test_a_family_of_hazards_has_its_regulators(subtests):
    for family in FAMILIES:
        with subtests.test(family):
            assert functions("regulator", hazard_type=family) == FAMILIES[family]


def test_every_family_was_thought_of():
    assert {row["family"] for row in TYPES} == set(FAMILIES) | FAMILIES_WITHOUT


def test_nothing_counts_as_verified_but_what_was_read():
    assert {rule["code"] for rule in RULES if rule["verified"]} == VERIFIED


def test_a_well_in_the_road_keeps_the_authorities_of_telecom_beside_those_of_the_road():
    for place in ROADS:
        asked = {"hazard_type": "manhole", "asset_kind": "telecom", "place_kind": place}
        assert functions("regulator", **asked) == {
            *("telecom_supervision", "telecom_coordination", "urban_management", "municipal_works")
        }


def test_every_document_that_a_rule_cites_is_named_with_its_edition():
    cited = {title for rule in RULES for basis in rule["legal_basis"] for title in CITED.findall(basis)}

    listed = set(re.findall(r"^\| (《[^》]+》|\w+〔\d{4}〕\d+号) \|", DOCUMENT, re.M))
    assert cited == listed
