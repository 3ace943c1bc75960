"""The four datums met in the field, and distances between points.

Longitude comes first everywhere, in degrees. Everything legal is decided in WGS84; other datums are
converted on the way in and, on request, on the way out.
"""

import math
from collections.abc import Callable
from enum import StrEnum
from functools import cache

# Krasovsky 1940, which the public GCJ-02 formula (mis)uses for WGS84 coordinates.
KRASOVSKY_A_M = 6378245.0
KRASOVSKY_EE = 0.00669342162296594323

CHINA_LON = (72.004, 137.8347)
CHINA_LAT = (0.8293, 55.8271)
# No offset in the box reaches this far, so a point further out than this was never offset.
LARGEST_OFFSET_DEG = 0.1

ROUNDS = 30
CONVERGED_DEG = 1e-13
ROUNDING_DEG = 1e-9  # a point exactly on the rim comes home a rounding error outside it

FAR_M = 50.0
EXPLAINED_WITHIN_M = 30.0

Transform = Callable[..., tuple]


class Datum(StrEnum):
    """What a pair of longitude and latitude refers to. A datum is declared or asked for, never guessed."""

    WGS84 = "WGS84"
    CGCS2000 = "CGCS2000"
    GCJ02 = "GCJ02"
    BD09 = "BD09"


# What stays uncertain after conversion, in metres, to be added to the accuracy of the fix.
#   WGS84     is where we convert to.
#   CGCS2000  is fixed at epoch 2000.0 while WGS84 follows the moving plates: about 3 cm a year in eastern
#             China, so some 0.8 m by the mid 2020s.
#   GCJ02     the formula is the public reconstruction; the licensed one adds small noise, and map vendors
#             hand out 5 or 6 decimals (1.1 m or 0.1 m).
#   BD09      the same, once more on top.
DATUM_ERROR_M = {Datum.WGS84: 0.0, Datum.CGCS2000: 1.0, Datum.GCJ02: 2.0, Datum.BD09: 3.0}


def datum_error_m(datum: Datum) -> float:
    """Return how many metres a converted point may be off because of its datum alone (see DATUM_ERROR_M)."""
    return DATUM_ERROR_M[datum]


def from_wgs84(lon: float, lat: float, datum: Datum) -> tuple[float, float]:
    """Convert WGS84 degrees into *datum*; returns (lon, lat) in degrees, not rounded.

    CGCS2000 is returned unchanged: the ellipsoids agree to a tenth of a millimetre and the frames to under a
    metre, which is below what a phone can measure. Outside the customary box around China GCJ02 and BD09
    are not offset at all.
    """
    if datum in (Datum.WGS84, Datum.CGCS2000) or not _in_china(lon, lat):
        return lon, lat
    return FORWARD[datum](lon, lat)


def to_wgs84(lon: float, lat: float, datum: Datum) -> tuple[float, float]:
    """Convert degrees in *datum* into WGS84; returns (lon, lat) in degrees, exact to under 1e-9 degree.

    At the rim of the box, some hundred metres wide, one GCJ02 or BD09 point may stand for two WGS84 points,
    one offset and one outside the box; the offset one is returned. The rim lies at sea or abroad.
    """
    if datum in (Datum.WGS84, Datum.CGCS2000) or not _in_china(lon, lat, LARGEST_OFFSET_DEG):
        return lon, lat
    found = _invert(FORWARD[datum], lon, lat)
    return found if _in_china(*found, ROUNDING_DEG) else (lon, lat)


def to_wgs84_arrays(lons, lats, datum: Datum):
    """Do `to_wgs84` for arrays of degrees; returns two arrays."""
    import numpy

    lons, lats = (numpy.array(values, dtype=numpy.float64) for values in (lons, lats))
    if datum in (Datum.WGS84, Datum.CGCS2000):
        return lons, lats
    inside = numpy.flatnonzero(_in_china_arrays(lons, lats, LARGEST_OFFSET_DEG))
    given_lons, given_lats = lons[inside], lats[inside]
    found_lons, found_lats = given_lons.copy(), given_lats.copy()
    for _ in range(ROUNDS):
        there_lons, there_lats = FORWARD[datum](found_lons, found_lats, numpy)
        off_lons, off_lats = there_lons - given_lons, there_lats - given_lats
        found_lons, found_lats = found_lons - off_lons, found_lats - off_lats
        if max(abs(off_lons).max(initial=0), abs(off_lats).max(initial=0)) < CONVERGED_DEG:
            break
    kept = _in_china_arrays(found_lons, found_lats, ROUNDING_DEG)
    lons[inside[kept]], lats[inside[kept]] = found_lons[kept], found_lats[kept]
    return lons, lats


