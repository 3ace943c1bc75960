"""Who answers for a place, asked without recording anything."""

import shutil

import pytest
from shapely import ops
from shapely.geometry import shape

from fieldapi import create_app
from inspections.responsibility import FOOTPRINTS
from tests.people import Person
from tests.refusals import field_of

SCHOOL = {"lon": 117.385, "lat": 37.775, "datum": "WGS84", "type": "manhole.net_missing"}
SIDEWALK = {"asset_kind": "telecom", "place_kind": "sidewalk"}


def ask(person, *, status=200, **changes):
    said = {name: value for name, value in (SCHOOL | SIDEWALK | changes).items() if value is not None}
    return person.get("/responsibility", status=status, **said)


def named(answer, role):
    return {row["agency"]["name"] for row in answer["responsibilities"] if row["role"] == role and row["agency"]}


def test_the_answer_names_candidates_per_role_with_reasons_and_what_was_looked_at(li):
    answer = ask(li)

    assert answer["area"] == {"code": "371423", "name": "庆云县"}
    assert {row["role"] for row in answer["responsibilities"]} == {"owner", "regulator", "territorial"}
    assert all(row["reason"] for row in answer["responsibilities"])
    assert {row["outcome"] for row in answer["considered"]} >= {"matched"}
    assert all(row["why"] and row["rule"] for row in answer["considered"])
    assert answer["versions"]


def test_asking_is_the_same_as_recording_and_records_nothing(li):
    asked = ask(li, accuracy_m=6)
    assert li.get("/hazards")["items"] == []

    recorded = li.record()

    assert asked["responsibilities"] == recorded["responsibilities"]
    assert (asked["area"], asked["versions"]) == (recorded["area"], recorded["map_versions"])


def test_asking_about_the_county_next_door_says_so_as_recording_there_does(li, liu, zheng):
    spot = {"lon": 117.23, "lat": 37.73, "datum": "WGS84", "accuracy_m": 6}
    recorded = li.record(location=spot | {"source": "gnss"})

    asked = {who: ask(who, **spot)["flags"] for who in (li, liu, zheng)}

    assert asked == {li: recorded["flags"], liu: [], zheng: []}
    assert recorded["flags"] == ["outside_jurisdiction"]


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("datum", "lon", "lat"),
    [
        ("WGS84", 117.385, 37.775),
        ("CGCS2000", 117.385, 37.775),
        ("GCJ02", 117.3913827, 37.7759504),
        ("BD09", 117.3978728, 37.7819191),
    ],
)
def test_the_same_spot_in_any_datum_has_the_same_answer(li, datum, lon, lat):
    answer = ask(li, datum=datum, lon=lon, lat=lat)

    assert answer["location"]["received"] == {"lon": lon, "lat": lat, "datum": datum, "source": "manual"}
    assert answer["location"]["lon"] == pytest.approx(117.385, abs=2e-7)
    assert named(answer, "territorial") == named(ask(li), "territorial")


def test_agencies_answer_as_they_were_on_the_day_that_is_asked_about(li):
    agencies = {row["id"]: row for row in li.get("/agencies")["items"]}
    old = next(row for row in agencies.values() if row["successor_id"])
    new = agencies[old["successor_id"]]
    assert old["valid_to"] and new["valid_from"]
    road = {"type": "road_defect.pit", "asset_kind": None, "place_kind": "motor_lane"}

    past, present = (ask(li, **road, on=day) for day in (old["valid_to"], new["valid_from"]))

    everybody = [set().union(*(named(answer, role) for role in ("owner", "regulator"))) for answer in (past, present)]
    assert old["name"] in everybody[0] and new["name"] not in everybody[0]
    assert new["name"] in everybody[1] and old["name"] not in everybody[1]


def test_between_two_counties_a_rough_fix_lists_both_sides_and_says_so(li):
    layer = next(layer for layer in li.get("/layers")["items"] if layer["kind"] == "county")
    counties = {
        row["properties"]["code"]: shape(row["geometry"])
        for row in li.get(f"/layers/{layer['id']}/features")["features"]
    }
    edge, _ = ops.nearest_points(counties["371423"], counties["371481"])
    spot = {"lon": round(edge.x, 6), "lat": round(edge.y, 6)}

    rough, inside = ask(li, **spot, accuracy_m=200), ask(li, accuracy_m=6)

    assert "boundary_uncertain" in rough["flags"]
    assert "boundary_uncertain" not in inside["flags"]
    assert {"庆云县", "乐陵市"} <= {
        county for county in ("庆云县", "乐陵市") for row in rough["responsibilities"] if county in row["reason"]
    }
    assert "certain" not in {row["confidence"] for row in rough["responsibilities"]}
    assert all(row["level"] for row in rough["considered"] if row["source"] == "rule")


