"""Shapes and points for the tests of the index: made to meet on edges and vertices as often as possible."""

import math
from itertools import pairwise

from hypothesis import strategies as st

from geo.areas import Area
from geo.errors import BadGeometry
from geo.geometries import ANY_TYPES, check_geometry


def polygon(*rings):
    return {"type": "Polygon", "coordinates": [list(ring) for ring in rings]}


def zones(geometries):
    """One area for each geometry."""
    return [(Area("plan", "zone", f"Z{i:03}", f"第{i}区"), geometry) for i, geometry in enumerate(geometries)]


def is_valid(geometry):
    try:
        check_geometry(geometry, types=ANY_TYPES)
    except BadGeometry:
        return False
    return True


@st.composite
def stars(draw):
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

    return polygon(ring(4), ring(1)) if draw(st.booleans()) else polygon(ring(4))


@st.composite
def slivers(draw):
    """A triangle that is a thousand to ten thousand million times as long as it is wide."""
    x, y = draw(st.integers(0, 40)) / 100, draw(st.integers(0, 40)) / 100
    width = 10.0 ** -draw(st.integers(4, 11))
    long = draw(st.sampled_from([(0.3, 0.0), (0.0, 0.3), (0.3, 0.1), (0.07, 0.31)]))
    tip = (x + long[0], y + long[1])
    return polygon([(x, y), tip, (x - width * long[1], y + width * long[0]), (x, y)])


def multipolygons():
    return st.lists(stars(), min_size=1, max_size=3).map(
        lambda parts: {"type": "MultiPolygon", "coordinates": [part["coordinates"] for part in parts]}
    )


corners = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda p: (p[0] / 100, p[1] / 100))
lines = st.lists(corners, min_size=2, max_size=5).map(lambda places: {"type": "LineString", "coordinates": places})
points = corners.map(lambda place: {"type": "Point", "coordinates": place})

geometries = st.one_of(stars(), multipolygons(), slivers(), lines, points).filter(is_valid)


def vertices(coordinates):
    """The positions in coordinates of any depth."""
    if not isinstance(coordinates[0], list | tuple):
        return [tuple(coordinates)]
    return [place for member in coordinates for place in vertices(member)]


def spots(drawn):
    """A strategy of points that prefers vertices, middles of edges and the lines of the grid of the shapes."""
    places = [place for geometry in drawn for place in vertices(geometry["coordinates"])]
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairwise(places)]
    grid = st.tuples(st.integers(-50, 90), st.integers(-50, 90)).map(lambda p: (p[0] / 100, p[1] / 100))
    near = st.tuples(st.sampled_from(places), st.floats(-1e-12, 1e-12), st.floats(-1e-12, 1e-12)).map(
        lambda drawn: (drawn[0][0] + drawn[1], drawn[0][1] + drawn[2])
    )
    anywhere = st.tuples(st.floats(-0.5, 1), st.floats(-0.5, 1))
    return st.one_of(st.sampled_from(places + middles), near, grid, anywhere)
