"""The one place where a request becomes one transaction and an answer.

``@operation(action, ...)`` says everything about a method: its row in the permission table, what it reads, what it
answers. It signs in, asks the table, reads the body in full, opens the transaction that the table declares (read or
write), calls the method, and answers only after the commit.
"""

import hashlib
import threading
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

import flask_restx
import orjson
from flask import Response, current_app, request
from sqlalchemy.orm import Session

from inspections import keys, ledger, permissions, replays
from inspections.errors import Conflict, Stale
from inspections.people import Actor
from inspections.permissions import Mode, Scope

from . import auth, wire

MAX_KEY = 200
SAFE = ("GET", "HEAD")  # repeating a reading is a new reading


class Slots:
    """Places for receiving a body: whoever sends slowly holds a thread, and nobody may hold them all."""

    def __init__(self, most: int, most_each: int):
        self._most, self._most_each = most, most_each
        self._held, self._lock = Counter(), threading.Lock()

    @contextmanager
    def place(self, holder):
        """One place while a body is received; Unreadable (503) at once when *holder* or all together have too many."""
        with self._lock:
            if self._held.total() >= self._most or self._held[holder] >= self._most_each:
                raise wire.Unreadable("busy", 503)
            self._held[holder] += 1
        try:
            yield
        finally:
            with self._lock:
                self._held[holder] -= 1
                self._held += Counter()  # forget whoever holds none


STRANGERS, KNOWN = Slots(16, 4), Slots(40, 10)  # together fewer than serve.THREADS


class Api(flask_restx.Api):
    """restx for resources and routing only."""

    def _register_doc(self, app_or_blueprint):
        """No page of restx's own at the API's root; the API document has its own."""

    def error_router(self, original_handler, error):
        """Let Flask's handlers answer for API errors too, the same in tests and in production."""
        return original_handler(error)


@dataclass(frozen=True, slots=True)
class Operation:
    """What the API document and the tests know of a method."""

    action: str
    body: type | None
    query: type | None
    returns: type | None
    creates: bool
    media_type: str
    uploads: type | None
    headers: type | None
    takes: str
    current: Callable | None
    secret: bool


@dataclass(frozen=True, slots=True)
class Call:
    """What a method gets: an open transaction, who calls, and what was said."""

    session: Session
    actor: Actor | None
    body: Any = None
    query: Any = None

    @property
    def maps(self):
        return current_app.extensions["maps"]

    @property
    def store(self):
        return current_app.extensions["store"]

    @property
    def keys(self):
        return keys.Folder(current_app.extensions["settings"].keys)


def operation(
    action,
    *,
    body=None,
    query=None,
    returns=None,
    creates=False,
    media_type="application/json",
    uploads=None,
    headers=None,
    takes="",
    receive=None,
    current=None,
    secret=False,
):
    """Declare a method. It returns a dict, ``(dict, created)``, or a finished Response.

    *receive* is called as ``receive(session, actor, **path)`` in a read-only transaction before the body is read; it
    may refuse, and what the function that it returns gives is the call's body. *takes* is the media type of a body
    that is no JSON. ``current(session, actor, row)`` presents the row as it is now, to a writer who looked at an older
    version. *secret* operations ask for or tell a secret: nothing of either is kept under an Idempotency-Key, so their
    repeat is a Conflict ``told_once``.
    """

    def declare(method):
        declared = Operation(
            action, body, query, returns, creates, media_type, uploads, headers, takes, current, secret
        )

        @wraps(method)
        def answer(resource, **path):
            return _answer(declared, receive, lambda call: method(resource, call, **path), path)

        answer.operation = declared
        return answer

    return declare


def _answer(declared, receive, act, path):
    database = current_app.extensions["database"]
    permission = permissions.PERMISSIONS[declared.action]
    with database.read() as session:
        actor = None if permission.scope is Scope.PUBLIC else auth.actor(session)
        permissions.gate(actor, declared.action)
        reader = receive(session, actor, **path) if receive else None
        said = wire.query(request, declared.query) if declared.query else None
        if permission.mode is Mode.READ and not declared.body:
            return respond(act(Call(session, actor, query=said)))
    with STRANGERS.place(request.remote_addr) if actor is None else KNOWN.place(actor.person_id):
        body = reader() if reader else declared.body and wire.body(request, declared.body)
    if permission.mode is Mode.READ:  # a question that is too long for a query string
        with database.read() as session:
            return respond(act(Call(session, actor, body, said)))
    return database.write(lambda session: _write(declared, Call(session, actor, body, said), act))


def _write(declared, call, act):
    try:
        return _with_receipt(_once(declared, call, act), call.session)
    except Stale as stale:
        if declared.current:  # the writer gets what is there now, to look at and to merge
            stale.extra["current"] = declared.current(call.session, call.actor, stale.record)
        raise


def _with_receipt(response, session):
    """Tell whoever acted under which number and hash the act stands in the ledger (RFC 9651: an item with a digest).

    A device keeps it until a signed checkpoint proves that it holds the entry.
    """
    receipt = ledger.receipt(session)
    if receipt:
        seq, leaf = receipt
        response.headers["Ledger-Entry"] = f"{seq};leaf=:{b64encode(leaf).decode()}:"
    return response


def _once(declared, call, act):
    """Do the write; or, when its Idempotency-Key was used before, give the answer that was given then."""
    key, session, actor = request.headers.get("Idempotency-Key"), call.session, call.actor
    if key is None or actor is None or request.method in SAFE:
        return respond(act(call))
    if not 0 < len(key) <= MAX_KEY:
        raise wire.Unreadable("bad_idempotency_key", limit=MAX_KEY)
    said = None if declared.secret else call.body  # a bare digest of a password would be quick to guess
    fingerprint = hashlib.sha256(f"{request.method} {request.path}\n{said!r}".encode()).hexdigest()
    known = replays.find(session, actor, key)
    if known is None:
        response = respond(act(call))
        replays.remember(session, actor, key, fingerprint, b"" if declared.secret else response.get_data())
        return response
    if known.fingerprint != fingerprint:
        raise Conflict("idempotency_key_reused")
    if declared.secret:
        raise Conflict("told_once")
    response = Response(known.body, 200, content_type="application/json")
    response.headers["Idempotency-Replayed"] = "true"
    return response


def respond(result) -> Response:
    """A dict as 200; ``(dict, created)`` as 201 or, for a repeat, 200; a Response as it is; None as 204."""
    if isinstance(result, Response):
        return result
    if result is None:
        return Response(status=204)
    content, status = (result[0], 201 if result[1] else 200) if isinstance(result, tuple) else (result, 200)
    return Response(orjson.dumps(content), status, content_type="application/json")
