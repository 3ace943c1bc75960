"""/hazards/{id}/split: the counter-acts of merging"""

from flask_restx import Namespace, Resource

from inspections import drafts, splits

from . import present, shapes
from .api import operation

ns = Namespace("splits", path="/", description="Undo a wrong merge; make two records of two spots")


@ns.route("/hazards/<uuid:hazard_id>/split")
class Split(Resource):
    @operation("split_hazard", body=drafts.SplitDraft, returns=shapes.Hazard, creates=True, current=present.hazard)
    def post(self, call, hazard_id):
        """Make a duplicate again what it was; or record the second of two spots, with the photos that show it."""
        hazard, created = splits.split(call.session, call.actor, hazard_id, call.body, call.maps)
        return present.hazard(call.session, call.actor, hazard), created
