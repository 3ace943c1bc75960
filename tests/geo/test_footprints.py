"""What a map rests on: two maps are compared row by row, and tell where, about what and when they may differ."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from geo import digest, footprints
from geo.footprints import EVERYWHERE, Reach
from geo.responsibility import EDITION, ResponsibilityMap
from tests.geo.qingyun import (
    AGENCIES,
    CARRIER,
    SCHOOL,
    STREET,
    TOWN,
    URBAN,
    agency,
    county_map,
    question,
    rule,
    zone,
)

JUNE = date(2026, 6, 1)
BEFORE = JUNE - timedelta(days=1)
ZONE, GEOMETRY = zone(CARRIER, asset_kinds=["telecom"])
BOX = (SCHOOL[0] - 0.002, SCHOOL[1] - 0.002, SCHOOL[0] + 0.002, SCHOOL[1] + 0.002)
RULE = rule("R-1", asset_kind="telecom", agency_id=URBAN.id, area_code="371423001")


def differing(before: ResponsibilityMap, after: ResponsibilityMap):
    return before.footprint.differing(after.footprint)


def test_the_next_version_of_a_layer_in_which_nothing_changed_reaches_nobody():
    before = county_map((ZONE, GEOMETRY))
    after = county_map((replace(ZONE, valid_to=BEFORE), GEOMETRY), (replace(ZONE, valid_from=JUNE), GEOMETRY))
    assert before.version != after.version
    assert differing(before, after) == set()


def test_a_zone_that_is_handed_over_reaches_its_box_its_kinds_and_the_days_since_then():
    other, _ = zone(TOWN, asset_kinds=["telecom"], valid_from=None)
    before = county_map((ZONE, GEOMETRY))
    after = county_map((replace(ZONE, valid_to=BEFORE), GEOMETRY), (replace(other, valid_from=JUNE), GEOMETRY))
    assert differing(before, after) == differing(after, before) == {Reach(BOX, ("telecom",), first=JUNE)}


def test_a_rule_reaches_the_places_of_its_area():
    plain, ruled = county_map(STREET), county_map(STREET, rules=[RULE])
    [reach] = differing(plain, ruled)
    box = (SCHOOL[0] - 0.01, SCHOOL[1] - 0.01, SCHOOL[0] + 0.01, SCHOOL[1] + 0.01)
    assert reach == Reach(box, ("telecom",), "manhole")
    ended = county_map(STREET, rules=[replace(RULE, valid_to=BEFORE)])
    assert differing(ruled, ended) == {replace(reach, first=JUNE)}
    elsewhere = county_map(STREET, rules=[replace(RULE, area_code="110101")])
    assert differing(plain, elsewhere) == set()  # none of its area is on the map
    assert differing(plain, county_map(STREET, rules=[replace(RULE, area_code="000000")])) == {replace(reach, box=None)}


def test_an_agency_reaches_its_area_and_whoever_names_it_or_its_predecessor():
    gone = agency(60, "前管护单位", "110101", successor_id=UUID(int=61), valid_to=BEFORE)
    heir, renamed = agency(61, "承接单位", "110101"), agency(61, "承接单位（更名）", "110101")
    named = zone(gone, asset_kinds=["telecom"])
    before = county_map(STREET, named, rules=[RULE], agencies=[*AGENCIES, gone, heir])
    after = county_map(STREET, named, rules=[RULE], agencies=[*AGENCIES, gone, renamed])
    assert differing(before, after) == {Reach(BOX, ("telecom",))}

    [town] = differing(county_map(STREET), county_map(STREET, agencies=[one for one in AGENCIES if one is not TOWN]))
    assert town == Reach((SCHOOL[0] - 0.01, SCHOOL[1] - 0.01, SCHOOL[0] + 0.01, SCHOOL[1] + 0.01))
    nation = agency(62, "国家局", "000000", functions=["telecom"])
    assert differing(county_map(), county_map(agencies=[*AGENCIES, nation])) == {EVERYWHERE}


def test_a_box_grows_to_hold_every_spot_that_is_near():
    west, south, east, north = Reach(BOX).box_within(1000)
    grown = (BOX[1] - south) * 110.99, (north - BOX[3]) * 110.99, (BOX[0] - west) * 88.0, (east - BOX[2]) * 88.0
    assert all(1 <= kilometres < 1.02 for kilometres in grown)


def test_a_footprint_is_read_as_it_was_kept_and_a_damaged_one_not_at_all(tmp_path):
    one, two = county_map((ZONE, GEOMETRY), rules=[RULE]), county_map()
    for each in (one, two):
        footprints.keep(tmp_path, each.version, each.footprint)
    assert {found.rows for found in footprints.known(tmp_path)} == {one.footprint.rows, two.footprint.rows}
    (tmp_path / one.version).write_bytes((tmp_path / one.version).read_bytes()[:-1])
    assert [found.versions for found in footprints.known(tmp_path)] == [two.versions]


def test_only_the_newest_are_kept(tmp_path):
    footprint = county_map().footprint
    for number in range(footprints.KEPT + 3):
        footprints.keep(tmp_path, str(number), footprint)
    assert len(list(tmp_path.iterdir())) == footprints.KEPT


def test_the_edition_of_the_code_counts_up_when_the_same_map_is_answered_otherwise():
    """When this fails, count `geo.responsibility.EDITION` up and write both here."""
    map_ = county_map(STREET, (ZONE, GEOMETRY), rules=[RULE, rule("R-2", function="urban", verified=False)])
    asked = [
        question(accuracy_m=metres, asset_kind=kind) for metres in (None, 6.0, 300.0) for kind in ("telecom", None)
    ]
    said = [
        (one.role, one.agency and one.agency.name, one.source, one.rule, one.reason, one.confidence, one.verified)
        for each in asked
        for one in map_.answer(each).candidates
    ]
    flags = [map_.answer(each).flags for each in asked]
    found = digest.of([digest.canonical([said, flags])])
    assert (EDITION, found) == (1, "47a1c21af0a31c55ec38c7f86b141dbdb1af567920b351b631a67f495dbb2bd5")
