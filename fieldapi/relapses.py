"""/hazards/{id}/relapse: what follows when a closed hazard was found again"""

from flask_restx import Namespace, Resource

from inspections import relapses

from . import present, shapes
from .api import operation

ns = Namespace("relapses", path="/", description="A closed hazard was found again: what follows")


@ns.route("/hazards/<uuid:hazard_id>/relapse")
class Relapse(Resource):
    @operation("read_relapse", returns=shapes.Relapse)
    def get(self, call, hazard_id):
        """The relapse that this record is: the earlier one, what may be decided, and what was."""
        return _relapse(call, *relapses.of(call.session, call.actor, hazard_id))

    @operation("decide_relapse", body=relapses.RelapseDraft, returns=shapes.Relapse)
    def post(self, call, hazard_id):
        """Decide: reopen the review of the closed case, take it as a new clue, or do nothing, with a reason."""
        return _relapse(call, *relapses.decide(call.session, call.actor, hazard_id, call.body))


def _relapse(call, row, hazard):
    names = present.Names(call.session, people=[row.decided_by_id])
    reviews = relapses.reviews(call.session, call.actor, hazard)
    return {
        **present.fields(row, "hazard_id", "action", "reason", "case_id", "decided_at"),
        "previous_hazard_id": hazard.previous_hazard_id,
        "offers": relapses.offers(call.session, call.actor, row, hazard),
        "reviews": [dict(zip(("id", "number", "title"), review, strict=True)) for review in reviews],
        "decided_by": names.person(row.decided_by_id),
    }