def test_in_the_sea_nobody_is_named(li):
    answer = ask(li, lon=121, lat=38.5)

    assert answer["area"] is None
    assert [row["agency"] for row in answer["responsibilities"] if row["role"] == "territorial"] == [None]


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        ({"lon": None}, "lon", "required"),
        ({"datum": None}, "datum", "required"),
        ({"type": None}, "type", "required"),
        ({"datum": "WGS-84"}, "datum", "not_one_of"),
        ({"lon": 37.7, "lat": 117.4}, "lat", "lat_lon_swapped"),
        ({"lat": 91}, "lat", "lat_out_of_range"),
        ({"lon": "nan"}, "lon", "wrong_type"),
        ({"lat": "nan"}, "lat", "wrong_type"),
        ({"lat": "inf"}, "lat", "wrong_type"),
        ({"accuracy_m": 0}, "accuracy_m", "out_of_range"),
        ({"on": "2026-02-30"}, "on", "wrong_type"),
        ({"on": "yesterday"}, "on", "not_rfc3339"),
        ({"on": "1700000000"}, "on", "not_rfc3339"),
        ({"where": "here"}, "where", "unknown_field"),
    ],
    ids=repr,
)
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_question_that_can_not_be_read_is_400_at_its_parameter(li, change, path, code):
    problem = ask(li, status=400, **change)

    assert problem["code"] == "bad_parameter"
    assert (field_of(problem)["path"], field_of(problem)["code"]) == (path, code)


def test_an_unknown_kind_is_422_and_says_where_the_list_is(li):
    problem = ask(li, status=422, type="no.such", asset_kind="lunar", place_kind="moon")

    assert {field["path"] for field in problem["fields"]} == {"type", "asset_kind", "place_kind"}
    assert all("/api/v1/" in field["message"] for field in problem["fields"])


def considered(answer, code):
    (row,) = [row for row in answer["considered"] if row["rule"] == code]
    return row


def test_a_rule_that_lost_says_to_what_and_on_what_it_rests(li):
    lost = considered(ask(li), "R-telecom-supervision-regulator")

    assert (lost["outcome"], lost["version"], lost["area_code"], lost["level"]) == ("lost", 1, "000000", "country")
    assert (lost["legal_basis"], lost["verified"]) == (["《电信条例》第三条"], True)
    assert "层级更接近此处" in lost["why"]


def test_the_default_says_what_became_of_it(li):
    named_by_default, by_rule = ask(li), ask(li, type="manhole.no_mark_or_owner_unknown")

    assert considered(named_by_default, "371423001")["outcome"] == "matched"
    assert considered(by_rule, "371423001") | {"role": "territorial", "outcome": "lost", "level": None} == considered(
        by_rule, "371423001"
    )
    assert named(named_by_default, "territorial") == named(by_rule, "territorial")


def test_the_answer_says_which_day_and_township_it_is_about(li):
    answer = ask(li, on="2026-07-01")

    assert (answer["on"], answer["township"]["code"], answer["neighbours"]) == ("2026-07-01", "371423001", [])


def test_the_index_of_the_areas_is_kept_for_the_next_process(app, li, settings):
    place = {"lon": 117.385, "lat": 37.775, "datum": "WGS84", "type": "manhole.net_missing", "accuracy_m": 6}
    shutil.rmtree(settings.store / "indexes")  # which the installation of the tests brought along
    answer = li.get("/responsibility", **place)
    (index,) = (folder for folder in settings.store.joinpath("indexes").iterdir() if folder.name != FOOTPRINTS)
    before = {file.name: file.stat().st_mtime_ns for file in index.iterdir()}

    other = create_app(settings, app.extensions["database"].clock)

    assert Person(other, "prosecutor.qingyun").get("/responsibility", **place) == answer
    assert {file.name: file.stat().st_mtime_ns for file in index.iterdir()} == before
    other.extensions["database"].close()
