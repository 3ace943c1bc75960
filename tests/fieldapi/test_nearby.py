"""What was recorded around a spot: distance, direction, age, and what is likely the same hazard."""

import json
from pathlib import Path

import pytest

import inspections
from geo.coordinates import geodesic
from tests.people import Person
from tests.steps import again, confirmed, wrong

FOLDER = Path(inspections.__file__).parent / "reference"
RADII = json.loads((FOLDER / "nearby_radius.json").read_text("utf-8"))
LON, LAT = 117.385, 37.775
HERE = {"lon": LON, "lat": LAT, "datum": "WGS84"}
MANHOLE = RADII["by_kind"]["manhole"]


def away(metres, bearing=90, **changes):
    """A place so many metres from the school's gate."""
    lon, lat, _ = geodesic().fwd(LON, LAT, bearing, metres)
    return {"lon": lon, "lat": lat, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"} | changes


def around(person, hazard, **query):
    return person.get(f"/hazards/{hazard['id']}/nearby", **query)


def told(answer):
    return [(row["id"], row["distance_m"], row["likely_duplicate"]) for row in answer["items"]]


def test_the_nearest_come_first_with_distance_direction_and_age(li, app, clock):
    hazard = li.record()
    south = li.record(location=away(10, 180))
    clock.advance(days=3)
    li = Person(app, "prosecutor.qingyun")
    east = li.record(location=away(5), type="manhole.missing", seen_at="2026-07-02T09:00:00+08:00")
    li.record(location=away(MANHOLE + 1))

    answer = around(li, hazard)

    assert answer["radius_m"] == MANHOLE
    first, second = answer["items"]
    assert (first["id"], first["number"], first["status"]) == (east["id"], east["number"], "recorded")
    assert (first["distance_m"], first["bearing_deg"], first["age_days"]) == (5.0, 90.0, 0)
    assert (second["id"], second["distance_m"], second["bearing_deg"], second["age_days"]) == (south["id"], 10, 180, 3)
    assert [row["same_type"] for row in answer["items"]] == [False, True]
    assert first["location"] == east["location"]


def test_the_same_family_within_the_radius_of_its_kind_is_likely_the_same_unless_it_is_ended(li, sun):
    hazard = li.record()
    near, ended = li.record(location=away(3)), li.record(location=away(4))
    pothole = li.record(location=away(5), type="road_defect.pit", asset_kind=None)
    beyond = li.record(location=away(MANHOLE + 5))
    sun.move(ended, "dismiss", note="不是隐患")

    assert told(around(li, hazard, radius_m=100)) == [
        (near["id"], 3.0, True),
        (ended["id"], 4.0, False),
        (pothole["id"], 5.0, False),
        (beyond["id"], MANHOLE + 5, False),
    ]
    assert told(around(li, hazard, type="road_defect.pit"))[2] == (pothole["id"], 5.0, True)
    assert around(li, hazard, type="road_defect.pit")["radius_m"] == RADII["by_kind"]["road_defect"]


def test_before_recording_a_place_in_any_datum_is_asked_about(li):
    near = li.record()

    here = li.get("/hazards/nearby", **HERE, type="manhole.broken")
    picked = {"lon": 117.3913827, "lat": 37.7759504, "datum": "GCJ02"}  # the same spot on a map of AMap's
    there = li.get("/hazards/nearby", **picked, type="manhole.broken")

    assert [(row["id"], row["likely_duplicate"], row["same_type"]) for row in here["items"]] == [
        (near["id"], True, False)
    ]
    assert told(here)[0][1] == 0
    assert [row["id"] for row in there["items"]] == [near["id"]]
    assert told(there)[0][1] < 1


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"radius_m": 1001}, "radius_m", "out_of_range"),
        ({"radius_m": 0}, "radius_m", "out_of_range"),
        ({"radius_m": "nan"}, "radius_m", "wrong_type"),
        ({"lat": 117.385, "lon": 37.775}, "lat", "lat_lon_swapped"),
        ({"datum": "GPS"}, "datum", "not_one_of"),
        ({"limit": 101}, "limit", "out_of_range"),
        ({"place": "school"}, "place", "unknown_field"),
    ],
)
def test_a_strange_question_is_refused_by_its_parameter(li, changes, path, code):
    problem = li.get("/hazards/nearby", **{**HERE, "type": "manhole.broken", **changes}, status=400)

    assert wrong(problem) == {(path, code)}


def test_what_must_be_said_is_named(li):
    assert wrong(li.get("/hazards/nearby", status=400)) == {
        (name, "required") for name in ("lon", "lat", "datum", "type")
    }
    for path in ("/hazards/nearby", f"/hazards/{li.record()['id']}/nearby"):
        query = HERE if path == "/hazards/nearby" else {}
        assert wrong(li.get(path, **query, type="manhole.lost", status=422)) == {("type", "unknown_code")}


def test_the_edge_of_the_radius_is_exact_and_the_widest_holds_its_whole_disc(li):
    hazard = li.record()
    inside = [li.record(location=away(999.9, bearing))["id"] for bearing in (0, 45, 135, 225, 315)]
    for bearing in (45, 135):
        li.record(location=away(1000.1, bearing))

    assert {row["id"] for row in around(li, hazard, radius_m=1000)["items"]} == set(inside)


def test_of_many_the_nearest_are_answered(li):
    hazard = li.record()
    ids = [li.record(location=away(metres))["id"] for metres in (4, 1, 3, 2)]

    assert [row["id"] for row in around(li, hazard, limit=2)["items"]] == [ids[1], ids[3]]


def test_without_a_position_nothing_is_near(li):
    hazard, _ = li.record(location={"no_fix_reason": "地下通道无信号"}), li.record()

    assert around(li, hazard) == {"radius_m": MANHOLE, "items": []}


def test_the_county_next_door_sees_only_its_own(li, liu, zheng):
    hazard, hers = li.record(), liu.record(location=away(2))

    assert [row["id"] for row in around(liu, hers)["items"]] == []
    assert [row["id"] for row in liu.get("/hazards/nearby", **HERE, type="manhole.broken")["items"]] == [hers["id"]]
    assert [row["id"] for row in around(zheng, hazard)["items"]] == [hers["id"]]
    around_ = liu.get(f"/hazards/{hazard['id']}/nearby", status=404)
    assert around_["code"] == "not_found"


def test_a_duplicate_that_is_marked_is_no_likely_duplicate_any_more(li):
    master, twin = confirmed(li), confirmed(li, location=away(1))
    li.move(twin, "mark_duplicate", master_id=master["id"], note="同一口井")

    assert told(around(li, master)) == [(twin["id"], 1.0, False)]
    assert told(around(li, again(li, twin))) == [(master["id"], 1.0, True)]


def test_age_counts_legal_days(li, app, clock):
    hazard = li.record(seen_at="2026-06-28T23:50:00+08:00")
    other = li.record(location=away(2))

    assert around(li, other)["items"][0]["age_days"] == 1
    clock.advance(hours=14)  # five past midnight
    assert around(Person(app, "prosecutor.qingyun"), other)["items"][0]["age_days"] == 2
    assert around(Person(app, "prosecutor.qingyun"), other)["items"][0]["id"] == hazard["id"]
