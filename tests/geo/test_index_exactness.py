"""The index against brute force: every area compared with every point, one by one, by shapely."""

import math
from fractions import Fraction
from itertools import pairwise

import numpy
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.areas import AreaIndex
from tests.geo.shapes import geometries, points, polygon, slivers, spots, stars, zones

BESIDE = 1e-12  # degrees from an edge within which GEOS, which reckons with 32 digits, may be wrong about the side


def covering(features, lon, lat):
    return [area for area, geometry in features if covers(geometry, lon, lat)]


def covers(geometry, lon, lat):
    whole, point = shapely.geometry.shape(geometry), shapely.Point(lon, lat)
    if "Polygon" not in geometry["type"] or whole.boundary.distance(point) > BESIDE:
        return whole.intersects(point)
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return any(covers_exactly(rings, lon, lat) for rings in parts)


def covers_exactly(rings, lon, lat):
    """By a ray upwards, in rational numbers."""
    x, y = Fraction(lon), Fraction(lat)
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise([tuple(map(Fraction, place)) for place in ring]):
            left = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
            if left == 0 and min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2):
                return True
            inside ^= (x1 <= x) != (x2 <= x) and (left < 0) == (x1 < x2)
    return inside


def check(features, index, places):
    lons, lats = numpy.array(places, dtype=float).T
    many = [index.areas_of(set_id) for set_id in index.sets_at(lons, lats).tolist()]
    for (lon, lat), found in zip(places, many, strict=True):
        assert index.at(lon, lat) == found == covering(features, lon, lat)


@given(data=st.data())
@settings(deadline=None)
def test_one_point_and_many_are_found_as_by_brute_force(data):
    drawn = data.draw(st.lists(geometries, min_size=1, max_size=8))
    features = zones(drawn)

    check(features, AreaIndex(features), data.draw(st.lists(spots(drawn), min_size=5, max_size=40)))


@given(data=st.data())
@settings(deadline=None, max_examples=30)
def test_in_a_coarse_raster_where_many_shapes_share_a_cell(data):
    far = polygon([(100, 60), (101, 60), (101, 61), (100, 60)])  # stretches the raster until the rest is one cell
    drawn = data.draw(st.lists(st.one_of(stars(), slivers(), points), min_size=3, max_size=20))
    features = zones([*drawn, far])

    check(features, AreaIndex(features), data.draw(st.lists(spots(drawn), min_size=20, max_size=60)))


def test_a_point_that_is_nearer_an_edge_than_geos_can_tell():
    place, edge = (0.11, 0.05), [(0.02, 0.08), (0.2, 0.02)]  # the middle of the edge, but for the last digits
    above, below = polygon([*edge, (0.2, 0.14), edge[0]]), polygon([*edge, (0.0, 0.0), edge[0]])

    check(zones([above, below]), AreaIndex(zones([above, below])), [place])
    assert [covers_exactly(shape["coordinates"], *place) for shape in (above, below)] == [True, False]


def test_areas_with_the_same_outline_are_all_found():
    features = zones([polygon([(0, 0), (1, 0), (1, 1), (0, 0)])] * 3)

    check(features, AreaIndex(features), [(0.5, 0.25), (0.5, 0.5), (0.5, 0.75), (1, 1)])


def test_a_fan_of_areas_that_meet_in_one_vertex():
    rim = [(math.cos(2 * math.pi * i / 90), math.sin(2 * math.pi * i / 90)) for i in range(91)]
    features = zones([polygon([(0, 0), rim[i], rim[i + 1], (0, 0)]) for i in range(90)])
    index = AreaIndex(features)

    assert len(index.at(0, 0)) == 90
    check(features, index, [(0, 0), *rim, *[(x * 1e-7, y * 1e-7) for x, y in rim], *[(x / 2, y / 2) for x, y in rim]])


@pytest.mark.parametrize("place", [(200.0, 0.5), (0.5, -95.0), (-1e300, 1e300), (math.inf, 0.5), (math.nan, 0.5)])
def test_what_is_no_place_of_the_layer_is_in_no_area(place):
    index = AreaIndex(zones([polygon([(0, 0), (1, 0), (1, 1), (0, 0)])]))

    assert index.at(*place) == []
    assert index.areas_of(index.sets_at([place[0]], [place[1]])[0]) == []


@pytest.mark.parametrize("size", [1e-9, 1e-6, 1e-3, 170.0])
def test_layers_of_any_size(size):
    features = zones([polygon([(0, 0), (size, 0), (size, size / 2), (0, size / 2), (0, 0)])])
    places = [
        (0, 0),
        (size / 2, size / 4),
        (size, size / 2),
        (size * 1.001, size / 4),
        (-size, 0),
        (size / 2, size / 2),
    ]

    check(features, AreaIndex(features), places)


@given(data=st.data())
@settings(deadline=None)
def test_touched_areas_are_those_whose_edge_is_within_the_radius(data):
    drawn = data.draw(st.lists(geometries, min_size=1, max_size=6))
    features = zones(drawn)
    index = AreaIndex(features)
    places = data.draw(st.lists(spots(drawn), min_size=1, max_size=10))
    radii = data.draw(st.lists(st.floats(1, 30_000), min_size=len(places), max_size=len(places)))
    (lons, lats), many = numpy.array(places, dtype=float).T, []

    many = [index.areas_of(set_id) for set_id in index.sets_touched(lons, lats, radii).tolist()]

    for (lon, lat), radius_m, found in zip(places, radii, many, strict=True):
        distances = {area: to_edge(geometry, lon, lat) for area, geometry in features}
        assert index.touched(lon, lat, radius_m) == found
        assert {area for area in distances if distances[area] < radius_m * 0.9999} <= set(found)
        assert set(found) <= {area for area in distances if distances[area] <= radius_m * 1.0001 + 0.001}
        near = index.near(lon, lat, radius_m)
        assert [distance for _, distance in near] == sorted(distance for _, distance in near)
        assert all(distance == pytest.approx(distances[area], rel=1e-4, abs=0.001) for area, distance in near)


def to_edge(geometry, lon, lat):
    """The distance to the edge in metres, in the same kind of plane but by shapely."""
    scale = (math.cos(math.radians(lat)) * 111_319.49 / math.sqrt(1 - 0.0066944 * math.sin(math.radians(lat)) ** 2),)
    lat_m = 110_574.27 / (1 - 0.0066944 * math.sin(math.radians(lat)) ** 2) ** 1.5
    shape = shapely.geometry.shape(geometry)
    edge = shape.boundary if shape.area else shape
    plane = shapely.transform(edge, lambda places: (places - (lon, lat)) * (scale[0], lat_m))
    return shapely.distance(plane, shapely.Point(0, 0))


def test_a_very_rough_fix_touches_everything_and_a_fine_one_beside_it_only_what_is_near():
    features = zones([polygon([(x, 0), (x + 0.9, 0), (x + 0.9, 1), (x, 1), (x, 0)]) for x in range(6)])
    index = AreaIndex(features)
    lons, lats = [0.5, 3.001, 3.5] * 400, [0.5] * 1200
    radii = [3e6, 150.0, 150.0] * 400

    touched = [index.areas_of(set_id) for set_id in index.sets_touched(lons, lats, radii).tolist()]

    assert touched == [list(index.areas), [index.areas[3]], []] * 400
    assert [index.touched(*spot) for spot in zip(lons[:3], lats[:3], radii[:3], strict=True)] == touched[:3]
