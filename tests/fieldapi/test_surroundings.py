"""What lies around a place: sensitive places, the county next door, and a datum that its source does not speak."""

import pytest

SCHOOL = {"lon": 117.385, "lat": 37.775, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"}
MARKET = {"lon": 117.3705, "lat": 37.7695, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"}
FIELDS = {"lon": 117.45, "lat": 37.80, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"}


def ask(person, place, **changes):
    asked = {name: place[name] for name in ("lon", "lat", "datum", "accuracy_m")} | changes
    return person.get("/responsibility", type="manhole.net_missing", **asked)


def test_beside_a_market_a_hazard_is_one_step_worse_unless_somebody_judged_it(li):
    away = li.record(location=FIELDS, severity=None)
    beside = li.record(location=MARKET, severity=None)
    judged = li.record(severity="low")

    assert (away["severity"], beside["severity"], judged["severity"]) == ("medium", "high", "low")
    assert ["near_sensitive_place" in row["flags"] for row in (away, beside, judged)] == [False, True, True]


def test_beside_a_school_a_missing_net_is_critical_and_other_things_one_step_worse(li):
    found = {kind: li.record(type=kind, severity=None)["severity"] for kind in ("manhole.net_missing", "manhole.noise")}

    assert found == {"manhole.net_missing": "critical", "manhole.noise": "medium"}


def test_the_sensitive_places_are_named_with_their_distance(li):
    [school] = ask(li, SCHOOL)["sensitive_places"]

    assert (school["name"], school["kind"]) == ("承德小学（示意校区）", "school")
    assert 30 < school["distance_m"] < 60
    assert ask(li, FIELDS)["sensitive_places"] == []


def test_a_circle_that_crosses_the_county_line_names_the_office_there(li):
    edge = {"lon": 117.2903, "lat": 37.7745, "datum": "WGS84", "accuracy_m": 5000}

    answer = ask(li, edge)

    assert "boundary_uncertain" in answer["flags"]
    [neighbour] = answer["neighbours"]
    assert answer["area"]["code"] != neighbour["area"]["code"]
    assert {answer["area"]["code"], neighbour["area"]["code"]} == {"371423", "371481"}
    assert neighbour["office"]["name"] in ("乐陵市人民检察院", "庆云县人民检察院")
    assert ask(li, SCHOOL)["neighbours"] == []


@pytest.mark.parametrize(
    ("source", "datum", "flagged"),
    [
        ("gnss", "WGS84", False),
        ("gnss", "GCJ02", True),
        ("sdk_amap", "GCJ02", False),
        ("sdk_amap", "WGS84", True),
        ("map_pick_baidu", "BD09", False),
        ("map_pick_tianditu", "WGS84", False),
        ("exif", "CGCS2000", False),
        ("manual", "BD09", False),
        ("fused", "GCJ02", False),
    ],
)
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_datum_that_the_source_does_not_speak_is_flagged_never_refused(li, source, datum, flagged):
    hazard = li.record(location=FIELDS | {"source": source, "datum": datum})

    assert ("datum_mismatch_suspected" in hazard["flags"]) is flagged
    assert hazard["location"]["received"]["datum"] == datum
