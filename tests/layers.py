"""Areas and zones to import: around the school in Qingyun, and what the map then says there."""

import json

from tests.imports import applied
from tests.operations import LAYER

PATH = "/layers/imports"
COLUMNS = {"code": "code", "name": "name", "agency": "agency", "role": "role"}
ZONE = LAYER | {"key": "qingyun-zones", "mapping": COLUMNS, "valid_from": "2026-01-01"}
AREA = LAYER | {"key": "towns", "kind": "township", "mapping": {"code": "code", "name": "name"}}
BUREAU, TELECOM = "庆云县综合行政执法局", "庆云县工业和信息化局"
ASKED = {"lon": 117.385, "lat": 37.775, "datum": "WGS84", "type": "manhole.net_missing", "asset_kind": "telecom"}


def box(west=117.38, south=37.77, side=0.01):
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def collection(*features):
    """A FeatureCollection of ``(geometry, properties)``."""
    rows = [{"type": "Feature", "geometry": geometry, "properties": said} for geometry, said in features]
    return json.dumps({"type": "FeatureCollection", "features": rows}, ensure_ascii=False).encode()


def zone(agency=BUREAU, role="owner", **said):
    return collection((box(), {"code": "z1", "name": "承德小学周边", "agency": agency, "role": role} | said))


def owners(person, **asked):
    """Who owns the well at the school, by zones."""
    answer = person.get("/responsibility", **(ASKED | asked))
    found = [row for row in answer["responsibilities"] if row["role"] == "owner" and row["source"] == "zone"]
    return {row["agency"]["name"] for row in found if row["rule"] == "z1"}


def versions(person, key="qingyun-zones", **query):
    return [
        (row["version"], row["valid_from"], row["valid_to"])
        for row in person.get("/layers", **query)["items"]
        if row["key"] == key and not row["withdrawn"]
    ]


def two_versions(person):
    """Zones of the bureau's until the end of May, of the telecom authority's from June on; the rows."""
    applied(person, PATH, zone(), ZONE)
    applied(person, PATH, zone(TELECOM), ZONE | {"valid_from": "2026-06-01"})
    return [row for row in person.get("/layers")["items"] if row["key"] == "qingyun-zones"]
