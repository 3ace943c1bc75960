"""/notifications/outgoing: what waits for a person before it leaves the office"""

from flask import current_app
from flask_restx import Namespace, Resource

from inspections import notice_drafts, outgoing

from . import present, present_notices, queries_notices, shapes
from .api import operation

ns = Namespace("outgoing", path="/notifications/outgoing", description="What leaves the office once a person lets it")


@ns.route("")
class OutgoingList(Resource):
    @operation("list_outgoing_notices", query=queries_notices.OutgoingQuery, returns=shapes.OutgoingNoticeList)
    def get(self, call):
        """What waits, went out or was discarded in your office, with its text in both languages to copy."""
        rows, cursor = outgoing.page(call.session, call.actor, **call.query.model_dump())
        return present.page(present_notices.outgoing_notices(call.session, call.actor, rows), cursor)


@ns.route("/<uuid:outgoing_id>/release")
class Release(Resource):
    @operation(
        "release_outgoing_notice",
        body=notice_drafts.ReleaseDraft,
        returns=shapes.OutgoingNotice,
        current=present_notices.outgoing_notice,
    )
    def post(self, call, outgoing_id):
        """Let it leave by e-mail or text message, or note that you carried the text over by messenger or telephone."""
        settings = current_app.extensions["settings"]
        means = {"mail": settings.smtp_url, "sms": settings.sms_url, "address": settings.public_url}
        given = frozenset(name for name, value in means.items() if value)
        row = outgoing.release(call.session, call.actor, outgoing_id, call.body, given)
        return present_notices.outgoing_notice(call.session, call.actor, row)


@ns.route("/<uuid:outgoing_id>/discard")
class Discard(Resource):
    @operation(
        "discard_outgoing_notice",
        body=notice_drafts.DiscardDraft,
        returns=shapes.OutgoingNotice,
        current=present_notices.outgoing_notice,
    )
    def post(self, call, outgoing_id):
        """Let it not leave, with the reason."""
        row = outgoing.discard(call.session, call.actor, outgoing_id, call.body)
        return present_notices.outgoing_notice(call.session, call.actor, row)
