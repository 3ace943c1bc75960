"""XML from strangers is read through before GDAL sees it."""

import http.server
import threading

import pytest

from geo import markup
from geo.errors import BadFile
from tests.geo.layer_files import codes, read, written, zones

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
