"""Who is calling: a bearer token of a client, or the cookie of the web app together with its own header.

Another site can make a browser send the cookie but not the header, so writes with the cookie need the header. Reads
don't: an <img> can't set one, the cookie is SameSite=Strict, and a read changes no record.
"""

from flask import current_app, request

from inspections import people
from inspections.errors import NotSignedIn

COOKIE = "__Host-lanjian"
WEB_HEADER = "X-Lanjian-Web"


def token() -> str:
    """The token that came with the request. Raises NotSignedIn without one."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and value:
        return value.strip()
    value = request.cookies.get(COOKIE)
    if value and (request.method in ("GET", "HEAD") or WEB_HEADER in request.headers):
        return value
    raise NotSignedIn


def actor(session) -> people.Actor:
    """The person whose token came with the request, and note that the token is in use."""
    value = token()
    found, stale = people.who(session, value, current_app.extensions["settings"].require_totp)
    if stale:
        current_app.extensions["database"].write(lambda writing: people.touch_token(writing, value))
    return found


def set_cookie(response, value, expires_at):
    response.set_cookie(COOKIE, value, expires=expires_at, secure=True, httponly=True, samesite="Strict", path="/")


def drop_cookie(response):
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Strict", path="/")
