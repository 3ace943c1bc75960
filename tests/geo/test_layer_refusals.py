"""What is no map, or a wrong one, is refused with its reason and place; nothing is mended that nobody asked to mend."""

import json
import math
import sqlite3

import numpy
import pytest
import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon, box

from geo import geojson as reader
from geo import soundness, topology
from geo.errors import BadFile
from geo.reports import Report
from inspections.importing import LIMITS
from tests.geo.layer_files import codes, geojson, read, square, written, zones
from uploads.sandbox import Died, Limits

pytestmark = pytest.mark.slow  # child processes and jobs

SQUARE = [[117.38, 37.77], [117.39, 37.77], [117.39, 37.78], [117.38, 37.78], [117.38, 37.77]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def star(points, lon=117.4, lat=37.8, radius=0.01):
    """A star polygon {points/2}: every edge crosses most others."""
    step = points // 2
    turns = [2 * math.pi * step * number / points for number in range(points)]
    ring = [[lon + radius * math.cos(turn), lat + radius * math.sin(turn)] for turn in turns]
    return polygon([*ring, ring[0]])


MALFORMED = {
    "unclosed": (polygon(SQUARE[:-1]), "ring_not_closed"),
    "two positions": (polygon([SQUARE[0], SQUARE[1], SQUARE[0]]), "too_few_positions"),
    "texts": (polygon([[str(x), str(y)] for x, y in SQUARE]), "bad_position"),
    "null": (polygon([None, *SQUARE]), "bad_position"),
    "one number": (polygon([[1], *SQUARE]), "bad_position"),
    "four numbers": (polygon([[1, 2, 3, 4], *SQUARE]), "bad_position"),
    "true": (polygon([[True, False], *SQUARE]), "bad_position"),
    "no rings": (polygon(), "bad_coordinates"),
    "an empty ring": (polygon([]), "bad_coordinates"),
    "too shallow": ({"type": "Polygon", "coordinates": SQUARE}, "bad_position"),
    "too deep": ({"type": "Polygon", "coordinates": [[[SQUARE]]]}, "bad_position"),
    "a collection": ({"type": "GeometryCollection", "geometries": []}, "bad_geometry_type"),
    "no type": ({"coordinates": [SQUARE]}, "bad_geometry_type"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_geometry_is_named_with_its_feature(name):
    geometry, code = MALFORMED[name]

    _, _, _, problems = reader.read(geojson(square(), geometry))

    assert [(row, problem) for row, problem, _ in problems] == [(2, code)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b'{"type": "FeatureCollection", "features": [NaN]}', "not_json"),
        (b'{"type": "FeatureCollection", "features": [1e999]}', "not_json"),
        (b'{"type": "Feature"}', "not_a_feature_collection"),
        (b'{"type": "FeatureCollection", "features": {}}', "not_a_feature_collection"),
        (b'{"a": ' + b"[" * 5000, "not_json"),
        (b'{"type": "FeatureCollection", "features": [' + b"{}," * 100_000 + b"{}]}", "too_many_features"),
    ],
)
def test_what_is_no_geojson_is_refused(text, code):
    with pytest.raises(BadFile) as bad:
        reader.read(text)

    assert bad.value.code == code


def check(*shapes, only_areas=True, repair=False):
    report = Report()
    made = soundness.check(list(shapes), only_areas, repair, report)
    return report, made


def shape(geometry):
    return shapely.geometry.shape(geometry)


HOLE = [[117.382, 37.772], [117.382, 37.774], [117.384, 37.774], [117.384, 37.772], [117.382, 37.772]]
INNER = [[117.3825, 37.7725], [117.3825, 37.773], [117.383, 37.773], [117.383, 37.7725], [117.3825, 37.7725]]
FAR_HOLE = [[x + 1, y] for x, y in HOLE]
WRONG = {
    "bow-tie": (shape(polygon([SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]])), "self_intersection"),
    "hole outside": (shape(polygon(SQUARE, FAR_HOLE)), "hole_outside_shell"),
    "nested holes": (shape(polygon(SQUARE, HOLE, INNER)), "nested_holes"),
    "no area": (Polygon([(117, 37), (118, 37), (119, 37)]), "self_intersection"),
    "nested shells": (MultiPolygon([square(), square(117.382, 37.772, 0.001)]), "nested_shells"),
    "a spike of repeats": (Polygon([SQUARE[0], SQUARE[0], *SQUARE[1:]]), "repeated_position"),
    "infinite": (Polygon([(math.inf, 37), (118, 37), (118, 38)]), "coordinates_out_of_range"),
    "metres": (box(500_000, 4_100_000, 500_100, 4_100_100), "coordinates_out_of_range"),
    "latitude first": (Polygon([(37.77, 117.38), (37.78, 117.38), (37.78, 117.39)]), "coordinates_swapped"),
    "across 180": (Polygon([(179, 10), (-179, 10), (-179, 11)]), "across_antimeridian"),
    "a line": (LineString(SQUARE), "bad_geometry_type"),
    "empty": (Polygon(), "no_geometry"),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_a_wrong_geometry_is_refused_with_its_reason(name):
    wrong, code = WRONG[name]

    report, _ = check(square(), wrong)

    assert [(item["row"], item["code"]) for item in report.errors] == [(2, code)]
    assert report.warnings == []


def test_what_is_not_a_number_is_no_coordinate():
    with numpy.errstate(invalid="ignore"):
        report, _ = check(LineString([(math.nan, 37), (118, 37)]), only_areas=False)

    assert codes(report) == {"coordinates_out_of_range"}


def test_the_place_of_a_crossing_is_told():
    report, _ = check(WRONG["bow-tie"][0])

    assert report.errors[0]["place"] == pytest.approx([117.385, 37.775])


@pytest.mark.parametrize("points", [101, 301, 2001, 5001])
def test_a_star_that_would_hang_a_repair_is_refused_at_once(tmp_path, points):
    report, _ = read(tmp_path, geojson(star(points)))

    assert codes(report) == {"self_intersection"}
    assert report.warnings == []


def test_a_repair_happens_only_when_asked_and_is_listed():
    bow = WRONG["bow-tie"][0]

    report, made = check(square(), bow, repair=True)

    assert not report.refused and made[1].is_valid
    assert [(item["row"], item["code"]) for item in report.warnings] == [(2, "repaired")]
    told = report.warnings[0]["details"]
    assert told["before"] == 0 and told["after"] == pytest.approx(soundness.area_m2(square()) / 2, rel=0.01)


def test_a_repair_that_takes_too_long_is_ended(tmp_path):
    quick = Limits(LIMITS.memory_bytes, 2, LIMITS.file_bytes, 30)

    with pytest.raises(Died, match="timed_out"):
        read(tmp_path, geojson(star(401)), repair="make_valid", limits=quick)


def test_areas_at_the_edge_of_the_world_are_fine():
    report, _ = check(box(-180, -90, -179, -89), box(179, 89, 180, 90))

    assert report.errors == []


@pytest.mark.parametrize(
    ("rings", "code"), [(1, "too_many_vertices"), (12, "too_many_vertices_in_file")], ids=["one feature", "the file"]
)
def test_too_many_vertices_are_refused_with_the_number(rings, code):
    most = 200_001 if rings == 1 else 190_000
    turns = [2 * math.pi * number / most for number in range(most)]
    circle = Polygon([(117 + math.cos(turn), 37 + math.sin(turn)) for turn in turns])

    with pytest.raises(BadFile) as bad:
        soundness.check_limits([circle] * rings)

    assert bad.value.code == code
    assert bad.value.details["vertices"] > bad.value.details["limit"]


def lie(*shapes, partition=True):
    report = Report()
    columns = {"code": [str(number) for number, _ in enumerate(shapes)]}
    topology.check(shapely.from_wkb(shapely.to_wkb(list(shapes))), columns, partition, report)
    return report, [item["code"] for item in report.warnings]


def test_overlaps_and_gaps_are_measured_and_placed():
    around = [
        box(117, 37, 118, 37.4),
        box(117, 37.6, 118, 38),
        box(117, 37.4, 117.4, 37.6),
        box(117.6, 37.4, 118, 37.61),
    ]

    report, found = lie(*around)

    assert found == ["overlap", "gap"]
    overlap, gap = report.warnings
    assert (overlap["row"], overlap["details"]["other"]) == (2, 4)
    assert overlap["details"]["area_m2"] == pytest.approx(0.4 * 88_100 * 0.01 * 111_000, rel=0.02)
    assert gap["details"]["area_m2"] == pytest.approx(0.2 * 88_100 * 0.2 * 111_000, rel=0.02)
    assert 117.4 < gap["place"][0] < 117.6 and 37.4 < gap["place"][1] < 37.6


def test_neighbours_and_slivers_are_no_overlap():
    hair = 1e-8  # a millimetre

    assert lie(box(117, 37, 118, 38), box(118, 37, 119, 38), box(119 - hair, 37, 120, 38))[1] == []


def test_zones_may_overlap():
    assert lie(box(117, 37, 118, 38), box(117.5, 37, 118.5, 38), partition=False)[1] == []


def test_what_is_there_twice_is_told():
    report = Report()
    topology.check(shapely.from_wkb(shapely.to_wkb([square(), square()])), {"code": ["a", "a"]}, False, report)

    assert [item["code"] for item in report.warnings] == ["code_twice", "geometry_twice"]


VRT = "<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>{}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
TRICKS = {
    "a VRT": VRT.format("/etc/passwd").encode(),
    "a VRT on the net": VRT.format("/vsicurl/http://127.0.0.1:9/x.geojson").encode(),
    "a virtual file name": b"/vsicurl/http://127.0.0.1:9/x.geojson",
    "a database": b"PG:host=127.0.0.1 dbname=lanjian",
    "a service": b'{"type": "FeatureServer", "url": "http://127.0.0.1:9/arcgis/rest/services"}',
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "text": "不是地图".encode(),
    "half a FlatGeobuf": b"fgb\x03fgb\x00" + bytes(30),
    "a GeoPackage by its head": b"SQLite format 3\x00" + bytes(52) + b"GPKG" + bytes(100),
}


@pytest.mark.parametrize("name", TRICKS)
def test_what_pretends_to_be_a_map_is_refused(tmp_path, name):
    report, columns = read(tmp_path, TRICKS[name])

    assert codes(report) <= {
        "unsupported_layer_file",
        "undecodable_layer_file",
        "not_a_feature_collection",
        "no_features",
    }
    assert report.refused and columns == {}
    assert "root:" not in json.dumps(report.as_json())


def test_a_plain_database_is_no_geopackage(tmp_path):
    with sqlite3.connect(tmp_path / "plain.db") as database:
        database.execute("CREATE TABLE secrets (word TEXT)")
    database.close()

    report, _ = read(tmp_path, tmp_path / "plain.db")

    assert codes(report) == {"unsupported_layer_file"}


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path):
    report, _ = read(tmp_path, written(tmp_path, "GeoPackage", zones()), mapping={"code": "编号"})

    assert report.errors[0]["code"] == "unknown_column" and report.errors[0]["field"] == "mapping.code"
    assert report.errors[0]["details"]["columns"] == "code、title"


def test_texts_in_a_map_stay_texts(tmp_path):
    said = {"title": "<script>alert(1)</script>", "__proto__": "x"}

    report, columns = read(tmp_path, geojson(square(), properties=said))

    assert not report.refused and columns["name"] == ["<script>alert(1)</script>"]
