"""XML from strangers is read through before GDAL sees it."""

import codecs
import http.server
import re
import threading

import pytest

from geo import markup
from geo.errors import BadFile
from tests.geo.layer_files import codes, read, written, zones

pytestmark = pytest.mark.slow  # limited children
KML = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
SQUARE = "117.38,37.77 117.39,37.77 117.39,37.78 117.38,37.77"
PLACEMARK = (
    "<Placemark><name>一区</name><description><![CDATA[<script>alert(1)</script>]]></description><Polygon>"
    f"<outerBoundaryIs><LinearRing><coordinates>{SQUARE}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
)


def refusal(folder, text):
    (folder / "file").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BadFile) as bad:
        markup.prepare(folder / "file", folder)
    return bad.value.code


LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
UNSAFE = {
    "billion laughs": LAUGHS + KML.format("<name>&b;</name>"),
    "quadratic blow-up": f'<!DOCTYPE k [<!ENTITY a "{"x" * 50_000}">]>' + KML.format(f"<name>{'&a;' * 1000}</name>"),
    "a file of ours": '<!DOCTYPE k [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + KML.format("<name>&x;</name>"),
    "a DTD elsewhere": '<!DOCTYPE kml SYSTEM "http://127.0.0.1:9/k.dtd">' + KML.format(""),
}


@pytest.mark.parametrize("name", UNSAFE)
def test_entities_and_dtds_are_refused(tmp_path, name):
    assert refusal(tmp_path, UNSAFE[name]) == "unsafe_xml"


def test_depth_breaks_and_other_xml_are_refused(tmp_path):
    assert refusal(tmp_path, KML.format("<a>" * 100_000)) == "xml_too_deep"
    assert refusal(tmp_path, KML.format(PLACEMARK)[:-9]) == "broken_xml"
    assert refusal(tmp_path, KML.format("<a></b>")) == "broken_xml"
    assert refusal(tmp_path, b'<?xml version="1.0" encoding="GBK"?>' + KML.format("区").encode()) == "broken_xml"
    assert refusal(tmp_path, '<?xml version="1.0" encoding="nobody-knows"?>' + KML.format("")) == "broken_xml"
    assert refusal(tmp_path, "<svg/>") == "unsupported_layer_file"


GML = (
    '<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:o="http://o"><gml:featureMember><o:zone>'
    '<o:geom><gml:Polygon srsName="urn:ogc:def:crs:EPSG::4326"><gml:exterior><gml:LinearRing>{}</gml:LinearRing>'
    "</gml:exterior></gml:Polygon></o:geom><o:pos>中心街</o:pos></o:zone></gml:featureMember></gml:FeatureCollection>"
)
POINTS = "37.77 117.38 37.77 117.39 37.78 117.39 37.77 117.38"
#                        file  coordinates                                                     the word, and where
NO_NUMBERS = {
    "letters in a KML": (KML, SQUARE.replace("117.39,37.77", "abc,37.77"), "abc,37.77", 2),
    "a unit in a KML": (KML, SQUARE.replace("37.78", "37.78N"), "117.39,37.78N", 3),
    "not a number in a KML": (KML, SQUARE.replace("117.39", "nan", 1), "nan,37.77", 2),
    "commas only in a KML": (KML, SQUARE.replace(" ", ","), SQUARE.replace(" ", ",")[:60], 1),
    "an element in a KML": (KML, f"{SQUARE[:12]}<b/>{SQUARE[12:]}", "<b>", 1),
    "letters in a list": (GML, f"<gml:posList>{POINTS.replace('37.78', 'o')}</gml:posList>", "o", 5),
    "letters in a position": (GML, "<gml:pos>37.77 117.38</gml:pos><gml:pos>37.77 x</gml:pos>", "x", 2),
    "letters in an old GML": (GML, "<gml:coordinates>37.77,117.38 37.77,l17.39</gml:coordinates>", "37.77,l17.39", 2),
    "letters in an older GML": (GML, "<gml:coord><gml:X>37.77</gml:X><gml:Y>O</gml:Y></gml:coord>", "O", 1),
}


@pytest.mark.parametrize("name", NO_NUMBERS)
def test_coordinates_that_are_no_numbers_are_refused_with_their_place(tmp_path, name):
    text, coordinates, word, number = NO_NUMBERS[name]
    if text is KML:
        text, coordinates = KML.format(PLACEMARK + "{}"), PLACEMARK.replace(SQUARE, coordinates)

    report, columns = read(tmp_path, text.format(coordinates).encode(), mapping={})

    (error,) = report.errors
    assert (error["code"], error["row"]) == ("not_coordinates", 2 if "kml" in text else 1)
    assert error["details"] == {"value": word, "number": number} and columns == {}


