"""/hazards/{id}/dispute, /disputes: who owns it is not known, or contested"""

from flask import current_app
from flask_restx import Namespace, Resource

from inspections import dispute_drafts, disputes
from inspections.models import Hazard

from . import present, present_disputes, queries, shapes
from .api import operation

ns = Namespace("disputes", path="/", description="Disputed or unknown ownership")


def _current(session, actor, row):
    """The record that a late writer should look at: the hazard, or the dispute."""
    if isinstance(row, Hazard):
        return present.hazard(session, actor, row)
    hazard, _ = disputes.of(session, actor, row.hazard_id)
    return present_disputes.dispute(session, actor, row, hazard, current_app.extensions["maps"])


@ns.route("/hazards/<uuid:hazard_id>/dispute")
class HazardDispute(Resource):
    @operation("read_dispute", returns=shapes.Dispute)
    def get(self, call, hazard_id):
        """The latest dispute about who owns a hazard: state, last day, guard, steps, and the moves you may make."""
        hazard, dispute = disputes.of(call.session, call.actor, hazard_id)
        return present_disputes.dispute(call.session, call.actor, dispute, hazard, call.maps)

    @operation("open_dispute", body=dispute_drafts.DisputeDraft, returns=shapes.Dispute, creates=True, current=_current)
    def post(self, call, hazard_id):
        """Say that the owner is not known or contested: the territorial government stands guard from now on."""
        hazard, dispute, created = disputes.open_(call.session, call.actor, hazard_id, call.body)
        return present_disputes.dispute(call.session, call.actor, dispute, hazard, call.maps), created


@ns.route("/hazards/<uuid:hazard_id>/dispute/moves")
class DisputeMoves(Resource):
    @operation("move_dispute", body=dispute_drafts.DisputeMoveDraft, returns=shapes.Dispute, current=_current)
    def post(self, call, hazard_id):
        """Note a denial, a meeting, a designation, an answer to it, a guard, or withdraw the dispute."""
        hazard, dispute = disputes.move(call.session, call.actor, hazard_id, call.body, call.maps)
        return present_disputes.dispute(call.session, call.actor, dispute, hazard, call.maps)


@ns.route("/disputes")
class DisputeList(Resource):
    @operation("list_disputes", query=queries.DisputeQuery, returns=shapes.DisputeList)
    def get(self, call):
        """Disputes of the hazards that you may see and that are not ended, the most pressing first."""
        rows, cursor = disputes.page(call.session, call.actor, **call.query.model_dump())
        return present.page(present_disputes.disputes(call.session, call.actor, rows, call.maps), cursor)


@ns.route("/disputes/denials")
class Denials(Resource):
    @operation("list_denials", returns=shapes.DenialCountList)
    def get(self, call):
        """How often each agency denied, by area and name: a sign of quality, not a score."""
        return present.page(present_disputes.denials(disputes.denials(call.session, call.actor)))
