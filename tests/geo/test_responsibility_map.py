"""Who answers for a spot in 庆云: rules, zones, and the owner nobody knows."""

from datetime import date

import pytest

from geo.responsibility import Confidence, Outcome, Role, Source
from tests.geo.qingyun import (
    AGENCIES,
    CARRIER,
    CITY_URBAN,
    INDUSTRY,
    LELING_URBAN,
    NOBODY,
    PROVINCE,
    STREET,
    TELECOM_RULES,
    TOWN,
    URBAN,
    county_map,
    named,
    only,
    outcomes,
    question,
    rule,
    zone,
)


def test_the_telecom_manhole_beside_the_school():
    answer = county_map(STREET, zone(CARRIER, asset_kinds=["telecom"]), rules=TELECOM_RULES).answer(question())

    assert (answer.area.code, answer.township.code, answer.flags) == ("371423", "371423001", ())
    assert named(answer, Role.OWNER) == [CARRIER.name]
    assert named(answer, Role.REGULATOR) == [PROVINCE.name, INDUSTRY.name]
    assert named(answer, Role.TERRITORIAL) == [TOWN.name]
    province = answer.candidates[1]
    assert (province.source, province.rule, province.confidence) == (Source.RULE, "R-TEL-1", Confidence.POSSIBLE)
    assert province.legal_basis == ("《电信条例》第三条",)
    assert province.reason == (
        "位于庆云县（371423）渤海路街道（示意）（371423001）范围内；此类问题的行业主管部门按省级规则 R-TEL-1（370000）"
        "为山东省通信管理局（建议核实对象）。电信业由国家和省级主管部门监督管理。"
    )
    owner = only(answer, Role.OWNER)
    assert (owner.source, owner.rule, owner.confidence) == (Source.ZONE, "Z-01", Confidence.CERTAIN)
    assert only(answer, Role.TERRITORIAL).source == Source.AREA_DEFAULT
    assert only(answer, Role.TERRITORIAL).confidence == Confidence.CERTAIN


def test_the_county_overrides_the_province_visibly():
    rules = [*TELECOM_RULES, rule("R-QY", asset_kind="telecom", agency_id=INDUSTRY.id)]

    answer = county_map(rules=rules).answer(question())

    assert named(answer, Role.REGULATOR) == [INDUSTRY.name]
    assert only(answer, Role.REGULATOR).confidence == Confidence.CERTAIN
    lost = [row for row in answer.considered if row.outcome == Outcome.LOST]
    assert [row.rule for row in lost] == ["R-TEL-1", "R-TEL-2"]
    assert lost[0].why == "县级规则 R-QY（371423）的层级更接近此处，优先于省级规则 R-TEL-1（370000）。"


def test_a_township_rule_beats_the_county_but_only_there():
    rules = [rule("R-TOWN", area_code="371423001", agency_id=TOWN.id), rule("R-QY", agency_id=URBAN.id)]
    counties = county_map(STREET, rules=rules)

    assert named(counties.answer(question()), Role.REGULATOR) == [TOWN.name]
    elsewhere = counties.answer(question(at=(117.45, 37.83)))
    assert named(elsewhere, Role.REGULATOR) == [URBAN.name]
    assert outcomes(elsewhere)["R-TOWN"] == Outcome.NOT_MATCHED


@pytest.mark.parametrize(
    ("weaker", "stronger", "because"),
    [
        ({"hazard_type": None}, {}, "更具体"),
        ({}, {"hazard_type": "manhole.net_missing"}, "更具体"),
        ({}, {"asset_kind": "telecom"}, "更具体"),
        ({"asset_kind": "telecom"}, {"asset_kind": "telecom", "place_kind": "sidewalk"}, "更具体"),
        ({"asset_kind": "telecom", "priority": 9}, {"hazard_type": "manhole.net_missing"}, "更具体"),
        ({"priority": 1}, {"priority": 2}, "优先级"),
    ],
)
def test_the_more_specific_rule_wins_then_the_priority(weaker, stronger, because):
    rules = [rule("A", agency_id=URBAN.id, **weaker), rule("B", agency_id=INDUSTRY.id, **stronger)]

    answer = county_map(rules=rules).answer(question())

    assert named(answer, Role.REGULATOR) == [INDUSTRY.name]
    (lost,) = [row for row in answer.considered if row.outcome == Outcome.LOST]
    assert lost.rule == "A" and because in lost.why


