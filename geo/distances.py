"""Which edges come near a point, in metres.

Distances are taken in a plane that is scaled in metres at the point (equirectangular, WGS84): off by under 0.1 m
at 1 km and 1 m at 3 km in the latitudes of China.
"""

import itertools
import math
from collections.abc import Iterator

from .cells import Cells

WGS84_A_M = 6378137.0
WGS84_EE = 0.00669437999014

# Boxes are a little larger than the radius, so that they never cut off what the disc would keep.
SLACK = 1.01
SLACK_DEG = 1e-9
PORTION = 65_536  # points and cells around them at a time
ROUNDING_M = 1e-6  # a point on an edge is a rounding error away from it
UNTOLD_M = 1e-8  # so close to the radius, arrays and plain numbers may not agree on which side


def near(cells: Cells, lon: float, lat: float, radius_m: float) -> list[tuple[int, float]]:
    """Return (shape, metres) of every shape with an edge within *radius_m* of one point: what `edges_within` finds."""
    import numpy

    found = _few_near(cells, lon, lat, radius_m)
    if found is None:
        _, shapes, metres = edges_within(cells, *(numpy.array([each], numpy.float64) for each in (lon, lat, radius_m)))
        return list(zip(shapes.tolist(), metres.tolist(), strict=True))
    return found


def _few_near(cells, lon, lat, radius_m):
    """The same where few edges are about, in plain numbers; None where that takes arrays, or their last digits."""
    lon_m, lat_m = metres_per_degree(math.sin(math.radians(lat)), math.cos(math.radians(lat)))
    wide, high = SLACK * radius_m / lon_m + SLACK_DEG, SLACK * radius_m / lat_m + SLACK_DEG
    edges = cells.few_edges_in(lon - wide, lat - high, lon + wide, lat + high)
    nearest: dict[int, float] = {}
    for shape, ax, ay, bx, by in edges or ():
        ends = (ax - lon) * lon_m, (ay - lat) * lat_m, (bx - lon) * lon_m, (by - lat) * lat_m
        metres = _to_one_segment(*ends)
        if abs(metres - radius_m - ROUNDING_M) < UNTOLD_M:
            return None
        if metres <= radius_m + ROUNDING_M:
            nearest[shape] = min(metres, nearest.get(shape, metres))
    return None if edges is None else list(nearest.items())


def edges_within(cells: Cells, lons, lats, radii_m):
    """Return (point, shape, metres) arrays of every shape with an edge within its radius of a point.

    The arguments are arrays; the distance is that of the shape's nearest edge; points, then shapes, ascend.
    """
    import numpy

    lon_m, lat_m, boxes = _around(lons, lats, radii_m)
    points, shapes, edges = cells.edges_in(*boxes)
    x, y = lon_m[points], lat_m[points]
    ax, bx = (edges[:, ::2].T - lons[points]) * x
    ay, by = (edges[:, 1::2].T - lats[points]) * y
    metres = _to_segment(ax, ay, bx, by)
    close = metres <= radii_m[points] + ROUNDING_M
    points, shapes, metres = points[close], shapes[close].astype(numpy.int64), metres[close]
    order = numpy.lexsort([metres, shapes, points])
    points, shapes, metres = points[order], shapes[order], metres[order]
    first = (numpy.diff(points, prepend=-1) != 0) | (numpy.diff(shapes, prepend=-1) != 0)
    return points[first], shapes[first], metres[first]


def portions(cells: Cells, lons, lats, radii_m) -> Iterator[slice]:
    """Yield slices of the points for `edges_within` that keep its arrays small, whatever the radii."""
    import numpy

    _, _, boxes = _around(lons, lats, radii_m)
    turns = numpy.cumsum(cells.sizes(*boxes) + 1) // PORTION
    begins = numpy.flatnonzero(numpy.diff(turns, prepend=-1)).tolist()
    yield from itertools.starmap(slice, itertools.pairwise([*begins, len(lons)]))


def _around(lons, lats, radii_m):
    """Return the metres of a degree of longitude and of latitude, and the boxes around the discs."""
    import numpy

    angles = numpy.radians(lats)
    lon_m, lat_m = metres_per_degree(numpy.sin(angles), numpy.cos(angles))
    wide, high = SLACK * radii_m / lon_m + SLACK_DEG, SLACK * radii_m / lat_m + SLACK_DEG
    return lon_m, lat_m, (lons - wide, lats - high, lons + wide, lats + high)


def metres_per_degree(sine, cosine):
    """Return the length of a degree of longitude and of latitude on WGS84, by sine and cosine of the latitude."""
    curve = 1 - WGS84_EE * sine * sine
    return math.radians(WGS84_A_M) * cosine / curve**0.5, math.radians(WGS84_A_M * (1 - WGS84_EE)) / curve**1.5


def _to_one_segment(ax, ay, bx, by) -> float:
    wide, high = bx - ax, by - ay
    square = wide * wide + high * high
    along = min(max(-(ax * wide + ay * high) / square, 0.0), 1.0) if square > 0 else 0.0
    return math.hypot(ax + along * wide, ay + along * high)


def _to_segment(ax, ay, bx, by):
    """Return the distance of the origin to each segment from a to b."""
    import numpy

    wide, high = bx - ax, by - ay
    square = wide * wide + high * high
    along = numpy.zeros(len(ax))
    numpy.divide(-(ax * wide + ay * high), square, out=along, where=square > 0)
    along = numpy.clip(along, 0, 1)
    return numpy.hypot(ax + along * wide, ay + along * high)
