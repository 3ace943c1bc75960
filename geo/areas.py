"""Area layers: which areas a point lies in, and whose edge is near.

Geometries are GeoJSON (RFC 7946) polygons in WGS84 degrees, longitude first; edges are straight in degrees.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

from . import cellbuild, cellstore, digest, distances
from .cells import CHUNK
from .errors import BadGeometry

MAX_VERTICES = 10_000
AREA_TYPES = ("Polygon", "MultiPolygon")
ANY_TYPES = (*AREA_TYPES, "LineString", "MultiLineString", "Point", "MultiPoint")
LEAST = {"Polygon": 4, "LineString": 2, "Point": 1}  # positions of a ring, a line, a point
LARGEST_ALTITUDE_M = 1e6  # a bound only to keep absurd numbers out; altitudes are not used

INVALID = {
    "Self-intersection": "边界自相交",
    "Ring Self-intersection": "环自相交或自相切",
    "Hole lies outside shell": "内环在外环之外",
    "Nested holes": "内环互相嵌套",
    "Nested shells": "外环互相嵌套",
    "Interior is disconnected": "内部不连通",
    "Duplicate Rings": "有重复的环",
    "Too few points in geometry component": "环没有面积",
}


@dataclass(frozen=True, slots=True)
class Area:
    """A named area of a layer, in force from ``valid_from`` to ``valid_to``, both days included; None is open.

    ``kind`` is province, city, county, township, village, zone, road, network, grid or sensitive; ``code`` is
    GB/T 2260 for the first five.
    """

    layer: str
    kind: str
    code: str
    name: str
    attributes: Mapping[str, object] = field(default_factory=dict, hash=False)
    valid_from: date | None = None
    valid_to: date | None = None

    def __str__(self) -> str:
        return f"{self.name}（{self.code}）"


class AreaIndex:
    """Finds areas by place, exactly. Its answers never change, and threads may share it.

    Areas of every time are in it: who asks about a day leaves out what was not in force. Give it geometries that
    have passed `check_geometry`; it does not check them again. Points and lines are areas without an inside.
    *cache* is a folder of the caller's for built indexes (see `cellstore`); without it the index is built anew.
    """

    def __init__(self, features: Iterable[tuple[Area, Mapping[str, object]]], cache: Path | None = None) -> None:
        ordered = sorted(map(_Feature.read, features), key=_Feature.order)
        self.areas: tuple[Area, ...] = tuple(feature.area for feature in ordered)
        self.version: str = digest.of(feature.content for feature in ordered)
        # Versions of a layer share most of their outlines: an outline is one shape, whichever areas have it.
        shapes: dict[bytes, list[int]] = {}
        for number, feature in enumerate(ordered):
            shapes.setdefault(feature.edges.tobytes(), []).append(number)
        self._numbers = list(shapes.values())
        self._cells = cellstore.cells(
            self.version, lambda: cellbuild.build([ordered[numbers[0]].edges for numbers in self._numbers]), cache
        )
        self._sets = [self._of_shapes(self._cells.sets[set_id]) for set_id in range(self._cells.whole)]

    def at(self, lon: float, lat: float) -> list[Area]:
        """Return the areas covering a WGS84 point, by kind, then code.

        A point on an edge belongs to every area that has this edge.
        """
        found = self._cells.at(lon, lat)
        return list(self._sets[found]) if type(found) is int else self._of_shapes(found)

    def near(self, lon: float, lat: float, radius_m: float) -> list[tuple[Area, float]]:
        """Return the areas whose edge comes within *radius_m* metres of a WGS84 point, inside or outside it.

        The float is the distance to the edge in metres; nearest first. Distances use an equirectangular
        scale at the point, off by under 0.1 m at 1 km and 1 m at 3 km in the latitudes of China.
        """
        found = sorted((distance, number) for number, distance in self._within(lon, lat, radius_m))
        return [(self.areas[number], distance) for distance, number in found]

    def touched(self, lon: float, lat: float, radius_m: float) -> list[Area]:
        """Return the areas of `near` by kind, then code."""
        return [self.areas[number] for number, _ in sorted(self._within(lon, lat, radius_m))]

    def sets_at(self, lons, lats):
        """Do `at` for arrays of points; returns an array of set ids, to be read with `areas_of`."""
        return self._cells.sets_at(*_float_arrays(lons, lats))

    def sets_touched(self, lons, lats, radii_m):
        """Do `touched` for arrays of points and radii; returns an array of set ids, to be read with `areas_of`."""
        import numpy

        lons, lats, radii_m = _float_arrays(lons, lats, radii_m)
        found = numpy.zeros(len(lons), dtype=numpy.int64)
        for start in range(0, len(lons), CHUNK):
            part = slice(start, start + CHUNK)
            owners, shapes, _ = distances.edges_within(self._cells, lons[part], lats[part], radii_m[part])
            found[part] = self._cells.sets.toggled_each(found[part], owners, shapes)
        return found

    def areas_of(self, set_id: int) -> list[Area]:
        """Return the areas of a set by kind, then code. Ids are this index's own and not to be kept."""
        return self._of_shapes(self._cells.sets[set_id])

    def _within(self, lon: float, lat: float, radius_m: float) -> list[tuple[int, float]]:
        import numpy

        if distances.certainly_none(self._cells, lon, lat, radius_m):
            return []
        _, shapes, metres = distances.edges_within(
            self._cells, *(numpy.array([value], numpy.float64) for value in (lon, lat, radius_m))
        )
        return [
            (number, distance)
            for shape, distance in zip(shapes.tolist(), metres.tolist(), strict=True)
            for number in self._numbers[shape]
        ]

    def _of_shapes(self, shapes: Iterable[int]) -> list[Area]:
        return [self.areas[number] for number in sorted(n for shape in shapes for n in self._numbers[shape])]


