"""/hazards/{id}/disagreements: what several people said of one field without knowing of each other"""

from flask_restx import Namespace, Resource

from inspections import disagreements, hazards, sync_drafts

from . import present_disagreements, shapes
from .api import operation

ns = Namespace("disagreements", path="/hazards", description="Assessments that differ, until somebody chooses")


def _listed(call, hazard):
    return present_disagreements.of_hazard(call.session, hazard)


@ns.route("/<uuid:hazard_id>/disagreements")
class Disagreements(Resource):
    @operation("list_disagreements", returns=shapes.DisagreementList)
    def get(self, call, hazard_id):
        """The disagreements about a hazard with every assessment, and acts of devices that came too late."""
        return _listed(call, hazards.get(call.session, call.actor, hazard_id))


@ns.route("/<uuid:hazard_id>/disagreements/<uuid:disagreement_id>/choice")
class Choice(Resource):
    @operation("settle_disagreement", body=sync_drafts.ChoiceDraft, returns=shapes.DisagreementList)
    def post(self, call, hazard_id, disagreement_id):
        """Say which assessment holds, and why. Of severities the outing's presiding prosecutor decides."""
        said = (call.session, call.actor, hazard_id, disagreement_id, call.body, call.maps)
        return _listed(call, disagreements.choose(*said))
