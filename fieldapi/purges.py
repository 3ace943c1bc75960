"""/photos/{id}/purge, /hazards/{id}/purges: two persons destroy bytes that the law forbids to keep"""

from flask_restx import Namespace, Resource

from inspections import purges

from . import present, present_derivatives, shapes
from .api import operation

ns = Namespace("purges", path="/", description="Destroying the bytes of a photo by two persons")


@ns.route("/hazards/<uuid:hazard_id>/purges")
class HazardPurges(Resource):
    @operation("list_purges", returns=shapes.PurgeList)
    def get(self, call, hazard_id):
        """The proposals to destroy photos of a hazard, oldest first, with what was decided."""
        rows = purges.of(call.session, call.actor, hazard_id)
        return present.page([present_derivatives.purge(call.session, row) for row in rows])


@ns.route("/photos/<uuid:photo_id>/purge")
class Purge(Resource):
    @operation("read_purge", returns=shapes.Purge)
    def get(self, call, photo_id):
        """The newest proposal: how far it is, what was destroyed, and which backups still hold it."""
        return present_derivatives.purge(call.session, purges.latest(call.session, call.actor, photo_id))

    @operation("propose_purge", body=purges.PurgeDraft, returns=shapes.Purge, creates=True)
    def post(self, call, photo_id):
        """Propose that the bytes be destroyed, with the reason and the law; another person decides."""
        row, created = purges.propose(call.session, call.actor, photo_id, call.body)
        return present_derivatives.purge(call.session, row), created


@ns.route("/photos/<uuid:photo_id>/purge/confirm")
class Confirmation(Resource):
    @operation("confirm_purge", body=purges.PurgeConfirmation, returns=shapes.Purge)
    def post(self, call, photo_id):
        """Confirm it, as a head who did not propose it: bytes and copies go for good, a tombstone stays."""
        return present_derivatives.purge(call.session, purges.confirm(call.session, call.actor, photo_id, call.body))


@ns.route("/photos/<uuid:photo_id>/purge/decline")
class Refusal(Resource):
    @operation("decline_purge", body=purges.PurgeRefusal, returns=shapes.Purge)
    def post(self, call, photo_id):
        """The bytes stay. Whoever proposed it may take the proposal back so."""
        return present_derivatives.purge(call.session, purges.decline(call.session, call.actor, photo_id, call.body))
