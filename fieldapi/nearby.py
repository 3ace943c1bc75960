"""/hazards/{id}/nearby, /hazards/nearby: what was recorded around a spot"""

from flask_restx import Namespace, Resource

from inspections import nearby

from . import present, queries, shapes
from .api import operation

ns = Namespace("nearby", path="/", description="Likely duplicates around a spot")


def _neighbour(row):
    hazard = row.hazard
    return {
        **present.fields(hazard, "id", "number", "type", "status", "severity", "description", "address", "seen_at"),
        **present.fields(row, "age_days", "same_type", "likely_duplicate"),
        "location": present.place(hazard),
        "distance_m": round(row.distance_m, 1),
        "bearing_deg": round(row.bearing_deg, 1) % 360,
    }


def _answer(found):
    radius_m, rows = found
    return {"radius_m": radius_m, "items": [_neighbour(row) for row in rows]}


@ns.route("/hazards/<uuid:hazard_id>/nearby")
class HazardNearby(Resource):
    @operation("read_nearby", query=queries.NearbyQuery, returns=shapes.Nearby)
    def get(self, call, hazard_id):
        """Hazards around this one, nearest first, with those that are likely the same."""
        return _answer(nearby.of(call.session, call.actor, hazard_id, call.query))


@ns.route("/hazards/nearby")
class Nearby(Resource):
    @operation("find_nearby", query=queries.NearbyPlaceQuery, returns=shapes.Nearby)
    def get(self, call):
        """Hazards around a place where you are about to record one of this type, nearest first."""
        return _answer(nearby.at(call.session, call.actor, call.query))
