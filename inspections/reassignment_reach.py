"""Which hazards a re-assignment has to ask about anew: those that a change of the map or the registers can reach.

What a hazard keeps was answered by a known map for what the record says today, since whatever changes one of them asks
again. So where that map and the present one rest on the same, asking would give the same. Whoever was answered by a map
of which no footprint is left is asked about in any case.
"""

from datetime import timedelta

from sqlalchemy import String, and_, cast, or_, select, true

from geo import footprints
from geo.footprints import EVERYWHERE, Reach
from geo.responsibility import SENSITIVE_M

from . import bulk, db, responsibility
from .models import Asset, AssetHistory, Hazard

ROUGH_M = 1000.0  # whoever is less sure of the place is asked about in any case
BESIDE_M = max(ROUGH_M, SENSITIVE_M) + 10.0  # with what a datum may be off, at most 3 m, and roundings
MOST = 24  # reaches in one question; of more, one box is drawn around all


def condition(session, map_, indexes):
    """The condition on hazards under which their answer by *map_* may be another than the one that they keep.

    *indexes* is the folder of ``responsibility.Maps``.
    """
    present, reaches, versions = map_.footprint, set(), []
    for footprint in footprints.known(indexes / responsibility.FOOTPRINTS):
        reaches |= footprint.differing(present)
        versions.append(bulk.bound(session, Hazard.__table__.c.map_versions, footprint.versions))
    if EVERYWHERE in reaches:
        return true()
    return or_(
        cast(Hazard.map_versions, String).not_in(versions),
        Hazard.accuracy_m > ROUGH_M,
        *_registered(session),
        *map(_within, _few(reaches)),
    )


def _registered(session):
    """Conditions for what a register may know more about by now; none while the registers are empty."""
    kinds = set(session.scalars(select(Asset.kind).union(select(AssetHistory.kind))))
    if not kinds:
        return ()
    return Hazard.asset_kind.in_(kinds), Hazard.asset_code.is_not(None), Hazard.asset_id.is_not(None)


def _few(reaches):
    if len(reaches) <= MOST:
        return reaches
    boxes = [reach.box for reach in reaches]
    if None in boxes:
        return [EVERYWHERE]
    west, south, east, north = zip(*boxes, strict=True)
    return [Reach((min(west), min(south), max(east), max(north)))]


def _within(reach):
    conditions = [true()]
    if reach.box:
        west, south, east, north = reach.box_within(BESIDE_M)
        conditions += [Hazard.lon.between(west, east), Hazard.lat.between(south, north)]
    if reach.asset_kinds is not None:
        conditions.append(Hazard.asset_kind.in_(reach.asset_kinds))
    if reach.hazard_type:
        conditions.append(or_(Hazard.type == reach.hazard_type, Hazard.type.startswith(f"{reach.hazard_type}.")))
    if reach.place_kind:
        conditions.append(Hazard.place_kind == reach.place_kind)
    if reach.first:
        conditions.append(Hazard.seen_at >= db.begin_of(reach.first))
    if reach.last:
        conditions.append(Hazard.seen_at < db.begin_of(reach.last + timedelta(days=1)))
    return and_(*conditions)