def distance_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the geodesic distance in metres between two WGS84 points."""
    return _geod().inv(lon1, lat1, lon2, lat2)[2]


def datum_mixup(lon1: float, lat1: float, lon2: float, lat2: float) -> Datum | None:
    """Return the datum that would explain why two supposed WGS84 points are apart, or None.

    A gap of over 50 m that shrinks to under 30 m when one of the points is read as GCJ02 or BD09 is the
    signature of a datum mix-up (about 560 m, eastwards, at Qingyun), not of a false report: a person is asked.
    """
    if distance_m(lon1, lat1, lon2, lat2) <= FAR_M:
        return None
    gaps = {
        datum: min(
            distance_m(lon1, lat1, *to_wgs84(lon2, lat2, datum)),
            distance_m(*to_wgs84(lon1, lat1, datum), lon2, lat2),
        )
        for datum in FORWARD
    }
    best = min(gaps, key=gaps.__getitem__)
    return best if gaps[best] < EXPLAINED_WITHIN_M else None


def _in_china_arrays(lons, lats, margin):
    west, east = CHINA_LON
    south, north = CHINA_LAT
    across = (west - margin <= lons) & (lons <= east + margin)
    return across & (south - margin <= lats) & (lats <= north + margin)


def _in_china(lon: float, lat: float, margin: float = 0.0) -> bool:
    west, east = CHINA_LON
    south, north = CHINA_LAT
    return west - margin <= lon <= east + margin and south - margin <= lat <= north + margin


def _wgs84_to_gcj02(lon, lat, m=math):
    """The public reconstruction of the GCJ-02 offset, without asking whether the point is in China.

    With ``m=numpy`` the three formulas take arrays.
    """
    x, y = lon - 105.0, lat - 35.0
    ripple = 20 * m.sin(6 * x * m.pi) + 20 * m.sin(2 * x * m.pi)
    north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * m.sqrt(abs(x))
    north_m += (ripple + 20 * m.sin(y * m.pi) + 40 * m.sin(y / 3 * m.pi)) * 2 / 3
    north_m += (160 * m.sin(y / 12 * m.pi) + 320 * m.sin(y / 30 * m.pi)) * 2 / 3
    east_m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * m.sqrt(abs(x))
    east_m += (ripple + 20 * m.sin(x * m.pi) + 40 * m.sin(x / 3 * m.pi)) * 2 / 3
    east_m += (150 * m.sin(x / 12 * m.pi) + 300 * m.sin(x / 30 * m.pi)) * 2 / 3
    curve = 1 - KRASOVSKY_EE * m.sin(m.radians(lat)) ** 2
    lat_degree_m = m.radians(KRASOVSKY_A_M * (1 - KRASOVSKY_EE) / curve**1.5)
    lon_degree_m = m.radians(KRASOVSKY_A_M * m.cos(m.radians(lat)) / m.sqrt(curve))
    return lon + east_m / lon_degree_m, lat + north_m / lat_degree_m


def _gcj02_to_bd09(lon, lat, m=math):
    radius = m.hypot(lon, lat) + 0.00002 * m.sin(m.radians(lat * 3000))
    angle = m.atan2(lat, lon) + 0.000003 * m.cos(m.radians(lon * 3000))
    return radius * m.cos(angle) + 0.0065, radius * m.sin(angle) + 0.006


def _wgs84_to_bd09(lon, lat, m=math):
    return _gcj02_to_bd09(*_wgs84_to_gcj02(lon, lat, m), m)


FORWARD: dict[Datum, Transform] = {Datum.GCJ02: _wgs84_to_gcj02, Datum.BD09: _wgs84_to_bd09}


def _invert(forward: Transform, lon: float, lat: float) -> tuple[float, float]:
    """Solve forward(found) = (lon, lat) by fixed-point iteration.

    The offset changes by at most some 2 % of a step, so each round wins nearly two decimals.
    """
    found_lon, found_lat = lon, lat
    for _ in range(ROUNDS):
        there_lon, there_lat = forward(found_lon, found_lat)
        off_lon, off_lat = there_lon - lon, there_lat - lat
        found_lon, found_lat = found_lon - off_lon, found_lat - off_lat
        if abs(off_lon) < CONVERGED_DEG and abs(off_lat) < CONVERGED_DEG:
            break
    return found_lon, found_lat


@cache
def _geod():
    from pyproj import Geod

    return Geod(ellps="WGS84")
