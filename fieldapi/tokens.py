"""/auth/tokens, /me"""

from typing import Annotated

import orjson
from flask import Response, current_app, request
from flask_restx import Namespace, Resource
from pydantic import Field

from inspections import people, permissions
from inspections.drafts import Draft
from inspections.errors import NotSignedIn
from inspections.fields import text

from . import auth, present, shapes, wire
from .api import operation

ns = Namespace("auth", path="/", description="Signing in and out")


class SignIn(Draft):
    username: text(100)
    password: Annotated[str, Field(max_length=2000)]
    totp: text(10) | None = None


def _credentials():
    """Check what was typed before the write begins: hashing takes long. The attempt is counted first."""
    said, address, database = wire.body(request, SignIn), request.remote_addr or "", current_app.extensions["database"]
    attempt = database.write(lambda session: people.begin_attempt(session, said.username, address))
    try:
        with database.read() as session:
            return *people.check_password(session, said.username, said.password, said.totp), attempt
    except NotSignedIn:
        database.write(lambda session: people.fail_attempt(session, attempt))
        raise


@ns.route("/auth/tokens")
class Tokens(Resource):
    @operation(
        "sign_in",
        body=SignIn,
        returns=shapes.Token,
        creates=True,
        receive=lambda session, actor: _credentials,
        secret=True,
    )
    def post(self, call):
        """Sign in. With the header X-Lanjian-Web the token comes as a cookie that no script can read."""
        token, expires_at = people.sign_in(call.session, *call.body)
        in_web = auth.WEB_HEADER in request.headers
        body = {"access_token": None if in_web else token, "expires_at": expires_at}
        response = Response(orjson.dumps(body), 201, content_type="application/json")
        if in_web:
            auth.set_cookie(response, token, expires_at)
        return response

    @operation("sign_out")
    def delete(self, call):
        """Sign out: the token is worthless at once."""
        people.sign_out(call.session, call.actor, auth.token())
        response = Response(status=204)
        auth.drop_cookie(response)
        return response


@ns.route("/me")
class Me(Resource):
    @operation("read_me", returns=shapes.Me)
    def get(self, call):
        """Who am I, and what may I do?"""
        actor = call.actor
        return {
            "id": actor.person_id,
            "username": actor.username,
            "name": actor.name,
            "roles": present.roles(call.session, actor.held),
            "actions": permissions.actions_of(actor),
        }