def test_rules_that_do_not_fit_say_why_and_strange_ones_are_not_mentioned():
    rules = [
        rule("ROAD", place_kind="highway", agency_id=URBAN.id),
        rule("OLD", valid_to=date(2020, 1, 1), agency_id=URBAN.id),
        rule("NEIGHBOUR", area_code="371481", agency_id=LELING_URBAN.id),
        rule("GHOST", agency_id=NOBODY),
        rule("GAS", asset_kind="gas", agency_id=URBAN.id),
        rule("FIRE", hazard_type="fire_lane", agency_id=URBAN.id),
        rule("LOOKALIKE", hazard_type="man", agency_id=URBAN.id),
        rule("FAR", area_code="110000", agency_id=URBAN.id),
    ]

    answer = county_map(rules=rules).answer(question())

    assert named(answer, Role.REGULATOR) == [None]
    whys = {row.rule: row.why for row in answer.considered}
    assert set(whys) == {"ROAD", "OLD", "NEIGHBOUR", "GHOST"}
    assert set(outcomes(answer).values()) == {Outcome.NOT_MATCHED}
    assert whys["ROAD"] == "适用于位置种类 highway，此处为sidewalk。"
    assert "371481" in whys["NEIGHBOUR"] and "至 2020-01-01 止" in whys["OLD"] and "单位名录" in whys["GHOST"]


def test_without_the_kind_of_asset_a_rule_for_one_kind_waits():
    answer = county_map(rules=TELECOM_RULES).answer(question(asset_kind=None))

    assert named(answer, Role.REGULATOR) == [None]
    assert {row.why for row in answer.considered} == {"适用于设施种类 telecom，此处未说明。"}


def test_a_function_is_looked_up_at_the_nearest_level():
    everywhere = [rule("R-CITY", area_code="000000", function="urban")]

    assert named(county_map(rules=everywhere).answer(question()), Role.REGULATOR) == [URBAN.name]
    without_county = [a for a in AGENCIES if a != URBAN]
    by_city = county_map(rules=everywhere, agencies=without_county).answer(question())
    assert named(by_city, Role.REGULATOR) == [CITY_URBAN.name]


def test_an_unverified_rule_guides_but_is_not_certain():
    answer = county_map(rules=[rule("R", agency_id=URBAN.id, verified=False)]).answer(question())

    candidate = only(answer, Role.REGULATOR)
    assert (candidate.verified, candidate.confidence) == (False, Confidence.LIKELY)
    assert "尚未核实" in candidate.reason


def test_without_a_known_accuracy_nobody_is_certain():
    answer = county_map(rules=[rule("R", agency_id=URBAN.id)]).answer(question(accuracy_m=None))

    assert only(answer, Role.REGULATOR).confidence == Confidence.LIKELY


def test_a_zone_comes_first_and_a_differing_rule_stays_beside_it():
    rules = [rule("SAME", role=Role.OWNER, agency_id=CARRIER.id), rule("OTHER", role=Role.OWNER, agency_id=URBAN.id)]

    answer = county_map(zone(CARRIER), rules=rules).answer(question())

    owners = [candidate for candidate in answer.candidates if candidate.role == Role.OWNER]
    assert [(c.agency.name, c.source, c.confidence) for c in owners] == [
        (CARRIER.name, Source.ZONE, Confidence.POSSIBLE),
        (URBAN.name, Source.RULE, Confidence.POSSIBLE),
    ]
    assert outcomes(answer) == {"Z-01": Outcome.MATCHED, "SAME": Outcome.MATCHED, "OTHER": Outcome.MATCHED}


@pytest.mark.parametrize(
    "attributes", [{"asset_kinds": ["gas"]}, {"valid_to": "2025-12-31"}, {"agency_id": str(NOBODY)}]
)
def test_a_zone_that_does_not_speak_here_says_why(attributes):
    answer = county_map(zone(CARRIER, **attributes)).answer(question())

    assert named(answer, Role.OWNER) == [None]
    assert outcomes(answer) == {"Z-01": Outcome.NOT_MATCHED}


def test_the_owner_nobody_knows_is_a_normal_answer():
    answer = county_map(STREET).answer(question())

    owner = only(answer, Role.OWNER)
    assert (owner.agency, owner.source, owner.confidence) == (None, Source.UNKNOWN, Confidence.POSSIBLE)
    assert "认领会" in owner.reason and "属地政府先行设置警示并看护" in owner.reason
    assert owner.legal_basis == ("《德州市城乡容貌和环境卫生管理条例》第十三条",)
    assert {candidate.role for candidate in answer.candidates} == set(Role)
