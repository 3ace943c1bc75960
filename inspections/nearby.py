"""What else was recorded around a spot, and which of it is likely the same hazard."""

import json
from dataclasses import dataclass
from pathlib import Path

from geo import coordinates
from geo import nearby as surroundings

from . import db, hazards, search, visibility
from .errors import Invalid
from .models import Hazard, HazardType
from .models.hazards import ENDED

POLICY = json.loads((Path(__file__).parent / "reference" / "nearby_radius.json").read_text("utf-8"))
FURTHEST_M = POLICY["furthest_m"]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A hazard around the spot. ``age_days`` since it was seen; ``likely_duplicate``: the same family within the
    type's radius, and not ended."""

    hazard: Hazard
    distance_m: float
    bearing_deg: float
    age_days: int
    same_type: bool
    likely_duplicate: bool


def radius_of(type_: str) -> float:
    """The metres within which a hazard of this type is likely the same one: by type, by family, else the default."""
    kinds = POLICY["by_kind"]
    return kinds.get(type_, kinds.get(_family(type_), POLICY["default_m"]))


def _family(type_):
    return type_.partition(".")[0]


def of(session, actor, hazard_id, asked) -> tuple[float, list[Neighbour]]:
    """What lies around a hazard, compared with its type or another: (radius in metres, neighbours nearest first)."""
    hazard = hazards.get(session, actor, hazard_id)
    type_ = _checked(session, asked.type or hazard.type)
    radius_m = asked.radius_m or radius_of(type_)
    if hazard.lon is None:
        return radius_m, []
    found = around(session, actor, hazard.lon, hazard.lat, type_, radius_m, asked.limit + 1)
    return radius_m, [row for row in found if row.hazard.id != hazard.id][: asked.limit]


def at(session, actor, asked) -> tuple[float, list[Neighbour]]:
    """The same around a place where something of this type is about to be recorded, in any datum."""
    type_ = _checked(session, asked.type)
    lon, lat = coordinates.to_wgs84(asked.lon, asked.lat, asked.datum)
    radius_m = asked.radius_m or radius_of(type_)
    return radius_m, around(session, actor, lon, lat, type_, radius_m, asked.limit)


def _checked(session, type_):
    if session.get(HazardType, type_) is None:
        raise Invalid.at("type", "unknown_code", value=type_, list="/api/v1/hazard-types")
    return type_


def around(session, actor, lon, lat, type_, radius_m, limit) -> list[Neighbour]:
    """The *limit* nearest hazards that the actor sees within *radius_m* metres (geodesic) of a WGS 84 point.

    Places are read first and measured; only those that are answered are read whole.
    """
    box = search.within(surroundings.box(lon, lat, radius_m))
    seen = visibility.hazards(session, actor).where(box)
    places = session.execute(seen.with_only_columns(Hazard.id, Hazard.lon, Hazard.lat)).all()
    measured = surroundings.measure(lon, lat, [row.lon for row in places], [row.lat for row in places])
    near = sorted((metres, row.id, bearing) for row, (metres, bearing) in zip(places, measured, strict=True))
    near = [item for item in near if item[0] <= radius_m][:limit]
    rows = {row.id: row for row in session.scalars(seen.where(Hazard.id.in_([id_ for _, id_, _ in near])))}
    today = db.today(session)
    return [_neighbour(rows[id_], metres, bearing, type_, today) for metres, id_, bearing in near]


def _neighbour(hazard, distance_m, bearing_deg, type_, today):
    same_family = _family(hazard.type) == _family(type_)
    return Neighbour(
        hazard,
        distance_m,
        bearing_deg,
        age_days=(today - db.legal_date(hazard.seen_at)).days,
        same_type=hazard.type == type_,
        likely_duplicate=same_family and distance_m <= radius_of(type_) and hazard.status not in ENDED,
    )
