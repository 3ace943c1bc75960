"""Hazards as clusters for a map, and as counts for a list's head: from the counters where they know, else by rows."""

from collections import Counter
from dataclasses import dataclass, field, replace

from sqlalchemy import Integer, and_, cast, func, or_, select

from geo import quadkeys

from . import search, tallies, visibility
from .models import ClusterCell, Hazard, Tally

FINER = 2  # a map at zoom z shows cells of level z + 2: 64 pixels wide
FEW = 500  # so many hazards are grouped one by one, so that a single one can be opened


@dataclass(slots=True)
class Cluster:
    """Hazards of one cell, with the sums of their WGS84 degrees; ``hazard_id`` is set where a single one is known."""

    cell: int
    level: int
    count: int = 0
    lon_sum: float = 0.0
    lat_sum: float = 0.0
    statuses: Counter = field(default_factory=Counter)
    hazard_id: object = None

    def add(self, status, count, lon_sum, lat_sum):
        self.count += count
        self.lon_sum += lon_sum
        self.lat_sum += lat_sum
        self.statuses[status.value] += count


def find(session, actor, filters, zoom: int) -> list[Cluster]:
    """The hazards that *actor* sees in ``filters.bbox`` as clusters for a map at *zoom* (0 to 22), by cell."""
    level = min(zoom + FINER, quadkeys.ZOOM)
    plain = replace(filters, bbox=None, status=frozenset()) == search.Filters(sort=filters.sort)
    found: dict[int, Cluster] = {}
    if plain and level <= tallies.LEVELS[-1]:
        _from_pyramid(session, actor, filters, level, found)
        _from_rows(session, visibility.hazards_elsewhere(session, actor), filters, level, found)
    else:
        _from_rows(session, visibility.hazards(session, actor), filters, level, found)
    return [found[cell] for cell in sorted(found)]


def _from_pyramid(session, actor, filters, level, found):
    """Whole offices, counted before. Cells on the edge of the box count as wholes."""
    stored = next(one for one in tallies.LEVELS if one >= level)
    shift = 2 * (quadkeys.ZOOM - stored)
    spans = [(first >> shift, last >> shift) for first, last in quadkeys.ranges(*filters.bbox)]
    cell = _coarser(ClusterCell.cell, stored - level)
    sums = (func.sum(ClusterCell.count), func.sum(ClusterCell.lon_e7), func.sum(ClusterCell.lat_e7))
    mine = (ClusterCell.office_id.in_(visibility.whole_offices(actor)), ClusterCell.level == stored)
    # Said with each range, so that each is one walk of the key.
    there = or_(*(and_(*mine, ClusterCell.cell.between(*span)) for span in spans))
    query = select(cell, ClusterCell.status, *sums).where(there, ClusterCell.count > 0)
    query = query.group_by(cell, ClusterCell.status)
    if filters.status:
        query = query.where(ClusterCell.status.in_(filters.status))
    for key, status, count, lon_e7, lat_e7 in session.execute(query):
        found.setdefault(key, Cluster(key, level)).add(status, int(count), float(lon_e7) / 1e7, float(lat_e7) / 1e7)


def _coarser(cell, levels):
    return cell.bitwise_rshift(cast(2 * levels, Integer)).label("cell")  # PostgreSQL shifts a bigint by an integer


def _from_rows(session, hazards, filters, level, found):
    """Hazards one by one while they are few, else grouped by the database."""
    seen = hazards.where(*search.conditions(session, filters))
    few = session.execute(
        seen.with_only_columns(Hazard.id, Hazard.qk, Hazard.status, Hazard.lon, Hazard.lat).limit(FEW + 1)
    ).all()
    if len(few) <= FEW:
        for id_, key, status, lon, lat in few:
            cell = quadkeys.cell(key, level)
            cluster = found.setdefault(cell, Cluster(cell, level))
            cluster.add(status, 1, lon, lat)
            cluster.hazard_id = id_ if cluster.count == 1 else None
        return
    cell = _coarser(Hazard.qk, quadkeys.ZOOM - level)
    grouped = seen.with_only_columns(cell, Hazard.status, func.count(), func.sum(Hazard.lon), func.sum(Hazard.lat))
    for key, status, count, lon_sum, lat_sum in session.execute(grouped.group_by(cell, Hazard.status)):
        found.setdefault(key, Cluster(key, level)).add(status, count, lon_sum, lat_sum)


def counts(session, actor) -> dict[str, Counter]:
    """How many hazards the actor's offices and those below handle, by status, type and month seen (2026-06)."""
    found = {"status": Counter(), "type": Counter(), "month": Counter()}
    kinds = (Tally.status, Tally.type, Tally.month)
    mine = (Tally.office_id.in_(visibility.whole_offices(actor)), Tally.count > 0)
    for status, type_, month, count in session.execute(
        select(*kinds, func.sum(Tally.count)).where(*mine).group_by(*kinds)
    ):
        keys = (("status", status.value), ("type", type_), ("month", f"{month // 100}-{month % 100:02}"))
        for name, key in keys:
            found[name][key] += int(count)
    return found
