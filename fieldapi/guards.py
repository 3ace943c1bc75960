"""/hazards/{id}/guard: a spot is watched or fenced, and no longer"""

from flask_restx import Namespace, Resource

from inspections import guard_drafts, guards

from . import present, queries, shapes
from .api import operation

ns = Namespace("guards", path="/", description="Whether somebody guards a hazard until it is fixed")


@ns.route("/hazards/<uuid:hazard_id>/guard")
class Guard(Resource):
    @operation("guard_hazard", body=guard_drafts.GuardDraft, returns=shapes.Hazard)
    def put(self, call, hazard_id):
        """Enter that the spot is guarded: information beside its state, which stays."""
        return present.hazard(call.session, call.actor, guards.guard(call.session, call.actor, hazard_id, call.body))

    @operation("unguard_hazard", query=queries.ReasonQuery, returns=shapes.Hazard)
    def delete(self, call, hazard_id):
        """Enter that it is guarded no longer, and why."""
        hazard = guards.unguard(call.session, call.actor, hazard_id, call.query.reason)
        return present.hazard(call.session, call.actor, hazard)
