"""A layer comes out the same whatever format, coordinate system and encoding it came in."""

import numpy
import pytest
import shapely
from pyproj import Transformer

from geo import coordinates
from geo.coordinates import Datum
from tests.geo.layer_files import CODES, FORMATS, NAMES, codes, geojson, kmz, read, shapefile, square, written, zones

pytestmark = pytest.mark.slow  # child processes and jobs

CENTIMETRE_DEG = 0.01 / 111_320


def shapes_of(columns):
    return numpy.array([shapely.geometry.shape(geometry) for geometry in columns["geometry"]])


def is_zones(columns, frame=None):
    """Whether these are the three zones, to under a centimetre."""
    wanted = numpy.array((zones() if frame is None else frame).geometry)
    assert columns["code"] == CODES and columns["name"] == NAMES and columns["row"] == [1, 2, 3]
    assert shapely.hausdorff_distance(shapes_of(columns), wanted).max() < CENTIMETRE_DEG
    return True


@pytest.mark.parametrize(
    ("name", "crs"),
    [
        ("GeoPackage", "EPSG:4326"),
        ("GeoPackage", "EPSG:4490"),  # the authority lists latitude first
        ("GeoPackage", "EPSG:4548"),  # CGCS2000 / 3-degree Gauss-Kruger, northing first; no zone prefix
        ("FlatGeobuf", "EPSG:32650"),
        ("FlatGeobuf", "EPSG:4490"),
        ("GML", "EPSG:4490"),
        ("GML", "EPSG:4326"),
        ("KML", "EPSG:4326"),
    ],
)
def test_a_layer_comes_through_every_format_and_system(tmp_path, name, crs):
    report, columns = read(tmp_path, written(tmp_path, name, zones().to_crs(crs)))

    assert not report.refused, report.errors
    assert report.rows == report.accepted == 3
    assert report.summary["format"] == FORMATS[name][1]
    assert report.summary["crs"] in (crs, "OGC:CRS84")
    assert is_zones(columns)


ORDOS, NEW_YORK = (108.5 - 117.38, 0), (-117.38 - 73.95, 40.7 - 37.77)  # from Qingyun, in degrees
BEIJING_54_THERE = "+proj=tmerc +lon_0=117 +x_0=500000 +ellps=krass +towgs84=15.8,-154.4,-82.3"


@pytest.mark.parametrize(
    ("crs", "offset"),
    [("EPSG:2263", NEW_YORK), ("EPSG:3857", (0, 0)), ("EPSG:4214", ORDOS), (BEIJING_54_THERE, (0, 0))],
)
def test_conversion_is_that_of_proj(tmp_path, crs, offset):
    """New York in US feet, web Mercator, and Beijing 1954 where its shift is published or said."""
    here = zones().translate(*offset).to_frame("geometry")
    frame = zones().set_geometry(here.geometry.set_crs("EPSG:4326")).to_crs(crs)

    report, columns = read(tmp_path, written(tmp_path, "GeoPackage", frame))

    assert not report.refused, report.errors
    assert "PROJ" in report.summary["method"]
    convert = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    moved = shapely.transform(frame.geometry.array, convert.transform, interleaved=False)
    assert is_zones(columns, frame.set_geometry(moved, crs="EPSG:4326"))


@pytest.mark.parametrize("crs", ["EPSG:4214", "EPSG:4610", "EPSG:2434", "+proj=longlat +ellps=krass"])
def test_a_datum_whose_shift_is_not_known_there_is_refused(tmp_path, crs):
    """Beijing 1954 and Xi'an 1980: PROJ alone would take their degrees for those of WGS84."""
    report, columns = read(tmp_path, written(tmp_path, "GeoPackage", zones().to_crs(crs)))

    assert (codes(report), columns) == ({"no_datum_operation"}, {})
    assert report.errors[0]["field"] == "crs"


def test_the_operation_is_told_as_it_was(tmp_path):
    methods = []
    for number, (crs, offset) in enumerate([("EPSG:4214", ORDOS), ("EPSG:4548", (0, 0)), ("EPSG:4490", (0, 0))]):
        (tmp_path / str(number)).mkdir()
        frame = zones().set_geometry(zones().translate(*offset)).to_crs(crs)
        report, _ = read(tmp_path / str(number), written(tmp_path / str(number), "GeoPackage", frame))
        methods.append(report.summary["method"])

    assert "Beijing 1954 to WGS 84" in methods[0] and "标称精度 1 米" in methods[0]
    assert "Gauss-Kruger" in methods[1] and methods[1].endswith("CGCS2000 与 WGS84 相差不到 1 米，不再换算")
    assert methods[2] == "CGCS2000 与 WGS84 相差不到 1 米，不再换算"


@pytest.mark.parametrize("crs", [None, "EPSG:4549"])
def test_a_zipped_shapefile_in_feet_metres_or_degrees(tmp_path, crs):
    frame = zones() if crs is None else zones().to_crs(crs)

    report, columns = read(tmp_path, shapefile(tmp_path, frame, note="UTF-8"))

    assert not report.refused, report.errors
    assert is_zones(columns)


@pytest.mark.parametrize(
    ("encoding", "note", "driver", "told"),
    [
        ("GBK", None, 0, "GB18030"),  # nothing says it, and it reads in one way only
        ("UTF-8", None, 0, "UTF-8"),
        ("GBK", None, 0x57, "GB18030"),  # "ANSI", which is what Chinese Windows calls GBK
        ("GBK", None, 0x4D, "GB18030"),
        ("GBK", "936", 0x57, "GB18030"),
        ("UTF-8", "65001", 0x4D, "UTF-8"),
        ("GB18030", "gb2312", 0, "GB18030"),
    ],
)
def test_chinese_in_a_shapefile_is_read_as_it_was_written(tmp_path, encoding, note, driver, told):
    report, columns = read(tmp_path, shapefile(tmp_path, zones(), encoding, note, driver))

    assert not report.refused, report.errors
    assert report.summary["encoding"] == told
    assert is_zones(columns)


