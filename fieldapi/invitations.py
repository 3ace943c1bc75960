"""/inspections/{id}/invitations, /invitations: invite one person by link and QR, and redeem what was sent"""

import io

import segno
from flask import Response, current_app, request
from flask_restx import Namespace, Resource

from inspections import invitation_drafts as drafts
from inspections import invitations
from inspections.errors import NotSignedIn

from . import auth, present, present_invitations, shapes, wire
from .api import operation, respond
from .texts_invitations import LETTERS

ns = Namespace("invitations", path="/", description="Invited assistants")


def _link(code):
    """The fragment never reaches a server: messengers' previews and proxies' logs see the page only."""
    return f"{request.host_url}invite#{code}"


def _told(session, row, code):
    """The invitation with its link and the QR code of that link, as SVG text: told this once."""
    link, drawn = _link(code), io.BytesIO()
    segno.make(link, error="m").save(drawn, kind="svg", scale=6, xmldecl=False)
    return present_invitations.one(session, row) | {"code": code, "link": link, "qr_svg": drawn.getvalue().decode()}


@ns.route("/inspections/<uuid:inspection_id>/invitations")
class Invitations(Resource):
    @operation("list_invitations", returns=shapes.InvitationList)
    def get(self, call, inspection_id):
        """Who was invited to this outing, and what became of it."""
        return present.page(
            present_invitations.many(call.session, invitations.of(call.session, call.actor, inspection_id))
        )

    @operation("invite", body=drafts.InvitationDraft, returns=shapes.IssuedInvitation, creates=True, secret=True)
    def post(self, call, inspection_id):
        """Invite one named person until a day; the link and its QR code are told this once."""
        row, code = invitations.create(call.session, call.actor, inspection_id, call.body)
        return _told(call.session, row, code), True


ONE = "/inspections/<uuid:inspection_id>/invitations/<uuid:invitation_id>"


@ns.route(f"{ONE}/approve")
class Approve(Resource):
    @operation("approve_invitation", returns=shapes.Invitation)
    def post(self, call, inspection_id, invitation_id):
        """Say that whoever asked is the person named: the link then opens without the phone's digits."""
        row = invitations.approve(call.session, call.actor, inspection_id, invitation_id)
        return present_invitations.one(call.session, row)


@ns.route(f"{ONE}/reissue")
class Reissue(Resource):
    @operation("reissue_invitation", returns=shapes.IssuedInvitation, secret=True)
    def post(self, call, inspection_id, invitation_id):
        """A new link in place of the old one; a session opened with the old one ends."""
        return _told(call.session, *invitations.reissue(call.session, call.actor, inspection_id, invitation_id))


@ns.route(f"{ONE}/revoke")
class Revoke(Resource):
    @operation("revoke_invitation", body=drafts.ReasonDraft, returns=shapes.Invitation)
    def post(self, call, inspection_id, invitation_id):
        """End the invitation and its session at once, with a reason; uploads stay."""
        row = invitations.revoke(call.session, call.actor, inspection_id, invitation_id, call.body.reason)
        return present_invitations.one(call.session, row)


@ns.route("/invitations/letter")
class Letter(Resource):
    @operation("read_letter", returns=shapes.Letter)
    def get(self, call):
        """The commitment letter that is accepted with an invitation, in both languages."""
        chinese, english = LETTERS[invitations.LETTER]
        return {"version": invitations.LETTER, "text_zh": chinese, "text_en": english}


def check(said):
    """What was said, and the attempt that was counted before it was judged; wrong ones are counted for good."""
    database, address = current_app.extensions["database"], request.remote_addr or ""
    attempt = database.write(lambda session: invitations.begin(session, said, address))
    try:
        with database.read() as session:
            invitations.check(session, said)
    except NotSignedIn:
        database.write(lambda session: invitations.fail(session, said, attempt))
        raise
    return said, attempt


def _redeeming(session, actor):
    return lambda: check(wire.body(request, drafts.RedeemDraft))


def opened(found) -> Response:
    """A session as its token, or for the web as a cookie; 202 while the host has to approve."""
    if found is None:
        response = respond({"access_token": None, "expires_at": None})
        response.status_code = 202
        return response
    token, expires_at = found
    in_web = auth.WEB_HEADER in request.headers
    response = respond(({"access_token": None if in_web else token, "expires_at": expires_at}, True))
    if in_web:
        auth.set_cookie(response, token, expires_at)
    return response


@ns.route("/invitations/redeem")
class Redeem(Resource):
    @operation(
        "redeem_invitation",
        body=drafts.RedeemDraft,
        returns=shapes.Redeemed,
        creates=True,
        receive=_redeeming,
        secret=True,
    )
    def post(self, call):
        """Open a session with an invitation, once; 202 when the host was asked to approve first."""
        return opened(invitations.redeem(call.session, *call.body))
