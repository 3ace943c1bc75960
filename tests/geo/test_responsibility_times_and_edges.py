"""Who answers at another time, at an edge, and what a map refuses."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from geo.areas import Area
from geo.errors import BadRule, BadZone
from geo.responsibility import Confidence, Flag, Outcome, Role
from tests.geo.qingyun import (
    AGENCIES,
    CARRIER,
    EDGE,
    INDUSTRY,
    LELING,
    LELING_GOV,
    LELING_URBAN,
    QINGYUN,
    SCHOOL,
    STREET,
    TELECOM_RULES,
    TOWN,
    URBAN,
    agency,
    county_map,
    named,
    only,
    outcomes,
    question,
    rule,
    square,
    zone,
)

MERGED = date(2025, 3, 1)
OLD_BUREAU = agency(20, "庆云县城市管理局", functions=["urban"], valid_to=date(2025, 2, 28), successor_id=UUID(int=21))
NEW_BUREAU = agency(21, "庆云县综合行政执法局", valid_from=MERGED)


def test_a_merged_agency_is_answered_for_by_its_successor():
    counties = county_map(rules=[rule("R", agency_id=OLD_BUREAU.id)], agencies=[OLD_BUREAU, NEW_BUREAU])

    candidate = only(counties.answer(question()), Role.REGULATOR)

    assert candidate.agency == NEW_BUREAU
    assert "原庆云县城市管理局的职责由庆云县综合行政执法局承接。" in candidate.reason


@pytest.mark.parametrize("by", [{"agency_id": OLD_BUREAU.id}, {"function": "urban"}])
def test_a_past_date_is_answered_as_it_was(by):
    counties = county_map(rules=[rule("R", **by)], agencies=[OLD_BUREAU, NEW_BUREAU])

    before = only(counties.answer(question(on=date(2025, 2, 28))), Role.REGULATOR)
    after = only(counties.answer(question(on=MERGED)), Role.REGULATOR)

    assert (before.agency, after.agency) == (OLD_BUREAU, NEW_BUREAU)
    assert "承接" not in before.reason


def test_rules_of_their_time():
    rules = [
        rule("OLD", agency_id=URBAN.id, valid_to=date(2025, 12, 31)),
        rule("NEW", agency_id=INDUSTRY.id, valid_from=date(2026, 1, 1)),
    ]
    counties = county_map(rules=rules)

    assert named(counties.answer(question(on=date(2025, 12, 31))), Role.REGULATOR) == [URBAN.name]
    assert named(counties.answer(question(on=date(2026, 1, 1))), Role.REGULATOR) == [INDUSTRY.name]


def test_agencies_that_succeed_each_other_in_a_circle_end_the_search():
    gone = {"valid_to": date(2020, 1, 1)}
    circle = [agency(30, "甲", **gone, successor_id=UUID(int=31)), agency(31, "乙", **gone, successor_id=UUID(int=30))]

    answer = county_map(rules=[rule("R", agency_id=UUID(int=30))], agencies=circle).answer(question())

    assert named(answer, Role.REGULATOR) == [None]
    assert outcomes(answer) == {"R": Outcome.NOT_MATCHED}


def test_a_merger_into_an_agency_with_the_same_function_names_it_once():
    heir = replace(NEW_BUREAU, functions=frozenset(["urban"]))

    answer = county_map(rules=[rule("R", function="urban")], agencies=[OLD_BUREAU, heir]).answer(question())

    assert only(answer, Role.REGULATOR).agency == heir
    assert "承接" not in only(answer, Role.REGULATOR).reason


def test_at_the_edge_of_two_counties_both_sides_are_listed():
    rules = [rule("R", area_code="371400", function="urban")]

    answer = county_map(rules=rules).answer(question(at=EDGE, accuracy_m=30.0))

    assert answer.area.name == "庆云县"
    assert answer.flags == (Flag.BOUNDARY_UNCERTAIN,)
    assert named(answer, Role.REGULATOR) == [URBAN.name, LELING_URBAN.name]
    assert named(answer, Role.TERRITORIAL) == [QINGYUN.name, LELING_GOV.name]
    assert named(answer, Role.OWNER) == [None]
    assert {candidate.confidence for candidate in answer.candidates} == {Confidence.POSSIBLE}
    assert "若实际位于乐陵市（371481）范围内" in answer.candidates[2].reason


def test_a_good_fix_at_the_same_spot_is_not_in_doubt_unless_its_datum_is():
    counties = county_map()

    assert counties.answer(question(at=EDGE, accuracy_m=3.0)).flags == ()
    assert counties.answer(question(at=EDGE, accuracy_m=3.0, datum_error_m=30.0)).flags == (Flag.BOUNDARY_UNCERTAIN,)


def test_at_the_edge_of_a_township_its_neighbour_is_listed():
    neighbour = (Area("towns", "township", "371423100000", "庆云镇（示意）"), square((117.405, 37.775), 0.01))
    town = agency(40, "庆云镇人民政府", "371423100000", kind="government")

    answer = county_map(STREET, neighbour, agencies=[*AGENCIES, town]).answer(question(at=(117.39495, 37.775)))

    assert answer.township.code == "371423001"
    assert named(answer, Role.TERRITORIAL) == [TOWN.name, town.name]


@pytest.mark.parametrize(("metres_inside", "first"), [(5, CARRIER), (-5, None)])
def test_at_the_edge_of_a_zone_inside_and_outside_are_listed(metres_inside, first):
    rules = [rule("R", role=Role.OWNER, agency_id=URBAN.id)]
    at = (SCHOOL[0] + 0.002 - metres_inside / 88_000, SCHOOL[1])

    answer = county_map(zone(CARRIER), rules=rules).answer(question(at=at))

    assert answer.flags == (Flag.BOUNDARY_UNCERTAIN,)
    assert set(named(answer, Role.OWNER)) == {CARRIER.name, URBAN.name}
    assert named(answer, Role.OWNER)[0] == (first or URBAN).name


@pytest.mark.parametrize("metres_inside", [5, -5])
def test_a_zone_whose_edge_is_near_was_looked_at_also_when_it_names_who_is_named_already(metres_inside):
    rules = [rule("R", role=Role.OWNER, agency_id=CARRIER.id)]
    at = (SCHOOL[0] + 0.002 - metres_inside / 88_000, SCHOOL[1])

    answer = county_map(zone(CARRIER), rules=rules).answer(question(at=at))

    assert named(answer, Role.OWNER) == [CARRIER.name]
    (seen,) = [row for row in answer.considered if row.rule == "Z-01"]
    assert (seen.outcome, "若实际位于其内" in seen.why) == (Outcome.MATCHED, metres_inside < 0)


def test_at_an_edge_the_rules_and_the_default_of_the_other_side_were_looked_at_too():
    city = rule("R-C", area_code="371400", agency_id=URBAN.id)
    leling = rule("R-L", area_code="371481", agency_id=URBAN.id)

    answer = county_map(rules=[city, leling]).answer(question(at=EDGE, accuracy_m=30.0))

    assert named(answer, Role.REGULATOR) == [URBAN.name]
    here, there = [("R-L", Outcome.NOT_MATCHED), ("R-C", Outcome.MATCHED)], [("R-L", "matched"), ("R-C", "lost")]
    assert outcomes_of(answer, Role.REGULATOR) == here + there
    assert outcomes_of(answer, Role.TERRITORIAL) == [("371423", Outcome.MATCHED), ("371481", Outcome.MATCHED)]


def outcomes_of(answer, role):
    return [(row.rule, row.outcome) for row in answer.considered if row.role is role]


def test_the_edge_of_a_zone_for_other_assets_does_not_matter():
    at = (SCHOOL[0] + 0.002, SCHOOL[1])

    assert county_map(zone(CARRIER, asset_kinds=["gas"])).answer(question(at=at)).flags == ()


@pytest.mark.parametrize(
    ("at", "office_areas", "outside"),
    [
        (SCHOOL, {"371423"}, False),
        (SCHOOL, {"371400"}, False),
        (SCHOOL, {"371481", "371423"}, False),
        (SCHOOL, {"371481"}, True),
        (LELING, {"371423"}, True),
        ((116.0, 30.0), {"371423"}, True),
        ((116.0, 30.0), set(), False),
    ],
)
def test_a_spot_in_another_county_is_outside_the_jurisdiction(at, office_areas, outside):
    answer = county_map().answer(question(at=at, office_areas=frozenset(office_areas)))

    assert (Flag.OUTSIDE_JURISDICTION in answer.flags) == outside


def test_outside_every_area_each_role_still_has_a_row():
    answer = county_map(rules=[*TELECOM_RULES, rule("R-CITY", function="urban")]).answer(question(at=(116.0, 30.0)))

    assert (answer.area, answer.township) == (None, None)
    assert [(c.role, c.agency) for c in answer.candidates] == [(role, None) for role in Role]
    assert only(answer, Role.OWNER).reason.startswith("所处位置不在已载入的任何县级区域范围内；")
    assert only(answer, Role.OWNER).legal_basis == ()


def test_the_version_follows_areas_rules_and_agencies():
    base = county_map(rules=TELECOM_RULES)
    same = county_map(rules=TELECOM_RULES[::-1], agencies=AGENCIES[::-1])
    other_rules = county_map(rules=TELECOM_RULES[:1])
    other_agencies = county_map(rules=TELECOM_RULES, agencies=AGENCIES[1:])
    other_areas = county_map(STREET, rules=TELECOM_RULES)

    assert base.version == same.version
    assert len({base.version, other_rules.version, other_agencies.version, other_areas.version}) == 4
    assert base.versions["areas"] == other_rules.versions["areas"] != other_areas.versions["areas"]
    assert base.answer(question()).versions == base.versions


@pytest.mark.parametrize(
    "attributes", [{"role": "boss"}, {"agency_id": "x"}, {"valid_from": "gestern"}, {"asset_kinds": 5}]
)
def test_a_zone_that_cannot_be_read_is_refused_at_once(attributes):
    with pytest.raises(BadZone) as refusal:
        county_map(zone(CARRIER, **attributes))

    assert refusal.value.zone == "Z-01"


def test_a_zone_without_an_agency_is_refused_at_once():
    with pytest.raises(BadZone, match="agency_id"):
        county_map((Area("zones", "zone", "Z-02", "示意", {"role": "owner"}), square(SCHOOL, 0.002)))


@pytest.mark.parametrize(
    "changes",
    [{}, {"agency_id": URBAN.id, "function": "urban"}, {"function": "urban", "area_code": "37"}],
)
def test_a_rule_that_contradicts_itself_is_refused(changes):
    with pytest.raises(BadRule):
        rule("R", **changes)
