"""Area layers as dicts for the wire."""

from . import shapes
from .present import fields

PLAIN = [name for name in shapes.Layer.model_fields if name not in ("features", "valid_from", "valid_to", "withdrawn")]


def layer(row, period, count) -> dict:
    """A version with the days on which it is in force; a withdrawn one has those that were declared."""
    first, last = period or (row.valid_from, row.valid_to)
    withdrawn = row.withdrawn_at and {"at": row.withdrawn_at, "reason": row.withdrawn_reason}
    return fields(row, *PLAIN) | {"features": count, "valid_from": first, "valid_to": last, "withdrawn": withdrawn}


def features(row, areas) -> dict:
    return {
        "type": "FeatureCollection",
        "attribution": f"{row.source} ({row.licence})",
        "features": [
            {
                "type": "Feature",
                "id": area.id,
                "properties": {"code": area.code, "name": area.name, "kind": row.kind, "invented": row.invented},
                "geometry": area.geometry,
            }
            for area in areas
        ],
    }
