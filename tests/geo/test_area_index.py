"""Area layers: which areas a point lies in, whose edge is near, and what may become an area."""

import json
import math
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo import coordinates
from geo.areas import MAX_VERTICES, Area, AreaIndex, check_geometry
from geo.errors import BadGeometry

OUTLINES = Path(__file__).parents[1] / "data" / "boundaries" / "qingyun_leling.geojson"

SQUARE = [[117, 37], [118, 37], [118, 38], [117, 38], [117, 37]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": [list(ring) for ring in rings]}


@pytest.fixture(scope="module")
def counties():
    features = json.loads(OUTLINES.read_text())["features"]
    return AreaIndex(
        (Area("counties", "county", f["properties"]["adcode"], f["properties"]["name"]), f["geometry"])
        for f in features
    )


@pytest.fixture(scope="module")
def shared_edge():
    """Vertices that Qingyun and Leling have in common, in WGS84 degrees."""
    outlines = [shapely.geometry.shape(f["geometry"]) for f in json.loads(OUTLINES.read_text())["features"]]
    rings = [set(outline.geoms[0].exterior.coords) for outline in outlines]
    return sorted(rings[0] & rings[1])


def names(areas):
    return [area.name for area in areas]


def test_qingyun_and_leling_are_told_apart(counties):
    assert names(counties.at(117.385, 37.775)) == ["庆云县"]
    assert names(counties.at(117.23, 37.73)) == ["乐陵市"]
    assert counties.at(116.0, 37.0) == []


def test_a_point_on_the_common_edge_belongs_to_both(counties, shared_edge):
    assert len(shared_edge) > 5
    for vertex in shared_edge:
        assert names(counties.at(*vertex)) == ["庆云县", "乐陵市"]
        assert [(area.name, distance) for area, distance in counties.near(*vertex, 0)] == [("庆云县", 0), ("乐陵市", 0)]


def test_near_an_edge_both_counties_are_near_at_their_distance(counties, shared_edge):
    lon, lat = shared_edge[len(shared_edge) // 2]
    inside = (lon + 0.001, lat)

    near = counties.near(*inside, 100)

    assert {area.name for area, _ in near} == {"庆云县", "乐陵市"}
    assert all(0 < distance <= coordinates.distance_m(*inside, lon, lat) + 0.01 for _, distance in near)
    assert counties.near(117.385, 37.775, 100) == []


def test_the_edge_of_a_hole_is_an_edge():
    hole = [[117.4, 37.4], [117.6, 37.4], [117.6, 37.6], [117.4, 37.6], [117.4, 37.4]]
    index = AreaIndex([(Area("plan", "zone", "Z", "环形"), polygon(SQUARE, hole))])

    assert index.at(117.5, 37.5) == []
    assert names(index.at(117.4, 37.5)) == ["环形"]
    ((_, distance),) = index.near(117.4005, 37.5, 60)
    assert distance == pytest.approx(coordinates.distance_m(117.4005, 37.5, 117.4, 37.5), abs=0.01)


@given(lat=st.floats(4, 53), bearing=st.floats(0, 2 * math.pi), distance=st.floats(1, 1000))
def test_distances_to_an_edge_are_geodesic_to_a_decimetre(lat, bearing, distance):
    lon = 117.0
    there = (lon + distance * math.sin(bearing) / 90_000, lat + distance * math.cos(bearing) / 111_000)
    speck = [there, (there[0] + 1e-9, there[1]), (there[0], there[1] + 1e-9), there]
    index = AreaIndex([(Area("plan", "zone", "Z", "点"), polygon(speck))])

    ((_, found),) = index.near(lon, lat, 3000)

    assert found == pytest.approx(coordinates.distance_m(lon, lat, *there), abs=0.1)


@st.composite
def star(draw):
    """A star-shaped polygon on a coarse grid, now and then with a hole, in a small piece of land."""
    x, y = draw(st.integers(0, 40)), draw(st.integers(0, 40))
    reaches = draw(st.lists(st.integers(2, 12), min_size=3, max_size=9))
    turn = 2 * math.pi / len(reaches)

    def ring(scale):
        places = [
            ((x + round(scale * r * math.cos(i * turn))) / 100, (y + round(scale * r * math.sin(i * turn))) / 100)
            for i, r in enumerate(reaches)
        ]
        return [*places, places[0]]

    rings = [ring(4), ring(1)] if draw(st.booleans()) else [ring(4)]
    return polygon(*rings)


def is_valid(geometry):
    try:
        check_geometry(geometry)
    except BadGeometry:
        return False
    return True


@given(data=st.data())
def test_the_index_answers_as_one_by_one_comparison_would(data):
    geometries = data.draw(st.lists(star().filter(is_valid), min_size=1, max_size=6))
    areas = [Area("plan", "zone", f"Z{i}", f"第{i}区") for i in range(len(geometries))]
    index = AreaIndex(zip(areas, geometries, strict=True))
    shapes = [shapely.geometry.shape(geometry) for geometry in geometries]
    vertices = [place for g in geometries for ring in g["coordinates"] for place in ring]
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairwise(vertices)]
    anywhere = st.tuples(st.floats(-0.5, 1), st.floats(-0.5, 1))
    grid = st.tuples(st.integers(-50, 90), st.integers(-50, 90)).map(lambda p: (p[0] / 100, p[1] / 100))
    points = data.draw(st.lists(st.one_of(st.sampled_from(vertices + middles), grid, anywhere), min_size=5))

    for lon, lat in points:
        covering = [area for area, shape in zip(areas, shapes, strict=True) if shape.covers(shapely.Point(lon, lat))]
        assert index.at(lon, lat) == covering


def test_the_version_names_the_content_not_the_order_or_spelling():
    county = (Area("counties", "county", "371423", "庆云县", {"a": 1, "b": 2}), polygon(SQUARE))
    zone = (Area("plan", "zone", "Z", "环形"), polygon(SQUARE))
    same_county = (
        Area("counties", "county", "371423", "庆云县", {"b": 2, "a": 1}),
        {"coordinates": ((tuple((float(x), float(y)) for x, y in SQUARE)),), "type": "Polygon"},
    )
    renamed = (Area("counties", "county", "371423", "庆云", {"a": 1, "b": 2}), polygon(SQUARE))

    assert AreaIndex([county, zone]).version == AreaIndex([zone, same_county]).version
    assert AreaIndex([county, zone]).version != AreaIndex([renamed, zone]).version
    assert AreaIndex([county]).version != AreaIndex([]).version


def test_an_empty_index_knows_nothing_and_says_so():
    index = AreaIndex([])

    assert index.at(117.385, 37.775) == []
    assert index.near(117.385, 37.775, 1000) == []
    assert len(index.version) == 64


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


@pytest.mark.parametrize("points", [101, 301, 401, 2001, 5001])
def test_a_self_crossing_star_is_refused_without_being_repaired(points):
    leap = points // 2
    angles = [2 * math.pi * i * leap / points for i in range(points)]
    ring = [[117 + math.cos(a) / 10, 37 + math.sin(a) / 10] for a in angles]

    with pytest.raises(BadGeometry, match="自相交"):
        check_geometry(polygon([*ring, ring[0]]))


def test_too_many_vertices_are_refused():
    ring = [[117, 37 + i / MAX_VERTICES / 10] for i in range(MAX_VERTICES)]

    with pytest.raises(BadGeometry, match="顶点超过"):
        check_geometry(polygon([*ring, ring[0]]))


def test_importing_the_package_loads_no_heavy_library():
    heavy = {"shapely", "pyproj", "numpy", "pandas", "geopandas", "pyogrio", "matplotlib"}
    script = "import sys, geo.responsibility, geo.coordinates; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()

    assert heavy.isdisjoint(loaded)
