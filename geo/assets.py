"""Registered assets at a spot: whose cover it is, if a register knows it (一盖一编号, 一井一档案).

Which assets lie near is looked up by the caller, who has the registers; here it is judged what that says.
"""

import math
from dataclasses import dataclass
from datetime import date
from uuid import UUID

# A number read off a cover is believed; farther than this from where it is registered it is to be checked.
CODE_FAR_M = 50.0
MOST_AT_A_SPOT = 50  # assets that are looked at; those farther away are left out

# On WGS84: a degree of latitude is shortest at the equator, and one of longitude at least the equator's times cos(lat).
SHORTEST_LAT_DEGREE_M = 110_574.0
EQUATOR_DEGREE_M = 111_319.0


@dataclass(frozen=True, slots=True)
class Asset:
    """A registered asset as it was on the day asked about, ``distance_m`` metres from the spot.

    ``owner_id`` is None when the register's own words ``owner_text`` name nobody in the directory.
    """

    id: UUID
    register: str
    code: str
    kind: str
    owner_id: UUID | None
    owner_text: str
    distance_m: float
    imported_on: date
    last_patrol_on: date | None

    def __str__(self) -> str:
        patrol = f"最近一次巡查 {self.last_patrol_on}" if self.last_patrol_on else "没有巡查记录"
        facts = f"距此 {self.distance_m:.1f} 米，登记日期 {self.imported_on}，{patrol}"
        return f"《{self.register}》第 {self.code} 号（{facts}）"


@dataclass(frozen=True, slots=True)
class Nearby:
    """What the registers hold about a spot.

    ``by_code`` are the assets that bear the ``code`` read on site; ``near`` those of ``kind`` within
    ``radius_m`` metres (tolerance of the kind, accuracy of the fix and datum error together), nearest first.
    ``radius_m`` None: the fix is too rough to tell one cover from the next, so nobody looked.
    """

    kind: str | None = None
    code: str | None = None
    radius_m: float | None = None
    by_code: tuple[Asset, ...] = ()
    near: tuple[Asset, ...] = ()

    @property
    def matches(self) -> tuple[Asset, ...]:
        """The assets that it may be: by its number if that is registered, else by place."""
        return self.by_code or self.near

    @property
    def one(self) -> Asset | None:
        """The asset that it is, when just one can be meant."""
        return self.matches[0] if len(self.matches) == 1 else None

    def is_sure(self, asset: Asset) -> bool:
        """Whether *asset* is the only one that can be meant, of the kind that was seen, and lies where it should."""
        is_near = not self.by_code or asset.distance_m <= CODE_FAR_M
        return asset == self.one and self.kind in (None, asset.kind) and is_near


NOTHING = Nearby()


def box(lon: float, lat: float, radius_m: float) -> tuple[float, float, float, float]:
    """Return west, south, east and north of a box in WGS84 degrees that holds the disc around the point."""
    reach_lat = radius_m / SHORTEST_LAT_DEGREE_M
    reach_lon = radius_m / (EQUATOR_DEGREE_M * max(math.cos(math.radians(min(abs(lat) + reach_lat, 90))), 1e-6))
    return lon - reach_lon, lat - reach_lat, lon + reach_lon, lat + reach_lat


def beside(lons, lats, other_lons, other_lats, reach_m: float):
    """Return for each place whether others may lie within *reach_m* metres: where it says no, none does.

    Arrays of WGS84 degrees; a glance that leaves few of many places to be looked at.
    """
    import numpy

    # Cells are nowhere narrower than the reach, so that only the nine around a place can hold what is within it.
    high = reach_m / SHORTEST_LAT_DEGREE_M
    furthest = min(max(abs(each).max(initial=0) for each in (lats, other_lats)) + high, 89.9)
    wide = reach_m / (EQUATOR_DEGREE_M * math.cos(math.radians(furthest)))
    columns = int(360 / wide) + 3

    def cells(x, y):
        return numpy.floor((y + 90) / high).astype(numpy.int64) * columns + numpy.floor((x + 180) / wide).astype(
            numpy.int64
        )

    taken = numpy.unique(cells(other_lons, other_lats))
    mine, which = numpy.unique(cells(lons, lats), return_inverse=True)
    near = numpy.zeros(len(mine), dtype=bool)
    for step in (row * columns + column for row in (-1, 0, 1) for column in (-1, 0, 1)):
        near |= numpy.isin(mine + step, taken)
    return near[which]
