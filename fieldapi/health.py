"""/healthz, /readyz: for whoever runs the server."""

import orjson
from flask import Blueprint, Response, current_app
from sqlalchemy import text

from inspections import migrations

bp = Blueprint("health", __name__)


def _answer(code, **content):
    return Response(orjson.dumps(content), code, content_type="application/json")


@bp.get("/healthz")
def alive():
    """The process answers."""
    return _answer(200, status="ok")


@bp.get("/readyz")
def ready():
    """The database answers and has the tables of this version, and the store can be written."""
    database, store = current_app.extensions["database"], current_app.extensions["store"]
    with database.read() as session:
        session.execute(text("SELECT 1"))
    found, wanted = migrations.current(database), migrations.head()
    checks = {"tables": found == wanted, "store": store.is_writable()}
    return _answer(
        200 if all(checks.values()) else 503, status="ready" if all(checks.values()) else "not ready", **checks
    )
