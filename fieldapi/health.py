"""/healthz, /readyz: for whoever runs the server."""

import logging

import orjson
from flask import Blueprint, Response, current_app
from sqlalchemy.exc import DBAPIError

from inspections import migrations
from inspections.errors import Unavailable

LOG = logging.getLogger(__name__)

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
    checks = {"tables": _has_tables(database), "store": store.is_writable()}
    is_ready = all(checks.values())
    return _answer(200 if is_ready else 503, status="ready" if is_ready else "not ready", **checks)


def _has_tables(database):
    try:
        return migrations.current(database) == migrations.head()
    except (DBAPIError, Unavailable):
        LOG.exception("the database does not answer")
        return False
