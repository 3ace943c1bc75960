"""The keys of the agency's page: how it is opened, the cookie that keeps it open, and what its forms carry."""

from flask import current_app, redirect, request

from inspections import service_access
from inspections.errors import Invalid, NotSignedIn

from .problems import language
from .texts import say

COOKIE = "__Secure-lanjian-service"


def token() -> str:
    return request.cookies.get(COOKIE, "")


def form_token() -> str:
    """What every form of the page carries: another site's form does not know it, whatever the browser sends along."""
    return service_access.hashed(f"form {token()}")[:32]


def told(error) -> list[str]:
    """What was wrong, in sentences."""
    if isinstance(error, Invalid):
        return [say(field.code, language(), field.details) for field in error.fields]
    return [say(error.code, language(), error.details)]


def read(view, *, camera=False):
    """``view(session, service, key)`` for whoever has the key; else the form that asks for the code."""
    try:
        with current_app.extensions["database"].read() as session:
            service, key = held(session, camera)
            return view(session, service, key)
    except NotSignedIn:
        return redirect("/s", 303)


def held(session, camera, *, lock=False):
    """The service and key of the cookie; the key of a crew's camera opens the camera and nothing else."""
    service, key = service_access.holder(session, token(), lock=lock)
    if bool(key.hazard_id) != camera:
        raise NotSignedIn("wrong_access_code")
    return service, key


def write(act, *, camera=False):
    """``act(session, service, key)`` in one transaction, for whoever has the key."""
    return current_app.extensions["database"].write(lambda session: act(session, *held(session, camera, lock=True)))


def check():
    """The short check before anything is received."""
    with current_app.extensions["database"].read() as session:
        service_access.holder(session, token())


def check_camera(code):
    with current_app.extensions["database"].read() as session:
        service_access.holder(session, code)
    return service_access.CAMERA_LIFE


def key(number, code):
    """The page's token; wrong codes are counted for good."""
    database, address = current_app.extensions["database"], request.remote_addr or ""
    attempt = database.write(lambda session: service_access.begin(session, number, address))
    try:
        with database.read() as session:
            service_access.check(session, number, code)
    except NotSignedIn:
        database.write(lambda session: service_access.fail(session, number, attempt))
        raise
    return database.write(lambda session: service_access.open_(session, number, code, attempt))


def opened(said, where, life):
    response = redirect(where, 303)
    response.set_cookie(
        COOKIE, said, max_age=int(life.total_seconds()), secure=True, httponly=True, samesite="Strict", path="/s"
    )
    return response
