"""Reference data over HTTP: complete, of the promised shape, and honest about what is invented."""

import pytest
from shapely.geometry import shape

from tests import operations

pytestmark = pytest.mark.databases("sqlite")


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("/agencies", {"name": "庆云县工业和信息化局"}),
        ("/offices", {"name": "庆云县人民检察院"}),
        ("/people", {"name": "李文清"}),
        ("/hazard-types", {"code": "manhole.net_missing"}),
        ("/rules", {"role": "regulator"}),
        ("/layers", {"key": "demo-counties"}),
    ],
)
def test_a_list_answers_its_shape_and_holds_what_we_know(li, path, known):
    page = li.get(path)

    assert page["next_cursor"] is None
    assert any(known.items() <= item.items() for item in page["items"])


def test_the_kinds_are_those_that_a_record_takes(li):
    kinds = li.get("/kinds")

    assert "telecom" in {kind["code"] for kind in kinds["asset_kinds"]}
    assert "sidewalk" in {kind["code"] for kind in kinds["place_kinds"]}
    assert all(kind["name_zh"] and kind["name_en"] for kinds_ in kinds.values() for kind in kinds_)


def test_every_kind_that_something_mentions_exists(li):
    kinds, types = li.get("/kinds"), {item["code"] for item in li.get("/hazard-types")["items"]}
    assets, places, functions = ({row["code"] for row in rows} for rows in kinds.values())

    assert {code for item in li.get("/hazard-types")["items"] for code in item["asset_kinds"]} <= assets
    for rule in li.get("/rules")["items"]:
        assert rule["asset_kind"] in {None, *assets}, rule["code"]
        assert rule["place_kind"] in {None, *places}, rule["code"]
        assert rule["agency_function"] in {None, *functions}, rule["code"]
        assert rule["hazard_type"] is None or any(code.startswith(rule["hazard_type"]) for code in types)
    assert {code for agency in li.get("/agencies")["items"] for code in agency["functions"]} <= functions


@pytest.mark.databases("sqlite", "postgresql")
def test_offices_and_agencies_name_their_parents_and_successors(li):
    for path in ("/offices", "/agencies"):
        rows = li.get(path)["items"]
        ids = {row["id"] for row in rows}
        assert {row["parent_id"] for row in rows} - {None} <= ids
        assert {row.get("successor_id") for row in rows} - {None} <= ids


def test_no_list_of_people_tells_how_they_sign_in(li, person):
    for client in (li, person("admin")):
        text = client.ask("GET", "/people").text
        assert "username" not in text and "prosecutor.qingyun" not in text and "argon2" not in text


@pytest.mark.databases("sqlite", "postgresql")
def test_a_layer_is_geojson_with_attribution_and_mark(li):
    for layer in li.get("/layers")["items"]:
        answer = li.ask("GET", f"/layers/{layer['id']}/features")
        collection = answer.json
        assert collection["attribution"] == f"{layer['source']} ({layer['licence']})"
        assert len(collection["features"]) == layer["features"] > 0
        assert layer["invented"] is False or "示意" in layer["name"]
        for feature in collection["features"]:
            assert feature["type"] == "Feature"
            assert feature["properties"]["invented"] is layer["invented"]
            outline = shape(feature["geometry"])
            assert outline.is_valid
            west, south, east, north = outline.bounds
            assert 116 < west < east < 118 and 37 < south < north < 39  # longitude first (RFC 7946)


def test_the_real_outlines_name_their_source(li):
    counties = next(layer for layer in li.get("/layers")["items"] if layer["kind"] == "county")

    assert counties["invented"] is False
    assert "OpenStreetMap" in li.get(f"/layers/{counties['id']}/features")["attribution"]


def test_a_layer_of_no_id_is_404(li):
    assert li.get(f"/layers/{operations.nowhere().ids['layer_id']}/features", status=404)["code"] == "not_found"


def test_a_liaison_may_know_the_kinds_and_no_more(person):
    ma = person("liaison.chengguan")

    assert ma.get("/kinds")["asset_kinds"]
    for path in ("/agencies", "/rules", "/layers", "/people"):
        assert ma.get(path, status=403)["code"] == "role_may_not"
