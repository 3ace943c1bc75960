"""/photos/{id}/observations: adopt or dismiss what was observed"""

from flask_restx import Namespace, Resource

from inspections import judgement_drafts, judgements

from . import present, shapes
from .api import operation

ns = Namespace("judgements", path="/", description="What people make of observations about photos")


@ns.route("/photos/<uuid:photo_id>/observations")
class Observations(Resource):
    @operation("judge_observation", body=judgement_drafts.JudgementDraft, returns=shapes.Photo)
    def post(self, call, photo_id):
        """Adopt or dismiss one flag of a photo, with a reason: an observation accuses nobody until a person says so."""
        photo = judgements.judge(call.session, call.actor, photo_id, call.body)
        return present.photo(call.session, call.actor, photo)
