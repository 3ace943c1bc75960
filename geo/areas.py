"""Area layers: which areas a point lies in, and whose edge is near.

Geometries are GeoJSON (RFC 7946) polygons in WGS84 degrees, longitude first; edges are straight in degrees.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from . import digest
from .errors import BadGeometry

MAX_VERTICES = 200_000
LARGEST_ALTITUDE_M = 1e6  # a bound only to keep absurd numbers out; altitudes are not used

WGS84_A_M = 6378137.0
WGS84_EE = 0.00669437999014

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

Polygons = list[list[list[tuple[float, float]]]]


@dataclass(frozen=True, slots=True)
class Area:
    """A named area of a layer. ``kind`` is county, township, zone, …; ``code`` is GB/T 2260 for the first two."""

    layer: str
    kind: str
    code: str
    name: str
    attributes: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return f"{self.name}（{self.code}）"


class AreaIndex:
    """Finds areas by place. Immutable once built, and safe to share between threads.

    Give it geometries that have passed `check_geometry`; it does not check them again.
    """

    def __init__(self, features: Iterable[tuple[Area, Mapping[str, object]]]) -> None:
        import numpy
        import shapely

        ordered = sorted(features, key=lambda item: (item[0].kind, item[0].code, item[0].layer, item[0].name))
        self.areas: tuple[Area, ...] = tuple(area for area, _ in ordered)
        self._shapes = numpy.array([_shape(_read(geometry)) for _, geometry in ordered], dtype=object)
        self._tree = shapely.STRtree(self._shapes)
        shapely.prepare(self._shapes)
        self._warm_up()
        self.version: str = digest.of(
            digest.canonical([area.layer, area.kind, area.code, area.name, area.attributes])
            + shapely.to_wkb(shape, byte_order=1)
            for area, shape in zip(self.areas, self._shapes, strict=True)
        )

    def at(self, lon: float, lat: float) -> list[Area]:
        """Return the areas covering a WGS84 point, by kind, then code.

        A point on an edge belongs to every area that has this edge.
        """
        import shapely

        near = self._tree.query(shapely.Point(lon, lat))
        hits = near[shapely.intersects_xy(self._shapes[near], lon, lat)]
        return [self.areas[i] for i in sorted(hits)]

    def near(self, lon: float, lat: float, radius_m: float) -> list[tuple[Area, float]]:
        """Return the areas whose edge comes within *radius_m* metres of a WGS84 point, inside or outside it.

        The float is the distance to the edge in metres; nearest first. Distances use an equirectangular
        scale at the point, off by under 0.1 m at 1 km and 1 m at 3 km in the latitudes of China.
        """
        import shapely

        lon_m, lat_m = _metres_per_degree(lat)
        # One per cent more than the radius, so that the box never cuts off what the disc would keep.
        reach_lon, reach_lat = 1.01 * radius_m / lon_m, 1.01 * radius_m / lat_m
        box = shapely.box(lon - reach_lon, lat - reach_lat, lon + reach_lon, lat + reach_lat)
        nearby = sorted(self._tree.query(box))
        edges = shapely.transform(
            shapely.boundary(self._shapes[nearby]), lambda places: (places - (lon, lat)) * (lon_m, lat_m)
        )
        distances = shapely.distance(edges, shapely.Point(0, 0))
        found = [(self.areas[i], float(d)) for i, d in zip(nearby, distances, strict=True) if d <= radius_m]
        return sorted(found, key=lambda pair: pair[1])

    def _warm_up(self) -> None:
        """GEOS builds its indexes at the first question; ask it here, before threads could do so at once."""
        import shapely

        self._tree.query(shapely.Point(0, 0))
        middles = shapely.bounds(self._shapes).reshape(-1, 2, 2).mean(axis=1)
        shapely.intersects_xy(self._shapes, middles[:, 0], middles[:, 1])


def check_geometry(geometry: Mapping[str, object]) -> None:
    """Raise BadGeometry unless *geometry* is a valid GeoJSON Polygon or MultiPolygon in WGS84 degrees.

    Finite positions in range, closed rings of at least four positions without repeats, no edge across the
    antimeridian (RFC 7946 §3.1.9 wants such areas cut), at most 200 000 vertices, valid in the sense of
    OGC simple features. Nothing is ever repaired.
    """
    import shapely

    _check_structure(geometry)
    shape = _shape(_read(geometry))
    if shapely.is_valid(shape):
        return
    reason, lon, lat = re.fullmatch(r"(.+)\[(\S+) (\S+)\]", shapely.is_valid_reason(shape)).groups()
    raise BadGeometry("coordinates", f"几何无效：{INVALID.get(reason, reason)}，位置在 {lon}, {lat} 附近。")


def _read(geometry: Mapping[str, object]) -> Polygons:
    """Return the rings of each polygon as (lon, lat) pairs, dropping altitudes."""
    coordinates = geometry["coordinates"]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    return [[[(place[0], place[1]) for place in ring] for ring in rings] for rings in polygons]


def _shape(polygons: Polygons):
    import shapely

    shapes = [shapely.Polygon(rings[0], rings[1:]) for rings in polygons]
    return shapes[0] if len(shapes) == 1 else shapely.MultiPolygon(shapes)


def _check_structure(geometry: Mapping[str, object]) -> None:
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise BadGeometry("type", "只接受 Polygon 或 MultiPolygon。")
    polygons = [("coordinates", geometry.get("coordinates"))]
    if kind == "MultiPolygon":
        polygons = list(_members(*polygons[0], "多边形"))
    vertices = 0
    for polygon_path, polygon in polygons:
        for path, ring in _members(polygon_path, polygon, "环"):
            positions = list(_members(path, ring, "坐标"))
            vertices += len(positions)
            if vertices > MAX_VERTICES:
                raise BadGeometry("coordinates", f"顶点超过 {MAX_VERTICES} 个。")
            _check_ring(path, positions)


def _members(path: str, value: object, what: str) -> Iterable[tuple[str, object]]:
    if not isinstance(value, list | tuple) or not value:
        raise BadGeometry(path, f"应为{what}的非空数组。")
    return ((f"{path}.{i}", member) for i, member in enumerate(value))


def _check_ring(path: str, positions: Sequence[tuple[str, object]]) -> None:
    for place_path, place in positions:
        _check_position(place_path, place)
    if len(positions) < 4:
        raise BadGeometry(path, "一个环至少要有 4 个坐标。")
    if list(positions[0][1]) != list(positions[-1][1]):
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


def _metres_per_degree(lat: float) -> tuple[float, float]:
    """Return the length of a degree of longitude and of latitude on WGS84 at *lat*."""
    curve = 1 - WGS84_EE * math.sin(math.radians(lat)) ** 2
    lon_m = math.radians(WGS84_A_M * math.cos(math.radians(lat)) / math.sqrt(curve))
    return lon_m, math.radians(WGS84_A_M * (1 - WGS84_EE) / curve**1.5)
