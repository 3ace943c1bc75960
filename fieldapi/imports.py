"""/imports, and how every kind of import receives its file."""

from pathlib import PurePath

from flask import current_app
from flask_restx import Namespace, Resource

from inspections import drafts, imports

from . import present, present_imports, problems, queries, reception, shapes
from .api import operation

ns = Namespace("imports", description="Files that change reference data or registers: checked first, then applied")

LIMIT_BYTES = 200 * 1024 * 1024


class Received:
    """A file that is kept under its digest, and what was declared of it."""

    def __init__(self, options, received, filename):
        self.options, self.received, self.filename = options, received, filename

    def __repr__(self):  # what an Idempotency-Key stands for
        return f"{self.received.sha256} {self.options!r}"


def receive(kind, shape):
    """The ``receive`` of an operation that imports *kind*; *shape* is the form, whose ``options`` is JSON text."""

    def before(session, actor):
        imports.office_of(session, actor, kind)
        return lambda: _read(shape)

    return before


def _read(shape):
    with reception.form(LIMIT_BYTES) as (texts, file, name):
        draft = reception.draft(texts, shape, "options")
        received = file.finish()
        current_app.extensions["store"].keep(received)
        return Received(draft.options, received, plain_name(name))


def plain_name(name: str) -> str:
    """A file's name for people to read; nothing is ever opened by it."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(char for char in last if char.isprintable())[:200]


def begin(call, kind):
    """Keep an import of what was received: the answer of a POST."""
    said = call.body
    row, created = imports.receive(call.session, call.actor, kind, said.options, said.received, said.filename)
    return _whole(call.session, call.actor, row), created


def _whole(session, actor, row):
    return present_imports.whole(session, row, problems.language())


@ns.route("")
class Imports(Resource):
    @operation("list_imports", query=queries.ImportQuery, returns=shapes.ImportList)
    def get(self, call):
        """Imports of your office and of those below it, newest first, without their reports."""
        asked = call.query
        rows, cursor = imports.newest(
            call.session, call.actor, kind=asked.kind, state=asked.state, cursor=asked.cursor, limit=asked.limit
        )
        return present.page(present_imports.items(call.session, rows), cursor)


@ns.route("/<uuid:import_id>")
class Import(Resource):
    @operation("read_import", returns=shapes.Import)
    def get(self, call, import_id):
        """How far it is, and the report of the dry run."""
        return _whole(call.session, call.actor, imports.get(call.session, call.actor, import_id))


@ns.route("/<uuid:import_id>/apply")
class Application(Resource):
    @operation("apply_import", body=drafts.ImportAct, returns=shapes.Import, current=_whole)
    def post(self, call, import_id):
        """Write what was checked, by a job that checks again: if it no longer holds, nothing changes."""
        row = imports.release(call.session, call.actor, import_id, call.body.version)
        return _whole(call.session, call.actor, row)


@ns.route("/<uuid:import_id>/discard")
class Discarding(Resource):
    @operation("discard_import", body=drafts.ImportAct, returns=shapes.Import, current=_whole)
    def post(self, call, import_id):
        """Let go of an import that was not applied."""
        row = imports.discard(call.session, call.actor, import_id, call.body.version)
        return _whole(call.session, call.actor, row)
