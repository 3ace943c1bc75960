"""/hazards/{id}/shares: another office may look at a hazard until a day"""

from flask_restx import Namespace, Resource

from inspections import shares

from . import present, shapes
from .api import operation

ns = Namespace("shares", path="/hazards", description="Hazards shared with other offices")


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


@ns.route("/<uuid:hazard_id>/shares")
class Shares(Resource):
    @operation("list_shares", returns=shapes.ShareList)
    def get(self, call, hazard_id):
        """With which offices the hazard was shared, and until when."""
        return present.page(_shares(call.session, shares.of_hazard(call.session, call.actor, hazard_id)))

    @operation("share_hazard", body=shares.ShareDraft, returns=shapes.Share, creates=True)
    def post(self, call, hazard_id):
        """Let another office look at the hazard until a day."""
        row = shares.share_hazard(call.session, call.actor, hazard_id, call.body)
        return _shares(call.session, [row])[0], True


@ns.route("/<uuid:hazard_id>/shares/<uuid:share_id>/end")
class EndShare(Resource):
    @operation("end_share", returns=shapes.Share)
    def post(self, call, hazard_id, share_id):
        """End the share before its day."""
        return _shares(call.session, [shares.end_hazard_share(call.session, call.actor, hazard_id, share_id)])[0]
