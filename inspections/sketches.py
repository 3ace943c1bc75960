"""Sketches of where hazards lie, from the areas in force."""

from sqlalchemy import select

from . import db, hazards, layer_versions
from .documents import sketch
from .models import AreaFeature


def drawn(session, actor, hazard_ids) -> str:
    """An SVG of these hazards among the areas that they lie in; those without a place are left out."""
    rows = [hazards.get(session, actor, id_) for id_ in hazard_ids]
    spots = [(row.number, row.lon, row.lat) for row in rows if row.lon is not None]
    return sketch.drawn(spots, _areas(session, {row.area_code for row in rows} - {None})) if spots else ""


def _areas(session, codes):
    """Name and outline of the areas with these codes, the largest (the shortest code) first."""
    layers = [layer.id for layer in layer_versions.in_force(session, db.today(session))]
    query = select(AreaFeature.name, AreaFeature.geometry, AreaFeature.code)
    query = query.where(AreaFeature.layer_id.in_(layers), AreaFeature.code.in_(codes)).order_by(AreaFeature.code)
    rows = sorted(session.execute(query), key=lambda row: (len(row.code.rstrip("0")), row.code))
    return [(row.name, row.geometry) for row in rows if row.geometry["type"] in ("Polygon", "MultiPolygon")]
