"""What lies around a spot: a box to look in, then exact distances and directions. WGS84 degrees, longitude first."""

import math
from collections.abc import Sequence

from . import coordinates

# A degree is never shorter than on these radii of the ellipsoid, so the box never cuts off what the disc would keep.
SHORTEST_MERIDIAN_RADIUS_M = 6335439.0  # a·(1 − e²), at the equator
SHORTEST_PARALLEL_RADIUS_M = 6378137.0  # a, to be multiplied by the cosine of the latitude


def box(lon: float, lat: float, radius_m: float) -> tuple[float, float, float, float]:
    """Return (west, south, east, north) of a box that holds every point within *radius_m* metres, and some more.

    At a pole and at the antimeridian it is as wide as the world.
    """
    reach_lat = math.degrees(radius_m / SHORTEST_MERIDIAN_RADIUS_M)
    south, north = max(-90.0, lat - reach_lat), min(90.0, lat + reach_lat)
    shrunk = math.cos(math.radians(max(abs(south), abs(north))))
    reach_lon = math.degrees(radius_m / (SHORTEST_PARALLEL_RADIUS_M * shrunk)) if shrunk > 1e-6 else 360.0
    west, east = lon - reach_lon, lon + reach_lon
    if west < -180 or east > 180:
        west, east = -180.0, 180.0
    return west, south, east, north


def measure(lon: float, lat: float, lons: Sequence[float], lats: Sequence[float]) -> list[tuple[float, float]]:
    """Return (distance in metres, bearing in degrees from north, clockwise, under 360) to each point: geodesic."""
    if not lons:
        return []
    count = len(lons)
    forward, _, metres = coordinates.geodesic().inv([lon] * count, [lat] * count, list(lons), list(lats))
    return [(distance, bearing % 360 % 360) for distance, bearing in zip(metres, forward, strict=True)]
