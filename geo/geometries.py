"""GeoJSON geometries (RFC 7946) as they come from outside: checked, never repaired, and read into edges.

Positions are WGS84 degrees, longitude first; edges are straight in degrees.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from .errors import BadGeometry

MAX_VERTICES = 10_000
AREA_TYPES = ("Polygon", "MultiPolygon")
ANY_TYPES = (*AREA_TYPES, "LineString", "MultiLineString", "Point", "MultiPoint")
LEAST = {"Polygon": 4, "LineString": 2, "Point": 1}  # positions of a ring, a line, a point
LARGEST_ALTITUDE_M = 1e6  # a bound only to keep absurd numbers out; altitudes are not used

#  GEOS says                               code of the import      in Chinese
INVALID = {
    "Self-intersection": ("self_intersection", "边界自相交"),
    "Ring Self-intersection": ("ring_self_intersection", "环自相交或自相切"),
    "Hole lies outside shell": ("hole_outside_shell", "内环在外环之外"),
    "Holes are nested": ("nested_holes", "内环互相嵌套"),
    "Nested shells": ("nested_shells", "外环互相嵌套"),
    "Interior is disconnected": ("interior_disconnected", "内部不连通"),
    "Duplicate Rings": ("duplicate_rings", "有重复的环"),
    "Too few points in geometry component": ("no_area", "环没有面积"),
}
# Lists of lists around a position.
POSITION_DEPTH = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}


def check_geometry(
    geometry: Mapping[str, object], max_vertices: int = MAX_VERTICES, types: Sequence[str] = AREA_TYPES
) -> None:
    """Raise BadGeometry unless *geometry* is a valid GeoJSON geometry of one of *types* in WGS84 degrees.

    Finite positions in range, closed rings of at least four positions and lines of at least two, without repeats, no
    edge across the antimeridian (RFC 7946 §3.1.9 wants such areas cut), at most *max_vertices* vertices and a tenth
    as many parts, valid in the sense of OGC simple features. Nothing is ever repaired. The default limits are for
    geometry that comes in a request; an importer in a process of its own may pass larger ones. Sensitive places and
    roads may be of ANY_TYPES.
    """
    import shapely

    _check_structure(geometry, max_vertices, types)
    shape = shapely.geometry.shape({**geometry, "coordinates": _flat(geometry["coordinates"])})
    if shapely.is_valid(shape):
        return
    reason, lon, lat = why_invalid(shape)
    _, words = INVALID.get(reason, (None, reason))
    raise BadGeometry("coordinates", f"几何无效：{words}，位置在 {lon}, {lat} 附近。")


def why_invalid(shape) -> tuple[str, str, str]:
    """What GEOS says of an invalid shapely *shape*, and the longitude and latitude of the place, as texts."""
    import shapely

    return re.fullmatch(r"(.+)\[(\S+) (\S+)\]", shapely.is_valid_reason(shape)).groups()


def _flat(coordinates: Sequence) -> list:
    """Return coordinates of any depth without altitudes."""
    if isinstance(coordinates[0], list | tuple):
        return [_flat(member) for member in coordinates]
    return list(coordinates[:2])


def _check_structure(geometry: Mapping[str, object], max_vertices: int, types: Sequence[str]) -> None:
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if kind not in types:
        raise BadGeometry("type", f"只接受 {'、'.join(types)}。")
    coordinates = geometry.get("coordinates")
    if kind == "Point":
        _check_position("coordinates", coordinates)
        return
    vertices = 0
    for path, line in _lines("coordinates", coordinates, POSITION_DEPTH[kind]):
        positions = _members(path, line, "坐标")
        vertices += len(line)
        if vertices > max_vertices:
            raise BadGeometry("coordinates", f"顶点超过 {max_vertices} 个。")
        _check_line(path, list(positions), LEAST[kind.removeprefix("Multi")])
    if kind.startswith("Multi") and len(coordinates) > max_vertices // 10:
        raise BadGeometry("coordinates", f"组成部分超过 {max_vertices // 10} 个。")


def _lines(path: str, value: object, depth: int) -> Iterator[tuple[str, object]]:
    """Yield the lists of positions in coordinates of a depth, with their paths."""
    if depth == 1:
        yield path, value
        return
    for member_path, member in _members(path, value, "环" if depth == 2 else "多边形"):
        yield from _lines(member_path, member, depth - 1)


def _members(path: str, value: object, what: str) -> Iterable[tuple[str, object]]:
    if not isinstance(value, list | tuple) or not value:
        raise BadGeometry(path, f"应为{what}的非空数组。")
    return ((f"{path}.{i}", member) for i, member in enumerate(value))


def _check_line(path: str, positions: Sequence[tuple[str, object]], least: int) -> None:
    closed = least == LEAST["Polygon"]
    for place_path, place in positions:
        _check_position(place_path, place)
    if len(positions) < least:
        raise BadGeometry(path, f"{'一个环' if closed else '一条线'}至少要有 {least} 个坐标。")
    if closed and list(positions[0][1]) != list(positions[-1][1]):
        raise BadGeometry(path, "环没有闭合：首尾坐标不同。")
    for (_, before), (place_path, place) in pairwise(positions if least > 1 else ()):
        if before[0] == place[0] and before[1] == place[1]:
            raise BadGeometry(place_path, "与前一个坐标重复。")
        if abs(before[0] - place[0]) > 180:
            raise BadGeometry(place_path, "边跨越了 180° 经线，请在经线处切开。")


def _check_position(path: str, place: object) -> None:
    if not isinstance(place, list | tuple) or len(place) not in (2, 3):
        raise BadGeometry(path, "坐标应为 [经度, 纬度]，可带高程。")
    for value, limit, what in zip(place, (180, 90, LARGEST_ALTITUDE_M), ("经度", "纬度", "高程"), strict=False):
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise BadGeometry(path, f"{what}不是数字。")
        # Written as a comparison that NaN, infinities and huge integers all fail.
        if not -limit <= value <= limit:
            raise BadGeometry(path, f"{what}超出范围。")


def edges_of(geometry: Mapping[str, object]):
    """Return the edges of a GeoJSON geometry as rows (lon, lat, lon, lat), altitudes dropped.

    A line goes there and back, so that it has no inside; a point is an edge without length.
    """
    import numpy

    kind = geometry["type"]
    lists = [geometry["coordinates"]]
    for _ in range(POSITION_DEPTH[kind] - 1):
        lists = [part for parts in lists for part in parts]
    edges = []
    for positions in lists:
        places = [positions] if kind == "Point" else positions
        line = numpy.array([place[:2] for place in places], dtype=numpy.float64)
        if kind.endswith("Point"):
            edges.append(numpy.hstack([line, line]))
            continue
        edges.append(numpy.hstack([line[:-1], line[1:]]))
        if kind.endswith("LineString"):
            edges.append(edges[-1][::-1, [2, 3, 0, 1]])
    return numpy.concatenate(edges)
