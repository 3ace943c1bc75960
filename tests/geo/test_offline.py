"""The flattened rows of a place against the map itself, for any rules."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import offline
from geo.responsibility import Confidence, ResponsibilityMap, Role
from tests.geo.qingyun import (
    CARRIER,
    INDUSTRY,
    LELING,
    SCHOOL,
    STREET,
    URBAN,
    agency,
    county_areas,
    county_map,
    question,
    rule,
    zone,
)

TYPES = ["manhole.missing", "manhole.broken"]
ASSETS, PLACES = ["telecom", "power"], ["sidewalk", "green"]
GONE = agency(40, "已撤销的单位", functions=["gone"], valid_to=question().on.replace(year=2020))
TOWN, COUNTRYSIDE = county_areas(STREET), county_areas()
RULES = st.builds(
    dict,
    role=st.just(Role.REGULATOR),
    hazard_type=st.sampled_from([None, "manhole", *TYPES]),
    asset_kind=st.sampled_from([None, None, *ASSETS]),
    place_kind=st.sampled_from([None, None, *PLACES]),
    area_code=st.sampled_from(["000000", "370000", "371423", "371423001", "371481"]),
    function=st.sampled_from(["urban", "industry", "gone"]),
    verified=st.booleans(),
    priority=st.sampled_from([0, 0, 1]),
    valid_to=st.sampled_from([None, None, None, question().on.replace(year=2025)]),
)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(
    st.lists(RULES, min_size=2, max_size=25),
    st.sampled_from(TYPES),
    st.sampled_from([None, *ASSETS]),
    st.sampled_from([None, *PLACES]),
    st.booleans(),
)
def test_the_first_row_that_fits_is_the_answer_of_the_map(drawn, hazard_type, asset_kind, place_kind, in_town):
    rules = [rule(f"R-{number}", **row) for number, row in enumerate(drawn)]
    map_ = ResponsibilityMap(TOWN if in_town else COUNTRYSIDE, rules, [URBAN, INDUSTRY, GONE])
    asked = question(hazard_type=hazard_type, asset_kind=asset_kind, place_kind=place_kind)
    answer = map_.answer(asked)

    table = map_.table([area for area in (answer.area, answer.township) if area], asked.on)

    code = (answer.township or answer.area).code
    for role in Role:
        row = next(row for row in table.rows[code][role] if fits(row, asked))
        expected = [replace(row, confidence=Confidence.POSSIBLE) for row in answer.candidates if row.role is role]
        said = [replace(row, reason=f"{table.phrases[code]}；{row.reason}") for row in row.candidates]
        assert said == expected


def fits(row, asked):
    return (
        (row.hazard_type is None or f"{asked.hazard_type}.".startswith(f"{row.hazard_type}."))
        and row.asset_kind in (None, asked.asset_kind)
        and row.place_kind in (None, asked.place_kind)
    )


def test_a_zone_names_whom_the_map_names():
    area, geometry = zone(CARRIER, asset_kinds=["telecom"])
    map_ = county_map((area, geometry))
    (owner,) = [row for row in map_.answer(question()).candidates if row.role is Role.OWNER]

    table = map_.table([area], question().on)

    assert table.zones[area].agency == owner.agency
    assert owner.reason.endswith(table.zones[area].reason)


def test_a_zone_of_an_agency_that_is_gone_names_nobody():
    area, geometry = zone(GONE, middle=SCHOOL)
    map_ = county_map((area, geometry), agencies=[GONE])

    assert map_.table([area], question().on).zones == {}


@pytest.mark.parametrize(
    ("features", "codes", "kept"),
    [
        ([STREET, zone(CARRIER), zone(CARRIER, code="Z-02", middle=LELING)], ["371423"], ["371423001", "Z-01"]),
        ([zone(CARRIER, code="Z-02"), zone(CARRIER), STREET], ["371400"], ["371423001", "Z-01", "Z-02"]),
        ([STREET], ["371423"], ["371423001"]),
        ([STREET, zone(CARRIER)], ["371481"], []),
        ([zone(CARRIER)], [], []),
        ([], ["371423"], []),
    ],
    ids=["zones here", "in the order of the map", "no zones", "elsewhere", "no office", "nothing"],
)
def test_an_office_takes_along_its_places_and_the_zones_that_meet_them(features, codes, kept):
    found = offline.features_of(features, codes, question().on)

    assert [area.code for area, _ in found] == kept
