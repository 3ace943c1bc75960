"""/photos/{id}/clear, /photos/{id}/withdraw: who sees a photo"""

from flask_restx import Namespace, Resource

from inspections import clearance

from . import present, shapes
from .api import operation

ns = Namespace("clearance", path="/", description="Clearing photos for others, taking an upload back")


@ns.route("/photos/<uuid:photo_id>/clear")
class Clearing(Resource):
    @operation("clear_photo", body=clearance.ClearDraft, returns=shapes.Photo)
    def post(self, call, photo_id):
        """Say that people outside the case team may see the photo as it is, its redacted copy, or nothing of it."""
        return present.photo(call.session, call.actor, clearance.clear(call.session, call.actor, photo_id, call.body))


@ns.route("/photos/<uuid:photo_id>/withdraw")
class Withdrawal(Resource):
    @operation("withdraw_photo", body=clearance.WithdrawDraft, returns=shapes.Photo)
    def post(self, call, photo_id):
        """Take back your own upload that nobody has confirmed yet; it counts no more, but stays on record."""
        return present.photo(
            call.session, call.actor, clearance.withdraw(call.session, call.actor, photo_id, call.body)
        )
