"""What the importer lets through is what the area index asks for."""

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import areas, geojson, geometries
from geo.errors import BadGeometry
from geo.reports import Report
from tests.geo.layer_files import geojson as collection

GRID = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(lambda place: [117 + place[0] / 100, 37 + place[1] / 100])
RINGS = st.lists(GRID, min_size=3, max_size=6).map(lambda ring: [*ring, ring[0]])
GEOMETRIES = st.one_of(
    st.lists(RINGS, min_size=1, max_size=2).map(lambda rings: {"type": "Polygon", "coordinates": rings}),
    st.lists(RINGS, min_size=1, max_size=2).map(
        lambda rings: {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
    ),
    st.lists(GRID, min_size=1, max_size=4).map(lambda line: {"type": "LineString", "coordinates": line}),
    GRID.map(lambda place: {"type": "Point", "coordinates": place}),
)


@settings(max_examples=300, deadline=None)
@given(GEOMETRIES, st.booleans())
def test_the_importer_and_the_index_agree(geometry, repair):
    shapes, _, _, problems = geojson.read(collection(geometry))
    report = Report()
    made = geometries.check(shapes, False, repair, report)

    if problems or report.refused:
        if not repair:
            refused_by_index(geometry)
        return
    out = orjson.loads(orjson.dumps(geometries.as_geojson(made)[0]))
    areas.check_geometry(out, geometries.MAX_FEATURE_VERTICES, areas.ANY_TYPES)


def refused_by_index(geometry):
    try:
        areas.check_geometry(geometry, geometries.MAX_FEATURE_VERTICES, areas.ANY_TYPES)
    except BadGeometry:
        return
    raise AssertionError("the index takes what the importer refuses")