NUMBERS = {
    "blanks after the commas": (KML, SQUARE.replace(",", " , ")),
    "altitudes and exponents": (KML, SQUARE.replace("117.39,37.77", "1.1739e2,37.77,0")),
    "a list": (GML, f"<gml:posList>{POINTS}</gml:posList>"),
    "other separators": (
        GML,
        '<gml:coordinates decimal="," cs=" " ts=";">'
        f"{re.sub(' (?=37)', ';', POINTS).replace('.', ',')}</gml:coordinates>",
    ),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_coordinates_may_be_written_as_the_formats_let_them(tmp_path, name):
    text, coordinates = NUMBERS[name]
    if text is KML:
        coordinates = PLACEMARK.replace(SQUARE, coordinates)

    report, columns = read(tmp_path, text.format(coordinates).encode(), mapping={})

    assert not report.refused, report.errors
    assert columns["geometry"][0]["coordinates"][0][0] == [117.38, 37.77]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_a_kml_in_utf_16_is_read(tmp_path, encoding):
    text = '<?xml version="1.0" encoding="UTF-16"?>' + KML.format(PLACEMARK)
    mark = b"" if encoding == "utf-16" else codecs.BOM_UTF16_BE

    report, columns = read(tmp_path, mark + text.encode(encoding), mapping={"name": "Name"})

    assert not report.refused, report.errors
    assert columns["name"] == ["一区"]


def test_an_open_ring_is_told_as_that_in_any_format(tmp_path):
    open_ring = SQUARE.rpartition(" ")[0]
    hole = f"<innerBoundaryIs><LinearRing><coordinates>{open_ring}</coordinates></LinearRing></innerBoundaryIs>"
    line = f"<Placemark><LineString><coordinates>{SQUARE[:12]}</coordinates></LineString></Placemark>"
    text = KML.format(
        PLACEMARK + PLACEMARK.replace(SQUARE, open_ring) + PLACEMARK.replace("</Polygon>", hole + "</Polygon>") + line
    )

    report, _ = read(tmp_path, text.encode(), mapping={})

    assert [(error["row"], error["code"], error["details"].get("path")) for error in report.errors] == [
        (2, "ring_not_closed", "coordinates.0"),
        (3, "ring_not_closed", "coordinates.1"),
        (4, "too_few_positions", "coordinates"),
    ]


@pytest.fixture
def canary():
    """A server that only counts who comes: its address and the paths asked for."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            """Say nothing."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def test_links_in_a_kml_are_not_followed(tmp_path, canary):
    address, asked = canary
    links = (
        f"<NetworkLink><Link><href>{address}/more.kml</href></Link></NetworkLink>"
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{address}/x"/>'
    )
    report, columns = read(tmp_path, KML.format(PLACEMARK + links).encode(), mapping={"name": "Name"})

    assert not report.refused, report.errors
    assert columns["name"] == ["一区"] and set(columns) == {"row", "code", "name", "geometry"}
    assert asked == []


def test_a_picture_laid_over_the_ground_is_no_area_and_is_not_fetched(tmp_path, canary):
    address, asked = canary
    overlay = f"<GroundOverlay><Icon><href>{address}/map.png</href></Icon></GroundOverlay>"

    report, _ = read(tmp_path, KML.format(PLACEMARK + overlay).encode(), mapping={"name": "Name"})

    assert codes(report) == {"no_geometry"}
    assert asked == []


def test_schemas_of_a_gml_are_not_fetched(tmp_path, canary):
    address, asked = canary
    text = written(tmp_path, "GML", zones()).read_text("utf-8")
    text = text.replace("areas.xsd", f"{address}/areas.xsd")
    assert address in text

    report, _ = read(tmp_path, text.encode())

    assert not report.refused, report.errors
    assert asked == []


def test_a_crs_that_is_a_link_is_not_followed(tmp_path, canary):
    from tests.geo.layer_files import geojson, square

    address, asked = canary
    for number, crs in enumerate(
        [
            {"type": "link", "properties": {"href": f"{address}/crs"}},
            {"type": "name", "properties": {"name": f"{address}/crs"}},
        ]
    ):
        (tmp_path / str(number)).mkdir()
        report, _ = read(tmp_path / str(number), geojson(square(), crs=crs))
        assert codes(report) == {"bad_crs"}
    assert asked == []
