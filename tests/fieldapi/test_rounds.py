"""Li Wenqing plans a day: what is due, in a sensible order, on the phone's own map."""

from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as xml

from geo.coordinates import Datum, from_wgs84
from tests.steps import outing, referred, wrong

GPX = "{http://www.topografix.com/GPX/1/1}"
START = {"start": "117.380,37.775", "datum": "WGS84"}


def at(lon, lat=37.775):
    return {"lon": lon, "lat": lat, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"}


def numbers(route):
    return [stop["hazard_number"] for stop in route["items"]]


def test_a_round_is_ordered_opened_elsewhere_and_planned(li, liu):
    far, near, middle = (referred(li, location=at(lon)) for lon in (117.400, 117.385, 117.390))
    lost = referred(li, location={"no_fix_reason": "桥下无信号"})

    route = li.get("/follow-ups/route", **START)

    assert numbers(route) == [row["number"] for row in (near, middle, far)]
    assert [stop["position"] for stop in route["items"]] == [1, 2, 3]
    assert [stop["hazard_number"] for stop in route["without_place"]] == [lost["number"]]
    assert abs(route["length_m"] - 1762) < 10
    assert route["more"] is False
    assert numbers(li.get("/follow-ups/route", bbox="117.384,37.77,117.395,37.78")) in (
        [near["number"], middle["number"]],
        [middle["number"], near["number"]],
    )
    assert liu.get("/follow-ups/route")["items"] == []

    links = route["items"][0]["links"]
    assert links["geo"] == "geo:37.775000,117.385000"
    lon, lat = map(float, parse_qs(urlsplit(links["amap"]).query)["position"][0].split(","))
    assert abs(lon - from_wgs84(117.385, 37.775, Datum.GCJ02)[0]) < 1e-6 and lat > 37.7755
    assert "coord_type=bd09ll" in links["baidu"]

    planned = outing(li, planned_on="2026-07-03", hazard_ids=[near["id"], middle["id"]])
    rows = {row["hazard_id"]: row["planned_in"] for row in li.get("/follow-ups")["items"]}
    assert [one["number"] for one in rows[near["id"]]] == [planned["number"]]
    assert rows[near["id"]][0]["planned_on"] == "2026-07-03" and rows[far["id"]] == []


def test_the_file_is_gpx_1_1_and_says_where_not_what_was_found(li):
    hazard = referred(li, address="承德小学东门 & <西侧>")

    response = li.ask("GET", "/follow-ups/route?f=gpx", headers={"Accept-Language": "zh"})

    assert response.content_type == "application/gpx+xml"
    root = xml.fromstring(response.data)
    assert (root.tag, root.get("version"), bool(root.get("creator"))) == (f"{GPX}gpx", "1.1", True)
    route = root.find(f"{GPX}rte")
    assert [part.tag for part in route] == [f"{GPX}name", f"{GPX}rtept"]  # the schema's order
    (point,) = route.findall(f"{GPX}rtept")
    assert (float(point.get("lat")), float(point.get("lon"))) == (37.775, 117.385)
    assert [part.tag for part in point] == [f"{GPX}name", f"{GPX}desc"]
    assert hazard["number"] in point.find(f"{GPX}name").text
    assert "承德小学东门 & <西侧>" in point.find(f"{GPX}desc").text
    assert hazard["description"] not in response.get_data(as_text=True)


def test_a_start_needs_its_datum_and_two_numbers(li):
    assert wrong(li.get("/follow-ups/route", start="117.38,37.77", status=400)) == {("", "start_needs_datum")}
    assert wrong(li.get("/follow-ups/route", start="here", datum="GCJ02", status=400)) == {("start", "bad_start")}
    gcj02 = li.get("/follow-ups/route", start="117.3863827,37.7759504", datum="GCJ02")
    assert gcj02 == {"items": [], "without_place": [], "length_m": 0, "more": False}
