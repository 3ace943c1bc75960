"""The table that a device takes along says the same as the server."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspections import catalogue, responsibility
from inspections.models import AssetKind, HazardType, PlaceKind, Rule
from tests.device import look_up
from tests.people import Person

NEVER_MIND = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much]
SCHOOL = {"lon": 117.385, "lat": 37.775}
WELL = {"type": "manhole.net_missing", "asset_kind": "telecom", "place_kind": "sidewalk"}


def ask(person, **asked):
    said = {name: value for name, value in asked.items() if value is not None}
    return person.get("/responsibility", datum="WGS84", accuracy_m=2, **said)


def add_rules(database, *rules):
    blank = {
        **dict.fromkeys(("hazard_type", "asset_kind", "place_kind", "agency_id", "valid_from", "valid_to")),
        **{"role": "regulator", "area_code": "371423", "reason": "试验。", "legal_basis": [], "verified": False},
        **{"priority": 0, "note": ""},
    }

    def write(session):
        session.add_all(Rule(**(blank | rule)) for rule in rules)
        session.flush()
        responsibility.changed(session)

    database.write(write)


@pytest.fixture
def kinds(database):
    """Every hazard type, asset kind and place kind; the last two also unsaid."""
    with database.read() as session:
        types, assets, places = (
            [row.code for row in catalogue.coded(session, model)] for model in (HazardType, AssetKind, PlaceKind)
        )
    return st.sampled_from(types), st.sampled_from([None, *assets]), st.sampled_from([None, *places])


@pytest.fixture
def overridden(database):
    """A county that has rules of its own: general ones over the special ones of above, tied ones, a better one."""
    add_rules(
        database,
        {"code": "R-q-telecom", "asset_kind": "telecom", "agency_function": "urban_management", "verified": True},
        {"code": "R-q-power", "hazard_type": "manhole", "asset_kind": "power", "agency_function": "urban_management"},
        {"code": "R-q-power-2", "hazard_type": "manhole", "asset_kind": "power", "agency_function": "energy"},
        {"code": "R-q-gas", "asset_kind": "gas", "agency_function": "urban_management"},
        {"code": "R-q-gas-2", "asset_kind": "gas", "agency_function": "gas_regulation", "priority": 5},
        {"code": "R-q-owner", "role": "owner", "place_kind": "green", "agency_function": "urban_management"},
        {"code": "R-q-town", "role": "owner", "place_kind": "square", "agency_function": "township_government"},
        {"code": "R-q-nobody", "asset_kind": "heat", "agency_function": "cyberspace", "area_code": "371423002"},
    )


@pytest.mark.slow
def test_the_device_says_what_the_server_says(li, kinds, overridden):
    table = li.get("/offline/responsibility")
    types, assets, places = kinds
    seen = set()

    @settings(max_examples=120, deadline=None, suppress_health_check=NEVER_MIND)
    @given(st.floats(117.24, 117.56), st.floats(37.62, 37.99), types, assets, places)
    def at(lon, lat, type, asset_kind, place_kind):
        asked = {"lon": lon, "lat": lat, "type": type, "asset_kind": asset_kind, "place_kind": place_kind}
        answer = ask(li, **asked)
        inside = answer["area"] and answer["area"]["code"] == "371423"
        if "boundary_uncertain" in answer["flags"]:
            return
        assert look_up(table, **asked) == (answer["responsibilities"] if inside else None)
        seen.add(inside)

    at()

    assert True in seen


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_beside_the_school_the_device_knows_every_kind(li, overridden):
    table = li.get("/offline/responsibility")
    assets = [row["code"] for row in li.get("/kinds")["asset_kinds"]]

    for asset_kind in (None, *assets):
        for type_, place_kind in (
            ("manhole.missing", "motor_lane"),
            ("road_defect.pit", "green"),
            ("gas.leak_suspected", None),
        ):
            asked = SCHOOL | {"type": type_, "asset_kind": asset_kind, "place_kind": place_kind}
            assert look_up(table, **asked) == ask(li, **asked)["responsibilities"], asked


def test_a_table_that_did_not_change_is_not_sent_again(li, database):
    first = li.ask("GET", "/offline/responsibility")
    etag = {"If-None-Match": first.headers["ETag"]}
    assert first.headers["ETag"] == f'"{first.json["version"]}"'

    again = li.ask("GET", "/offline/responsibility", status=304, headers=etag)
    add_rules(database, {"code": "R-new", "asset_kind": "telecom", "agency_function": "urban_management"})
    changed = li.ask("GET", "/offline/responsibility", headers=etag)

    assert (again.data, again.headers["ETag"]) == (b"", first.headers["ETag"])
    assert changed.headers["ETag"] != first.headers["ETag"]
    assert "R-new" in {row["rule"] for row in look_up(changed.json, **SCHOOL, **WELL)}


def test_everybody_takes_along_the_own_office_s_areas(li, liu, zheng):
    places = [set(person.get("/offline/responsibility")["places"]) for person in (li, liu, zheng)]

    assert {code[:6] for code in places[0]} == {"371423"}
    assert {code[:6] for code in places[1]} == {"371481"}
    assert places[2] == places[0] | places[1]


def test_a_table_says_until_when_it_holds(li, database, clock):
    today = li.get("/offline/responsibility")
    assert today["valid_to"] is None
    soon = {"valid_from": clock().date().replace(month=8, day=1)}
    add_rules(database, {"code": "R-soon", "asset_kind": "telecom", "agency_function": "urban_management"} | soon)

    before = li.get("/offline/responsibility")
    clock.advance(days=33)
    after = Person(li.app, "prosecutor.qingyun").get("/offline/responsibility")

    assert before["valid_to"] == "2026-07-31"
    assert (after["valid_from"], after["valid_to"]) == ("2026-08-01", None)
    assert "R-soon" in {row["rule"] for row in look_up(after, **SCHOOL, **WELL)}
    assert "R-soon" not in {row["rule"] for row in look_up(before, **SCHOOL, **WELL)}