@dataclass(frozen=True, slots=True)
class _Feature:
    """An area, its edges, and its content as bytes, which is its name in the version and its last sort key."""

    area: Area
    edges: object
    content: bytes

    @classmethod
    def read(cls, feature: tuple[Area, Mapping[str, object]]) -> "_Feature":
        area, geometry = feature
        edges = cellbuild.edges_of(geometry)
        named = [area.layer, area.kind, area.code, area.name, area.attributes, area.valid_from, area.valid_to]
        return cls(area, edges, digest.canonical(named) + edges.astype("<f8").tobytes())

    def order(self) -> tuple[str, str, str, str, bytes]:
        return self.area.kind, self.area.code, self.area.layer, self.area.name, self.content


def _float_arrays(*columns) -> list:
    import numpy

    return [numpy.ascontiguousarray(column, dtype=numpy.float64) for column in columns]


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
    reason, lon, lat = re.fullmatch(r"(.+)\[(\S+) (\S+)\]", shapely.is_valid_reason(shape)).groups()
    raise BadGeometry("coordinates", f"几何无效：{INVALID.get(reason, reason)}，位置在 {lon}, {lat} 附近。")


def _flat(coordinates: Sequence) -> list:
    """Return coordinates of any depth without altitudes."""
    if isinstance(coordinates[0], list | tuple):
        return [_flat(member) for member in coordinates]
    return list(coordinates[:2])


def _check_structure(geometry: Mapping[str, object], max_vertices: int, types: Sequence[str]) -> None:
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if kind not in types:
        raise BadGeometry("type", f"只接受 {'、'.join(types)}。")
    parts = [("coordinates", geometry.get("coordinates"))]
    if kind.startswith("Multi"):
        parts = list(_members(*parts[0], "组成部分"))
        if len(parts) > max_vertices // 10:
            raise BadGeometry("coordinates", f"组成部分超过 {max_vertices // 10} 个。")
    vertices = 0
    for path, part in parts:
        for line_path, line in _members(path, part, "环") if kind.endswith("Polygon") else [(path, part)]:
            positions = [(line_path, line)] if kind.endswith("Point") else list(_members(line_path, line, "坐标"))
            vertices += len(positions)
            if vertices > max_vertices:
                raise BadGeometry("coordinates", f"顶点超过 {max_vertices} 个。")
            _check_line(line_path, positions, closed=kind.endswith("Polygon"), least=LEAST[kind.removeprefix("Multi")])


def _members(path: str, value: object, what: str) -> Iterable[tuple[str, object]]:
    if not isinstance(value, list | tuple) or not value:
        raise BadGeometry(path, f"应为{what}的非空数组。")
    return ((f"{path}.{i}", member) for i, member in enumerate(value))


def _check_line(path: str, positions: Sequence[tuple[str, object]], closed: bool, least: int) -> None:
    for place_path, place in positions:
        _check_position(place_path, place)
    if len(positions) < least:
        raise BadGeometry(path, f"{'一个环' if closed else '一条线'}至少要有 {least} 个坐标。")
    if closed and list(positions[0][1]) != list(positions[-1][1]):
        raise BadGeometry(path, "环没有闭合：首尾坐标不同。")
    for (_, before), (place_path, place) in pairwise(positions):
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
