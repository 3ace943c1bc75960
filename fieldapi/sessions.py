"""/me: one's own password, second factor and sessions"""

import io

import segno
from flask import current_app, request
from flask_restx import Namespace, Resource

from inspections import account_drafts as drafts
from inspections import people, second_factors, sessions
from inspections.errors import Invalid

from . import auth, present, present_accounts, shapes, wire
from .api import operation

ns = Namespace("me", path="/me", description="The own account")


def _checking(session, actor):
    """Hashing takes long, so the old password is checked before the write begins; the attempt is counted first."""

    def check():
        said, database = wire.body(request, drafts.PasswordDraft), current_app.extensions["database"]
        address = request.remote_addr or ""
        attempt = database.write(lambda writing: people.begin_attempt(writing, actor.username, address))
        try:
            with database.read() as reading:
                sessions.check(reading, actor, said.password)
        except Invalid:
            database.write(lambda writing: people.fail_attempt(writing, attempt))
            raise
        return said, attempt

    return check


@ns.route("/password")
class Password(Resource):
    @operation("change_password", body=drafts.PasswordDraft, receive=_checking, secret=True)
    def post(self, call):
        """Set a new password; every other session of your account ends."""
        said, attempt = call.body
        sessions.change_password(call.session, call.actor, said.new_password, auth.token(), attempt)


@ns.route("/totp")
class Totp(Resource):
    @operation("offer_totp", returns=shapes.TotpOffer, secret=True)
    def post(self, call):
        """A secret for an authenticator, also as QR code; it counts once a code of it was confirmed."""
        secret, uri = second_factors.offer(call.session, call.actor)
        drawn = io.BytesIO()
        segno.make(uri, error="m").save(drawn, kind="svg", scale=6, xmldecl=False)
        return {"secret": secret, "uri": uri, "qr_svg": drawn.getvalue().decode()}


@ns.route("/totp/confirm")
class ConfirmTotp(Resource):
    @operation("confirm_totp", body=drafts.TotpDraft, returns=shapes.PrintedCodes, secret=True)
    def post(self, call):
        """Take the second factor into use; the printed codes, each good once in its stead, are told this once."""
        return {"codes": second_factors.confirm(call.session, call.actor, call.body.code)}


@ns.route("/sessions")
class Sessions(Resource):
    @operation("list_sessions", returns=shapes.SessionList)
    def get(self, call):
        """Where your account is signed in."""
        rows, token = sessions.of(call.session, call.actor), auth.token()
        return present.page([present_accounts.session(row, token) for row in rows])


@ns.route("/sessions/<string:session_id>")
class Session(Resource):
    @operation("end_session")
    def delete(self, call, session_id):
        """Sign a lost phone out."""
        sessions.end(call.session, call.actor, session_id)
