"""What may become an area, and how the rest is refused: with its place, unrepaired, before it costs time."""

import math

import pytest

from geo.errors import BadGeometry
from geo.geometries import ANY_TYPES, MAX_VERTICES, check_geometry
from tests.geo.shapes import polygon

SQUARE = [[117, 37], [118, 37], [118, 38], [117, 38], [117, 37]]


def test_altitudes_and_multipolygons_are_fine():
    check_geometry(polygon([[*place, 12.5] for place in SQUARE]))
    check_geometry(polygon([[*SQUARE[0], 12.5], *SQUARE[1:-1], [*SQUARE[0], 12.5]]))
    check_geometry({"type": "MultiPolygon", "coordinates": [[SQUARE], [[[x + 2, y] for x, y in SQUARE]]]})
    check_geometry({**polygon(SQUARE), "crs": {"type": "link", "properties": {"href": "http://example.invalid"}}})


def deep_collection(depth):
    geometry = polygon(SQUARE)
    for _ in range(depth):
        geometry = {"type": "GeometryCollection", "geometries": [geometry]}
    return geometry


BOW_TIE = [[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]
SMALL = [[117.2, 37.2], [117.4, 37.2], [117.4, 37.4], [117.2, 37.4], [117.2, 37.2]]
SMALLER = [[117.25, 37.25], [117.3, 37.25], [117.3, 37.3], [117.25, 37.3], [117.25, 37.25]]


@pytest.mark.parametrize(
    ("geometry", "path"),
    [
        (None, "type"),
        ([], "type"),
        ({"type": "Point", "coordinates": [117, 37]}, "type"),
        ({"type": ["Polygon"], "coordinates": [SQUARE]}, "type"),
        (deep_collection(5000), "type"),
        ({"type": "Polygon"}, "coordinates"),
        ({"type": "Polygon", "coordinates": []}, "coordinates"),
        ({"type": "Polygon", "coordinates": "117"}, "coordinates"),
        (polygon([]), "coordinates.0"),
        ({"type": "MultiPolygon", "coordinates": [SQUARE]}, "coordinates.0.0.0"),
        ({"type": "Polygon", "coordinates": [[SQUARE]]}, "coordinates.0.0"),
        (polygon([["117", "37"], *SQUARE[1:]]), "coordinates.0.0"),
        (polygon([[117, None], *SQUARE[1:]]), "coordinates.0.0"),
        (polygon([[117], *SQUARE[1:]]), "coordinates.0.0"),
        (polygon([[117, 37, 0, 0], *SQUARE[1:]]), "coordinates.0.0"),
        (polygon([SQUARE[0], [True, 37], *SQUARE[2:]]), "coordinates.0.1"),
        (polygon([SQUARE[0], [math.nan, 37], *SQUARE[2:]]), "coordinates.0.1"),
        (polygon([SQUARE[0], [math.inf, 37], *SQUARE[2:]]), "coordinates.0.1"),
        (polygon([SQUARE[0], [10**400, 37], *SQUARE[2:]]), "coordinates.0.1"),
        (polygon([SQUARE[0], [181, 37], *SQUARE[2:]]), "coordinates.0.1"),
        (polygon([[lat, lon] for lon, lat in SQUARE]), "coordinates.0.0"),
        (polygon(SQUARE[:-1]), "coordinates.0"),
        (polygon([SQUARE[0], SQUARE[1], SQUARE[0]]), "coordinates.0"),
        (polygon([SQUARE[0], *SQUARE]), "coordinates.0.1"),
        (polygon([[179, 0], [-179, 0], [-179, 1], [179, 1], [179, 0]]), "coordinates.0.1"),
        (polygon(BOW_TIE), "coordinates"),
        (polygon([[0, 0], [1, 0], [2, 0], [0, 0]]), "coordinates"),
        (polygon(SMALL, SQUARE), "coordinates"),
        (polygon(SQUARE, SMALL, SMALLER), "coordinates"),
        ({"type": "MultiPolygon", "coordinates": [[SQUARE], [SMALL]]}, "coordinates"),
    ],
)
def test_what_is_not_a_sound_area_is_refused_with_its_place(geometry, path):
    with pytest.raises(BadGeometry) as refusal:
        check_geometry(geometry)

    assert refusal.value.path == path
    assert refusal.value.message.endswith("。")


def test_the_place_of_a_crossing_is_told():
    with pytest.raises(BadGeometry, match=r"自相交，位置在 0\.5, 0\.5 附近"):
        check_geometry(polygon(BOW_TIE))


def test_nested_holes_are_named_in_the_readers_language():
    with pytest.raises(BadGeometry, match=r"内环互相嵌套，位置在 117\.25, 37\.25 附近"):
        check_geometry(polygon(SQUARE, SMALL, SMALLER))


@pytest.mark.parametrize("points", [101, 301, 401, 2001, 5001])
def test_a_self_crossing_star_is_refused_without_being_repaired(points):
    leap = points // 2
    angles = [2 * math.pi * i * leap / points for i in range(points)]
    ring = [[117 + math.cos(a) / 10, 37 + math.sin(a) / 10] for a in angles]

    with pytest.raises(BadGeometry, match="自相交"):
        check_geometry(polygon([*ring, ring[0]]))


def ring_of(vertices):
    angles = [2 * math.pi * i / vertices for i in range(vertices)]
    ring = [[117 + math.cos(a) / 10, 37 + math.sin(a) / 10] for a in angles]
    return polygon([*ring, ring[0]])


def test_too_many_vertices_are_refused_in_a_request_but_an_importer_may_take_more():
    large = ring_of(MAX_VERTICES)

    with pytest.raises(BadGeometry, match="顶点超过 10000 个"):
        check_geometry(large)
    check_geometry(ring_of(MAX_VERTICES - 1))
    check_geometry(large, max_vertices=200_000)


def test_a_million_vertices_are_refused_without_looking_at_them():
    nothing = [None] * 1_000_000

    with pytest.raises(BadGeometry, match="顶点超过"):
        check_geometry(polygon(nothing))


def test_too_many_parts_are_refused():
    parts = [[[[x + i / 100, y] for x, y in [[0, 0], [0.001, 0], [0, 0.001], [0, 0]]]] for i in range(1001)]

    with pytest.raises(BadGeometry, match="组成部分超过 1000 个"):
        check_geometry({"type": "MultiPolygon", "coordinates": parts})
    check_geometry({"type": "MultiPolygon", "coordinates": parts[:1000]})


LINE = [[117, 37], [118, 37.5, 3.0], [118, 38]]


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [117, 37, 12.5]},
        {"type": "MultiPoint", "coordinates": [[-180, 37], [180, 37]]},
        {"type": "LineString", "coordinates": LINE},
        {"type": "MultiLineString", "coordinates": [LINE, LINE[:2]]},
    ],
)
def test_points_and_lines_are_fine_where_they_are_asked_for(geometry):
    check_geometry(geometry, types=ANY_TYPES)

    with pytest.raises(BadGeometry) as refusal:
        check_geometry(geometry)
    assert refusal.value.path == "type"


@pytest.mark.parametrize(
    ("kind", "coordinates", "path"),
    [
        ("Point", [], "coordinates"),
        ("Point", [[117, 37]], "coordinates"),
        ("Point", [117, 91], "coordinates"),
        ("MultiPoint", [117, 37], "coordinates.0"),
        ("LineString", [[117, 37]], "coordinates"),
        ("LineString", [[117, 37], [117, 37]], "coordinates.1"),
        ("LineString", [[179, 0], [-179, 0]], "coordinates.1"),
        ("MultiLineString", [LINE, [[117, "37"], [118, 37]]], "coordinates.1.0"),
        ("GeometryCollection", [], "type"),
    ],
)
def test_points_and_lines_that_are_not_sound_are_refused_with_their_place(kind, coordinates, path):
    with pytest.raises(BadGeometry) as refusal:
        check_geometry({"type": kind, "coordinates": coordinates}, types=ANY_TYPES)

    assert refusal.value.path == path
    assert refusal.value.message.endswith("。")
