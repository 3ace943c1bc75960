"""Who answers for a place, and why: the manhole beside the school, and what can complicate it."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from geo.areas import Area, AreaIndex
from geo.errors import BadRule, BadZone
from geo.responsibility import (
    Agency,
    Confidence,
    Flag,
    Outcome,
    Question,
    ResponsibilityMap,
    Role,
    Rule,
    Source,
)

OUTLINES = Path(__file__).parents[1] / "data" / "boundaries" / "qingyun_leling.geojson"
SCHOOL = (117.385, 37.775)
LELING = (117.23, 37.73)
# Thirteen metres east of a vertex that the two counties share, on the Qingyun side.
EDGE = (117.3105229 + 0.00015, 37.7687117)

NOBODY = UUID(int=99)


def agency(number, name, area_code="371423", kind="agency", functions=(), **changes):
    blank = {"valid_from": None, "valid_to": None, "successor_id": None}
    return Agency(UUID(int=number), name, kind, area_code, frozenset(functions), **(blank | changes))


PROVINCE = agency(1, "山东省通信管理局", "370000", functions=["telecom"])
INDUSTRY = agency(2, "庆云县工业和信息化局", functions=["industry"])
URBAN = agency(3, "庆云县综合行政执法局", functions=["urban"])
CITY_URBAN = agency(4, "德州市城市管理局", "371400", functions=["urban"])
CARRIER = agency(5, "示例通信公司庆云分公司", kind="company")
TOWN = agency(6, "渤海路街道办事处", "371423001", kind="government")
QINGYUN = agency(7, "庆云县人民政府", kind="government")
LELING_GOV = agency(8, "乐陵市人民政府", "371481", kind="government")
LELING_URBAN = agency(9, "乐陵市综合行政执法局", "371481", functions=["urban"])
AGENCIES = [PROVINCE, INDUSTRY, URBAN, CITY_URBAN, CARRIER, TOWN, QINGYUN, LELING_GOV, LELING_URBAN]


def rule(code, **changes):
    blank = {
        "role": Role.REGULATOR,
        "hazard_type": "manhole",
        "asset_kind": None,
        "place_kind": None,
        "area_code": "371423",
        "agency_id": None,
        "function": None,
        "reason": "",
        "legal_basis": (),
        "verified": True,
        "priority": 0,
        "valid_from": None,
        "valid_to": None,
    }
    return Rule(code, **(blank | changes))


TELECOM_RULES = [
    rule(
        "R-TEL-1",
        asset_kind="telecom",
        area_code="370000",
        function="telecom",
        reason="电信业由国家和省级主管部门监督管理",
        legal_basis=("《电信条例》第三条",),
    ),
    rule("R-TEL-2", asset_kind="telecom", area_code="370000", function="industry", reason="县级由工信部门协调"),
]


def square(middle, half):
    (x, y) = middle
    ring = [
        (x - half, y - half),
        (x + half, y - half),
        (x + half, y + half),
        (x - half, y + half),
        (x - half, y - half),
    ]
    return {"type": "Polygon", "coordinates": [ring]}


STREET = (Area("towns", "township", "371423001", "渤海路街道（示意）"), square(SCHOOL, 0.01))


def zone(agency, role=Role.OWNER, code="Z-01", middle=SCHOOL, half=0.002, **attributes):
    attributes = {"agency_id": str(agency.id), "role": str(role)} | attributes
    return Area("zones", "zone", code, "示意责任区", attributes), square(middle, half)


def county_map(*features, rules=(), agencies=AGENCIES):
    outlines = json.loads(OUTLINES.read_text())["features"]
    counties = [
        (Area("counties", "county", f["properties"]["adcode"], f["properties"]["name"]), f["geometry"])
        for f in outlines
    ]
    return ResponsibilityMap(AreaIndex([*counties, *features]), rules, agencies)


def question(at=SCHOOL, **changes):
    blank = {
        "accuracy_m": 6.0,
        "datum_error_m": 0.0,
        "hazard_type": "manhole.net_missing",
        "asset_kind": "telecom",
        "place_kind": "sidewalk",
        "on": date(2026, 6, 29),
    }
    return Question(*at, **(blank | changes))


def named(answer, role):
    return [candidate.agency and candidate.agency.name for candidate in answer.candidates if candidate.role == role]


def only(answer, role):
    (candidate,) = [candidate for candidate in answer.candidates if candidate.role == role]
    return candidate


def outcomes(answer):
    return {row.rule: row.outcome for row in answer.considered}


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
    assert "371481" in whys["NEIGHBOUR"] and "2026-06-29" in whys["OLD"] and "单位名录" in whys["GHOST"]


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
