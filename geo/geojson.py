"""GeoJSON (RFC 7946) read strictly: what other readers would silently mend or misread is named with its place."""

import math
from collections.abc import Iterator, Mapping, Sequence

from .errors import BadFile

MAX_FEATURES = 100_000
DEPTHS = {  # of a position in the coordinates
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}

Problem = tuple[int, str, dict]


class _Wrong(Exception):
    def __init__(self, code, **details):
        super().__init__(code)
        self.code, self.details = code, details


def read(content: bytes) -> tuple[list, dict[str, list], str, list[Problem]]:
    """Return ``(geometries, columns, crs, problems)`` of a FeatureCollection, or raise BadFile.

    A malformed geometry is None and has its problem ``(row, code, details)``. The CRS is WGS84 unless an old ``crs``
    member names another one (GeoJSON 2008); a ``crs`` that is a link is refused and never followed.
    """
    import orjson
    import shapely

    try:
        document = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise BadFile("not_json", line=error.lineno, column=error.colno) from None
    features = document.get("features")
    if document.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise BadFile("not_a_feature_collection")
    if len(features) > MAX_FEATURES:
        raise BadFile("too_many_features", limit=MAX_FEATURES)
    problems: list[Problem] = []
    texts = [_geometry(row, feature, problems) for row, feature in enumerate(features, 1)]
    return shapely.from_geojson(texts), _columns(features), _crs(document), problems


def _geometry(row, feature, problems):
    """The geometry alone as text, in plane coordinates; None, with its problem, when it is malformed."""
    import orjson

    try:
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        if not isinstance(geometry, dict):
            raise _Wrong("no_geometry")
        _check(geometry)
    except _Wrong as wrong:
        problems.append((row, wrong.code, wrong.details))
        return None
    return orjson.dumps({"type": geometry["type"], "coordinates": geometry["coordinates"]}).decode()


def _check(geometry: Mapping) -> None:
    kind = geometry.get("type")
    if not isinstance(kind, str) or kind not in DEPTHS:
        raise _Wrong("bad_geometry_type", value=str(kind)[:40])
    for path, positions in _lines("coordinates", geometry.get("coordinates"), DEPTHS[kind]):
        for number, position in enumerate(positions):
            _check_position(f"{path}.{number}", position)
        if kind.endswith("Polygon") and positions[0] != positions[-1]:
            raise _Wrong("ring_not_closed", path=path)
        least = 4 if kind.endswith("Polygon") else 2 if kind.endswith("LineString") else 1
        if len(positions) < least:
            raise _Wrong("too_few_positions", path=path, least=least)


def _lines(path: str, value: object, depth: int) -> Iterator[tuple[str, Sequence]]:
    """The lists of positions: a ring, a line, or the points of a geometry."""
    if depth == 0:
        yield path, [value]
        return
    if not isinstance(value, list) or not value:
        raise _Wrong("bad_coordinates", path=path)
    if depth == 1:
        yield path, value
        return
    for number, member in enumerate(value):
        yield from _lines(f"{path}.{number}", member, depth - 1)


def _check_position(path, position):
    if not isinstance(position, list) or len(position) not in (2, 3):
        raise _Wrong("bad_position", path=path)
    for value in position:
        if type(value) not in (int, float) or not math.isfinite(value):
            raise _Wrong("bad_position", path=path)


def _columns(features):
    rows = [feature.get("properties") or {} if isinstance(feature, dict) else {} for feature in features]
    rows = [row if isinstance(row, dict) else {} for row in rows]
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [_plain(row.get(name)) for row in rows] for name in names}


def _plain(value):
    """A property as one value; a list of texts, such as asset kinds, as texts separated by commas."""
    if isinstance(value, list):
        return ",".join(str(part) for part in value)
    return None if isinstance(value, dict) else value


def _crs(document):
    said = document.get("crs")
    if said is None:
        return "EPSG:4326"
    name = said.get("properties", {}).get("name") if isinstance(said, dict) and said.get("type") == "name" else None
    if not isinstance(name, str):
        raise BadFile("bad_crs", field="crs", value=str(said)[:100])
    return name
