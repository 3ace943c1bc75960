"""/hazards/{id}/shares, /cases/{id}/shares: another office may look at a record until a day"""

from flask_restx import Namespace, Resource

from inspections import shares

from . import present, shapes
from .api import operation

ns = Namespace("shares", path="/", description="Hazards and cases shared with other offices")


def _shares(session, rows):
    names = present.Names(session, people=[row.shared_by_id for row in rows], offices=[row.office_id for row in rows])
    return [
        {
            **present.fields(row, "id", "until", "reason", "shared_at", "ended_at"),
            "office": names.office(row.office_id),
            "shared_by": names.person(row.shared_by_id),
        }
        for row in rows
    ]


@ns.route("/hazards/<uuid:hazard_id>/shares")
class Shares(Resource):
    @operation("list_shares", returns=shapes.ShareList)
    def get(self, call, hazard_id):
        """With which offices the hazard was shared, and until when."""
        return present.page(_shares(call.session, shares.of_record(call.session, call.actor, "hazard", hazard_id)))

    @operation("share_hazard", body=shares.ShareDraft, returns=shapes.Share, creates=True)
    def post(self, call, hazard_id):
        """Let another office look at the hazard until a day."""
        row = shares.share(call.session, call.actor, "hazard", hazard_id, call.body)
        return _shares(call.session, [row])[0], True


@ns.route("/hazards/<uuid:hazard_id>/shares/<uuid:share_id>/end")
class EndShare(Resource):
    @operation("end_share", returns=shapes.Share)
    def post(self, call, hazard_id, share_id):
        """End the share before its day."""
        return _shares(call.session, [shares.end(call.session, call.actor, "hazard", hazard_id, share_id)])[0]


@ns.route("/cases/<uuid:case_id>/shares")
class CaseShares(Resource):
    @operation("list_case_shares", returns=shapes.ShareList)
    def get(self, call, case_id):
        """With which offices the case was shared, and until when."""
        return present.page(_shares(call.session, shares.of_record(call.session, call.actor, "case", case_id)))

    @operation("share_case", body=shares.ShareDraft, returns=shapes.Share, creates=True)
    def post(self, call, case_id):
        """Let another office look at the case until a day."""
        row = shares.share(call.session, call.actor, "case", case_id, call.body)
        return _shares(call.session, [row])[0], True


@ns.route("/cases/<uuid:case_id>/shares/<uuid:share_id>/end")
class EndCaseShare(Resource):
    @operation("end_case_share", returns=shapes.Share)
    def post(self, call, case_id, share_id):
        """End the share before its day."""
        return _shares(call.session, [shares.end(call.session, call.actor, "case", case_id, share_id)])[0]
