"""A round as a GPX 1.1 file (https://www.topografix.com/GPX/1/1/), which navigation software on phones opens."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as xml

NAMESPACE = "http://www.topografix.com/GPX/1/1"
SCHEMA = "http://www.topografix.com/GPX/1/1/gpx.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
ALLOWED = str.maketrans({code: None for code in [*range(32), 0xFFFE, 0xFFFF] if code not in (9, 10, 13)})  # XML 1.0


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of the round, WGS84 degrees, as GPX wants them."""

    lon: float
    lat: float
    name: str
    description: str = ""


def route(name: str, stops: Iterable[Stop]) -> bytes:
    """Return the file: one route with the stops in their order, in UTF-8."""
    xml.register_namespace("", NAMESPACE)
    xml.register_namespace("xsi", INSTANCE)
    root = xml.Element(_tag("gpx"), {"version": "1.1", "creator": "Lanjian"})
    root.set(f"{{{INSTANCE}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    route_ = xml.SubElement(root, _tag("rte"))
    _say(route_, "name", name)
    for stop in stops:
        point = xml.SubElement(route_, _tag("rtept"), {"lat": f"{stop.lat:.7f}", "lon": f"{stop.lon:.7f}"})
        _say(point, "name", stop.name)
        if stop.description:
            _say(point, "desc", stop.description)
    return xml.tostring(root, encoding="utf-8", xml_declaration=True)


def _tag(name):
    return f"{{{NAMESPACE}}}{name}"


def _say(parent, name, text):
    xml.SubElement(parent, _tag(name)).text = text.translate(ALLOWED)
