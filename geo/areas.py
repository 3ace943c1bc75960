"""Area layers: which areas a point lies in, and whose edge is near.

Geometries are GeoJSON (RFC 7946) polygons in WGS84 degrees, longitude first; edges are straight in degrees.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from . import cellbuild, cellstore, digest, distances
from .geometries import MAX_VERTICES, check_geometry, edges_of

__all__ = ["MAX_VERTICES", "Area", "AreaIndex", "Box", "Extent", "check_geometry"]

Box = tuple[float, float, float, float]  # west, south, east, north in WGS84 degrees


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


@dataclass(frozen=True, slots=True)
class Extent:
    """Where an area lies, and a digest of all that it says but its days."""

    box: Box
    content: str


class AreaIndex:
    """Finds areas by place, exactly. Its answers never change, and threads may share it.

    Areas of every time are in it: who asks about a day leaves out what was not in force. Give it geometries that
    have passed `check_geometry`; it does not check them again. Points and lines are areas without an inside.
    *cache* is a folder of the caller's for built indexes (see `cellstore`); without it the index is built anew.
    """

    def __init__(self, features: Iterable[tuple[Area, Mapping[str, object]]], cache: Path | None = None) -> None:
        ordered = sorted(map(_Feature.read, features), key=_Feature.order)
        self.areas: tuple[Area, ...] = tuple(feature.area for feature in ordered)
        self.extents: tuple[Extent, ...] = tuple(feature.extent() for feature in ordered)  # area for area
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
        for part in distances.portions(self._cells, lons, lats, radii_m):
            owners, shapes, _ = distances.edges_within(self._cells, lons[part], lats[part], radii_m[part])
            found[part] = self._cells.sets.toggled_each(found[part], owners, shapes)
        return found

    def areas_of(self, set_id: int) -> list[Area]:
        """Return the areas of a set by kind, then code. Ids are this index's own and not to be kept."""
        return self._of_shapes(self._cells.sets[set_id])

    def _within(self, lon: float, lat: float, radius_m: float) -> list[tuple[int, float]]:
        return [
            (number, distance)
            for shape, distance in distances.near(self._cells, lon, lat, radius_m)
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
        edges = edges_of(geometry)
        named = [area.layer, area.kind, area.code, area.name, area.attributes, area.valid_from, area.valid_to]
        return cls(area, edges, digest.canonical(named) + edges.astype("<f8").tobytes())

    def extent(self) -> Extent:
        area, edges = self.area, self.edges
        corners = edges.reshape(-1, 2)
        (west, south), (east, north) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
        said = digest.canonical([area.layer, area.kind, area.code, area.name, area.attributes])
        content = hashlib.sha256(said + edges.astype("<f8").tobytes()).hexdigest()
        return Extent((west, south, east, north), content)

    def order(self) -> tuple[str, str, str, str, bytes]:
        return self.area.kind, self.area.code, self.area.layer, self.area.name, self.content


def _float_arrays(*columns) -> list:
    import numpy

    return [numpy.ascontiguousarray(column, dtype=numpy.float64) for column in columns]
