"""Areas of every kind and of their time: superseded layers, villages and grid cells, roads, sensitive places."""

from dataclasses import replace
from datetime import date

import pytest

from geo.areas import Area
from geo.responsibility import Flag, Outcome, Role, Source
from tests.geo.qingyun import (
    AGENCIES,
    CARRIER,
    EDGE,
    LELING,
    SCHOOL,
    STREET,
    TOWN,
    agency,
    county_map,
    named,
    only,
    outcomes,
    question,
    square,
    zone,
)

REFORM = date(2025, 3, 1)
EVE = date(2025, 2, 28)
TODAY = date(2026, 6, 29)


def test_a_new_version_of_a_layer_supersedes_from_its_date_and_the_past_stays():
    (street, outline) = STREET
    before = (replace(street, valid_to=EVE), outline)
    after = (Area("towns", "township", "371423002", "新设街道（示意）", {}, REFORM), outline)
    heir = agency(41, "新设街道办事处", "371423002", kind="government")
    counties = county_map(before, after, agencies=[*AGENCIES, heir])

    past, present = (counties.answer(question(on=day)) for day in (EVE, REFORM))

    assert (past.township.name, present.township.name) == ("渤海路街道（示意）", "新设街道（示意）")
    assert named(past, Role.TERRITORIAL) == [TOWN.name]
    assert named(present, Role.TERRITORIAL) == [heir.name]


def test_the_edge_of_an_area_that_was_not_in_force_does_not_matter():
    (street, outline) = STREET
    at_its_edge = (SCHOOL[0] + 0.00999, SCHOOL[1])
    counties = county_map((replace(street, valid_to=EVE), outline))

    assert Flag.BOUNDARY_UNCERTAIN in counties.answer(question(at=at_its_edge, on=EVE)).flags
    assert counties.answer(question(at=at_its_edge, on=REFORM)).flags == ()


def test_a_zone_of_a_superseded_layer_is_not_looked_at():
    (area, outline) = zone(CARRIER)

    answer = county_map((replace(area, valid_from=REFORM), outline)).answer(question(on=EVE))

    assert named(answer, Role.OWNER) == [None]
    assert outcomes(answer) == {}


def test_validity_is_part_of_the_version():
    (street, outline) = STREET

    assert county_map(STREET).version != county_map((replace(street, valid_to=EVE), outline)).version


def test_the_village_and_the_grid_cell_are_named_in_the_reason():
    village = (Area("villages", "village", "371423001005", "承德社区（示意）"), square(SCHOOL, 0.004))
    elsewhere = (Area("villages", "village", "371423002001", "邻村（示意）"), square(SCHOOL, 0.004))
    cell = (Area("cells", "grid", "371423001005001", "示意网格"), square(SCHOOL, 0.001))

    answer = county_map(STREET, village, elsewhere, cell).answer(question())

    assert only(answer, Role.TERRITORIAL).reason.startswith(
        "位于庆云县（371423）渤海路街道（示意）（371423001）承德社区（示意）（371423001005）"
        "单元网格示意网格（371423001005001）范围内；"
    )
    assert answer.flags == ()


@pytest.mark.parametrize(("kind", "called"), [("road", "路段"), ("network", "管网服务区")])
def test_a_road_or_network_that_names_an_agency_is_evidence_like_a_zone(kind, called):
    attributes = {"agency_id": str(CARRIER.id), "role": "owner"}
    named_one = (Area("lines", kind, "L-1", "示意一线", attributes), square(SCHOOL, 0.002))
    plain = (Area("lines", kind, "L-2", "示意二线"), square(SCHOOL, 0.002))

    answer = county_map(named_one, plain).answer(question())

    assert (only(answer, Role.OWNER).agency, only(answer, Role.OWNER).source) == (CARRIER, Source.ZONE)
    assert f"{called}示意一线（L-1）登记的" in only(answer, Role.OWNER).reason
    assert outcomes(answer) == {"L-1": Outcome.MATCHED}


def test_a_road_drawn_as_its_centre_line_is_possible_where_the_circle_reaches_it():
    attributes = {"agency_id": str(CARRIER.id), "role": "owner"}
    line = {"type": "LineString", "coordinates": [[SCHOOL[0] - 0.01, SCHOOL[1]], [SCHOOL[0] + 0.01, SCHOOL[1]]]}
    counties = county_map((Area("roads", "road", "R-1", "人民路（示意）", attributes), line))
    beside = (SCHOOL[0], SCHOOL[1] + 0.0001)  # 11 m north

    assert named(counties.answer(question(at=beside, accuracy_m=20.0)), Role.OWNER) == [None, CARRIER.name]
    assert named(counties.answer(question(at=beside, accuracy_m=5.0)), Role.OWNER) == [None]


def test_the_counties_that_the_circle_touches_are_named():
    other_province = (Area("counties", "county", "130925", "盐山县（示意）"), square((EDGE[0] + 0.01, EDGE[1]), 0.0099))

    answer = county_map(other_province).answer(question(at=EDGE, accuracy_m=30.0))

    assert answer.area.name == "庆云县"
    assert [area.name for area in answer.others] == ["盐山县（示意）", "乐陵市"]
    assert county_map().answer(question(at=EDGE, accuracy_m=3.0)).others == ()


def sensitive(code, name, geometry, **validity):
    return Area("schools", "sensitive", code, name, {}, **validity), geometry


def test_sensitive_places_are_found_within_the_radius_nearest_first():
    counties = county_map(
        sensitive("S-1", "承德小学（示意）", square(SCHOOL, 0.0005)),
        sensitive("S-2", "示意医院", {"type": "Point", "coordinates": [SCHOOL[0] + 0.001, SCHOOL[1]]}),
        sensitive("S-3", "示意市场", {"type": "Point", "coordinates": [SCHOOL[0] + 0.01, SCHOOL[1]]}),
        sensitive("S-4", "旧校区（示意）", square(SCHOOL, 0.0006), valid_to=EVE),
        STREET,
    )

    found = counties.sensitive_within(*SCHOOL, TODAY)

    assert [(area.code, round(distance)) for area, distance in found] == [("S-1", 0), ("S-2", 88)]
    assert [area.code for area, _ in counties.sensitive_within(*SCHOOL, TODAY, radius_m=1000)] == ["S-1", "S-2", "S-3"]
    assert {area.code for area, _ in counties.sensitive_within(*SCHOOL, EVE)} == {"S-1", "S-2", "S-4"}
    assert counties.sensitive_within(*LELING, TODAY) == []


def test_a_sensitive_place_makes_no_candidate_and_no_doubt():
    school = sensitive("S-1", "承德小学（示意）", square((SCHOOL[0] + 0.0005, SCHOOL[1]), 0.0005))

    assert county_map(school).answer(question()).candidates == county_map().answer(question()).candidates
    assert county_map(school).answer(question()).flags == ()
