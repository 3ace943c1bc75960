"""The bundled reference data, checked as files: no database, no application."""

import json
import re
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "inspections"


def read(name):
    return json.loads((DATA / name).read_text("utf-8"))


TYPES = read("reference/hazard_types.json")
ASSETS = read("reference/asset_kinds.json")
PLACES = read("reference/place_kinds.json")
FUNCTIONS = read("reference/agency_functions.json")
RULES = read("reference/rules.json")
DISPUTES = read("reference/dispute_policy.json")
RADII = read("reference/nearby_radius.json")

TYPE_CODES = {row["code"] for row in TYPES}
ASSET_CODES = {row["code"] for row in ASSETS}
PLACE_CODES = {row["code"] for row in PLACES}
FUNCTION_CODES = {row["code"] for row in FUNCTIONS}

FAMILIES = {
    *("manhole", "fire_lane", "tactile_paving", "road_defect", "overhead_line", "gas", "water_safety"),
    *("school_perimeter", "food_drug", "environment", "cultural_relic", "work_safety", "special_equipment"),
    *("state_property_land", "personal_info", "women_rights", "military_interest", "hero_honour"),
}
MANHOLE_KINDS = {
    *("missing", "broken", "displaced", "noise", "settlement", "protrusion", "cover_frame_step", "surround_damage"),
    *("mismatched_cover", "net_missing", "net_failed", "net_not_restored", "class_insufficient", "blocked_or_buried"),
    *("no_mark_or_owner_unknown", "overflow", "abandoned_unfilled", "temp_guard_missing", "stolen_suspected"),
}
PLACE_KINDS = {
    *("motor_lane", "non_motor_lane", "sidewalk", "green", "estate", "school_yard", "unit_yard", "highway"),
    *("village_road", "site", "square", "river_bank", "farmland"),
}
OUTSIDE_THE_COUNTY = {"military", "railway", "oil_gas_trunk"}
WITHOUT_A_USUAL_REGULATOR = {"unit_yard", "reclaimed_water", "bus", "special"}


@pytest.mark.parametrize("rows", [TYPES, ASSETS, PLACES, FUNCTIONS], ids=["types", "assets", "places", "functions"])
def test_codes_are_unique_and_in_snake_case(rows):
    codes = [row["code"] for row in rows]

    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?", code) for code in codes)
    assert all(row["name_zh"] and row["name_en"] for row in rows)


def test_every_family_and_every_manhole_kind_has_a_type():
    assert {row["family"] for row in TYPES} == FAMILIES
    assert all(row["code"].split(".")[0] == row["family"] for row in TYPES)
    assert {code.removeprefix("manhole.") for code in TYPE_CODES if code.startswith("manhole.")} == MANHOLE_KINDS


def test_a_type_tells_the_inspector_what_to_record(subtests):
    for row in TYPES:
        with subtests.test(row["code"]):
            assert row["default_severity"] in {"critical", "high", "medium", "low"}
            assert set(row["asset_kinds"]) <= ASSET_CODES
            assert row["required_shots"]
            assert set(row["required_shots"]) <= {"near", "far", "marking", "measurement", "after", "other"}
            assert isinstance(row["verified"], bool)
            assert row["checklist"]
            assert len({item["key"] for item in row["checklist"]}) == len(row["checklist"])
            for item in row["checklist"]:
                assert item["kind"] in {"bool", "number", "text", "choice"}
                assert item["label_zh"] and item["label_en"]
                assert ("choices" in item) == (item["kind"] == "choice")
                assert ("unit" in item) == (item["kind"] == "number")


def test_a_limit_names_its_source_and_none_of_the_remembered_ones_counts_as_verified():
    limits = [item["limit"] for row in TYPES for item in row["checklist"] if "limit" in item]

    assert limits
    assert all(limit["source"] and limit["verified"] is False for limit in limits)
    assert all({"value", "min", "max"} & set(limit) for limit in limits)


def test_the_anti_fall_net_types_claim_no_verified_rule_because_only_drainage_wells_have_one():
    nets = [row for row in TYPES if row["code"].startswith("manhole.net_")]

    assert len(nets) == 3
    assert not any(row["verified"] for row in nets)


def test_place_kinds_are_those_of_the_rule_model():
    assert PLACE_CODES == PLACE_KINDS


def test_a_component_code_belongs_to_one_asset_kind():
    codes = [code for row in ASSETS for code in row["component_codes"]]

    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"\d{4}", code) for code in codes)


def test_a_rule_speaks_only_of_things_that_exist(subtests):
    for row in RULES:
        with subtests.test(row["code"]):
            assert row["role"] in {"owner", "regulator", "territorial"}
            assert row["hazard_type"] is None or row["hazard_type"] in TYPE_CODES | FAMILIES
            assert row["asset_kind"] is None or row["asset_kind"] in ASSET_CODES
            assert row["place_kind"] is None or row["place_kind"] in PLACE_CODES
            assert row["function"] in FUNCTION_CODES
            assert row["area_code"] in {"000000", "370000", "371400"}
            assert row["reason"].endswith("。")
            assert not row["verified"] or (row["legal_basis"] and row["source_document"]["article"])


def test_every_asset_kind_of_a_county_has_a_regulator_whatever_the_hazard():
    regulated = {
        row["asset_kind"]
        for row in RULES
        if row["role"] == "regulator" and not (row["hazard_type"] or row["place_kind"])
    }

    assert ASSET_CODES - regulated == OUTSIDE_THE_COUNTY | WITHOUT_A_USUAL_REGULATOR


def test_rules_have_codes_of_their_own():
    assert len({row["code"] for row in RULES}) == len(RULES)
    assert all(len(row["code"]) <= 60 for row in RULES)  # the width of the column that keeps it with a hazard


def test_no_rule_about_an_owner_counts_as_verified():
    assert not any(row["verified"] for row in RULES if row["role"] == "owner")


def test_local_law_is_cited_only_where_it_is_in_force():
    for row in RULES:
        cited = " ".join(row["legal_basis"])
        if "德州市" in cited:
            assert row["area_code"] == "371400", row["code"]
        if "山东省" in cited:
            assert row["area_code"] == "370000", row["code"]


def test_every_open_state_of_a_dispute_has_its_days():
    assert set(DISPUTES["due_days"]) == {"claimed", "contested", "conference_scheduled", "designated", "appealed"}
    assert all(days > 0 for days in DISPUTES["due_days"].values())


@pytest.mark.parametrize("row", DISPUTES["guard"] + DISPUTES["direct_designation"], ids=lambda row: row["area_code"])
def test_a_policy_cites_local_law_only_where_it_is_in_force_and_claims_nothing_without_an_article(row):
    cited = " ".join(row["legal_basis"])

    assert "德州市" not in cited or row["area_code"] == "371400"
    assert row["legal_basis"] or not row["verified"]
    assert row["note"].endswith("。")


def test_a_guard_is_due_everywhere_and_nowhere_by_a_verified_rule():
    assert DISPUTES["guard"][0]["area_code"] == "000000"
    assert not any(row["verified"] for row in DISPUTES["guard"])
    assert all(row["hours"] > 0 for row in DISPUTES["guard"])


def test_radii_are_those_of_known_kinds_and_no_wider_than_the_furthest():
    assert set(RADII["by_kind"]) <= FAMILIES | TYPE_CODES
    assert all(0 < metres <= RADII["furthest_m"] <= 1000 for metres in [*RADII["by_kind"].values(), RADII["default_m"]])
