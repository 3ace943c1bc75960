"""/hazards/{id}/anchors: how far others vouch for a hazard and its photos"""

from flask_restx import Namespace, Resource

from inspections import anchors

from . import present, shapes
from .api import operation

ns = Namespace("anchors", path="/", description="Since when others vouch for a record")


@ns.route("/hazards/<uuid:hazard_id>/anchors")
class HazardAnchors(Resource):
    @operation("read_anchors", returns=shapes.AnchoredList)
    def get(self, call, hazard_id):
        """Since when the hazard and each photo is signed, witnessed, time-stamped; anchored by one of the latter."""
        rows = anchors.of(call.session, call.actor, hazard_id)
        names = ("kind", "id", "seq", "signed_at", "witnessed_at", "stamped_at", "anchored")
        return present.page([present.fields(row, *names) for row in rows])
