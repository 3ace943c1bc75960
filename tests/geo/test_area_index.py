"""Area layers: which areas a point lies in, whose edge is near."""

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo import coordinates
from geo.areas import Area, AreaIndex
from tests.geo.shapes import polygon

OUTLINES = Path(__file__).parents[1] / "data" / "boundaries" / "qingyun_leling.geojson"

SQUARE = [[117, 37], [118, 37], [118, 38], [117, 38], [117, 37]]


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


def test_importing_the_package_loads_no_heavy_library():
    heavy = {"shapely", "pyproj", "numpy", "pandas", "geopandas", "pyogrio", "matplotlib"}
    script = "import sys, geo.responsibility, geo.coordinates; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()

    assert heavy.isdisjoint(loaded)