def test_columns_with_chinese_names_can_be_mapped(tmp_path):
    frame = zones().rename(columns={"code": "编号", "title": "名称"})

    report, columns = read(tmp_path, shapefile(tmp_path, frame, "GBK"), mapping={"code": "编号", "name": "名称"})

    assert not report.refused, report.errors
    assert is_zones(columns)


def test_a_text_that_reads_in_two_ways_or_in_none_is_a_question(tmp_path):
    rare = zones().assign(title=["堃", "喆", "赟"])  # not in GB 2312, so nothing vouches for them

    report, _ = read(tmp_path, shapefile(tmp_path, rare, "GBK"))

    assert codes(report) == {"which_encoding"}
    assert report.errors[0]["field"] == "encoding"
    assert "堃" in report.errors[0]["details"]["samples"]


def test_a_european_code_page_is_not_believed_of_what_could_be_chinese(tmp_path):
    report, _ = read(tmp_path, shapefile(tmp_path, zones(), "GBK", note="ISO-8859-1"))

    assert codes(report) == {"which_encoding"}


def test_a_european_code_page_is_believed_of_european_names(tmp_path):
    german = zones().assign(title=["Weiße Straße", "Hügel", "Öffnung"])

    report, columns = read(tmp_path, shapefile(tmp_path, german, "CP1252", note="1252"))

    assert not report.refused and columns["name"] == list(german.title)


def test_whoever_says_the_encoding_is_believed(tmp_path):
    rare = zones().assign(title=["堃", "喆", "赟"])

    report, columns = read(tmp_path, shapefile(tmp_path, rare, "GBK"), encoding="GB18030")

    assert not report.refused and columns["name"] == ["堃", "喆", "赟"]


def test_a_wrong_encoding_is_noticed(tmp_path):
    report, _ = read(tmp_path, shapefile(tmp_path, zones(), "GBK", note="UTF-8"))

    assert codes(report) == {"undecodable_text"}


def test_an_old_kml_in_gb2312_and_a_kmz(tmp_path):
    text = written(tmp_path, "KML", zones()).read_text("utf-8")
    old = text.replace('encoding="UTF-8"', 'encoding="GB2312"').encode("gb18030")
    for number, content in enumerate((old, kmz(text.encode()))):
        (tmp_path / str(number)).mkdir()
        report, columns = read(tmp_path / str(number), content)
        assert not report.refused, report.errors
        assert is_zones(columns)


@pytest.mark.parametrize("datum", [Datum.GCJ02, Datum.BD09])
def test_offset_coordinates_are_turned_back_when_the_datum_is_said(tmp_path, datum):
    offset = zones()
    offset.geometry = shapely.transform(
        offset.geometry.array,
        lambda points: numpy.array([coordinates.from_wgs84(*point, datum) for point in points]),
    )

    report, columns = read(tmp_path, written(tmp_path, "GeoPackage", offset), datum=datum)

    assert is_zones(columns)
    assert report.summary["datum"] == datum and datum in report.summary["method"]


def test_arrays_are_converted_as_single_points_are():
    rng = numpy.random.default_rng(3)
    lons, lats = rng.uniform(70, 140, 500), rng.uniform(0, 57, 500)
    for datum in Datum:
        many = numpy.column_stack(coordinates.to_wgs84_arrays(lons, lats, datum))
        single = numpy.array([coordinates.to_wgs84(*place, datum) for place in zip(lons, lats, strict=True)])
        assert abs(many - single).max() < 1e-11


def test_a_crs_is_said_or_the_file_is_refused(tmp_path):
    frame = zones().to_crs("EPSG:4548").set_crs(None, allow_override=True)
    file = written(tmp_path, "FlatGeobuf", frame)
    for number, (crs, expected) in enumerate(
        [(None, {"crs_unknown"}), ("EPSG:4548", set()), ("EPSG:999999", {"bad_crs"})]
    ):
        (tmp_path / str(number)).mkdir()
        report, columns = read(tmp_path / str(number), file, crs=crs)
        assert codes(report) == expected
    report, columns = read(tmp_path, file, crs="EPSG:4548")
    assert is_zones(columns)


def test_a_crs_that_was_said_against_the_file_is_a_warning(tmp_path):
    report, _ = read(tmp_path, written(tmp_path, "GeoPackage", zones()), crs="EPSG:4490")

    assert [item["code"] for item in report.warnings] == ["crs_overridden"]


def test_the_old_crs_member_of_geojson(tmp_path):
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}

    report, columns = read(tmp_path, geojson(square(), crs=named))

    assert report.summary["crs"] == "EPSG:4490" and report.summary["datum"] == Datum.CGCS2000
    assert shapely.equals(shapes_of(columns)[0], square())


def test_of_several_layers_one_is_named(tmp_path):
    import pyogrio

    path = written(tmp_path, "GeoPackage", zones())
    pyogrio.write_dataframe(zones().head(1), path, layer="other", append=True)
    for number, (layer, rows) in enumerate([(None, 0), ("nothing", 0), ("other", 1), ("areas", 3)]):
        (tmp_path / str(number)).mkdir()
        report, _ = read(tmp_path / str(number), path, layer=layer)
        assert report.rows == rows
        assert codes(report) == (set() if rows else {"which_layer"})
