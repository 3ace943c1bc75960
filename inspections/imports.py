"""Imports: a file is received, checked by a job (dry run, nothing else is written), looked at, and applied by a job."""

from copy import deepcopy
from uuid import UUID

import orjson
from sqlalchemy import select

from geo.reports import Report

from . import (
    asset_imports,
    calendar_changes,
    db,
    hazard_imports,
    importing,
    jobs,
    layer_imports,
    ledger,
    pages,
    people,
    permissions,
    responsibility,
    rule_imports,
    visibility,
)
from .errors import Conflict, NotAllowed, NotFound, Stale
from .models import Import, ImportState, Office, Person

# A kind is one row; its acts and its options are in the module of its noun.
KINDS = {
    kind.name: kind
    for kind in (
        layer_imports.IMPORT,
        asset_imports.IMPORT,
        hazard_imports.IMPORT,
        rule_imports.IMPORT,
        calendar_changes.IMPORT,
    )
}

OPEN = (ImportState.CHECKING, ImportState.CHECKED, ImportState.APPLYING)
DISCARDABLE = (ImportState.CHECKING, ImportState.CHECKED, ImportState.REFUSED, ImportState.FAILED)


def office_of(session, actor, kind_name) -> Office:
    """The office for which *actor* may import: the first one that gives the right. The short check before the bytes."""
    action = KINDS[kind_name].action
    permissions.gate(actor, action)
    roles = permissions.PERMISSIONS[action].roles
    held = next((held for held in actor.held if held.office_id and held.role in roles), None)
    return session.get_one(Office, held.office_id)


def receive(session, actor, kind_name, options, received, filename, office=None) -> tuple[Import, bool]:
    """Take a file whose bytes are durable already; ``(import, True)``, or ``(the open one, False)`` for a repeat.

    From the command line *actor* is None and *office* says for whom.
    """
    office = office or office_of(session, actor, kind_name)
    said = options.model_dump(mode="json", exclude_unset=True)
    known = _repeated(session, kind_name, office, said, received)
    if known:
        return known, False
    row = Import(
        id=db.new_id(),
        kind=kind_name,
        state=ImportState.CHECKING,
        office_id=office.id,
        created_by_id=actor and actor.person_id,
        created_at=db.now(session),
        filename=filename,
        sha256=received.sha256,
        size_bytes=received.size_bytes,
        options=said,
        done=0,
        total=0,
    )
    session.add(row)
    jobs.enqueue(session, "import.check", {"import_id": str(row.id)})
    session.flush()
    _note(session, actor, row, "import.received", {"kind": kind_name, "filename": filename, "options": said})
    return row, True


def _repeated(session, kind_name, office, said, received):
    same = (Import.kind == kind_name, Import.office_id == office.id, Import.sha256 == received.sha256)
    rows = session.scalars(select(Import).where(*same, Import.state.in_(OPEN)).with_for_update())
    return next((row for row in rows if row.options == said), None)


def get(session, actor, import_id, *, lock=False) -> Import:
    query = visibility.imports(actor).where(Import.id == import_id)
    row = session.scalar(query.with_for_update() if lock else query)
    if row is None:
        raise NotFound
    return row


def one(session, import_id) -> Import:
    """The import of a job or of the command line, which nobody asked for over HTTP."""
    return session.get_one(Import, UUID(str(import_id)))


def newest(session, actor, *, kind=None, state=None, cursor=None, limit=50):
    """One page of the imports that the actor sees, newest first, and the cursor of the next page or None."""
    about = f"imports {kind} {state}"
    query = visibility.imports(actor).order_by(Import.id.desc()).limit(limit + 1)
    if cursor:
        query = query.where(Import.id < pages.read(cursor, about, UUID)[0])
    if kind:
        query = query.where(Import.kind == kind)
    if state:
        query = query.where(Import.state == state)
    return pages.cut(list(session.scalars(query)), limit, lambda row: [str(row.id)], about)


def release(session, actor, import_id, version) -> Import:
    """Let a checked import be applied, by a job; again, by the same words, it is a repeat."""
    row = _to_write(session, actor, "apply_import", import_id, version, (ImportState.CHECKED,))
    permissions.in_office(actor, KINDS[row.kind].action, row.office_id)
    return _release(session, actor, row)


def applier(session, kind_name, office, username: str | None):
    """Who applies an import of *office* from the command line, whose user needs no leave: None, or the actor of
    *username* where rows are recorded in somebody's name. Raises NotFound and NotAllowed."""
    kind = KINDS[kind_name]
    if not kind.in_a_name:
        return None
    actor = username and people.named(session, username)
    if not actor:
        raise NotFound("unknown_person" if username else "required")
    permissions.in_office(actor, kind.action, office.id)
    if people.home_office(session, actor).id != office.id:
        raise NotAllowed("not_handling_office", action=kind.action)
    return actor


def release_here(session, import_id, actor=None) -> Import:
    """The same from the command line, by its `applier`."""
    return _release(session, actor, one(session, import_id))


def _release(session, actor, row):
    row.state, row.done = ImportState.APPLYING, 0
    row.applied_by_id = actor and actor.person_id
    jobs.enqueue(session, "import.apply", {"import_id": str(row.id)})
    session.flush()
    _note(session, actor, row, "import.released")
    return row


def discard(session, actor, import_id, version) -> Import:
    """Let go of an import that was not applied; its file stays where it is."""
    row = _to_write(session, actor, "discard_import", import_id, version, DISCARDABLE)
    row.state = ImportState.DISCARDED
    session.flush()
    _note(session, actor, row, "import.discarded")
    return row


def _to_write(session, actor, action, import_id, version, states):
    row = get(session, actor, import_id, lock=True)
    permissions.in_office(actor, action, row.office_id)
    if version != row.version:
        raise Stale(row)
    if row.state not in states:
        raise Conflict("import_state", extra={"state": row.state}, status=row.state)
    return row


def check(database, store, import_id, told=lambda done: None):
    """The dry run: read the file, ask the database, keep the report. Safe to repeat."""
    found = _begin(database, import_id, ImportState.CHECKING)
    if found is None:
        return
    row, kind, context = found
    report, columns = importing.read(kind, store, row, context)
    told(report.rows)
    if columns:
        with database.read() as session:
            kind.check(session, row, _options(row), columns, report)
    database.write(lambda session: _checked(session, row.id, report))


def _checked(session, import_id, report):
    row = _locked(session, import_id)
    if row.state is not ImportState.CHECKING:  # discarded meanwhile
        return
    row.state = ImportState.REFUSED if report.refused else ImportState.CHECKED
    row.report, row.done, row.total = report.as_json(), report.rows, report.rows
    session.flush()
    _note(session, None, row, "import.checked", _counts(report))


def apply(database, store, import_id, told=lambda done: None):
    """Read and check again, and write: one transaction, so that a crash leaves what was there. Safe to repeat."""
    found = _begin(database, import_id, ImportState.APPLYING)
    if found is None:
        return
    row, kind, context = found
    report, columns = importing.read(kind, store, row, context)
    maps = responsibility.Maps(store.indexes)
    database.write(lambda session: _applied(session, row.id, deepcopy(report), columns, maps, told))


def _applied(session, import_id, report: Report, columns, maps, told):
    row = _locked(session, import_id)
    if row.state is not ImportState.APPLYING:  # another worker was quicker
        return
    kind, options = KINDS[row.kind], _options(row)
    if columns:
        kind.check(session, row, options, columns, report)
    row.report, row.total = report.as_json(), report.rows
    actor = row.applied_by_id and people.actor(session, session.get_one(Person, row.applied_by_id))
    if report.refused:  # what the dry run found is no longer so
        row.state = ImportState.FAILED
        session.flush()
        _note(session, actor, row, "import.failed", _counts(report))
        return
    subjects, done = kind.apply(session, row, options, columns, maps, told)
    row.state, row.done, row.applied_at = ImportState.APPLIED, report.rows, db.now(session)
    session.flush()
    _note(session, actor, row, "import.applied", _counts(report) | done, subjects)


def _begin(database, import_id, state):
    """The import, its kind and what its reader has to know; None when it is not in that state (any more)."""
    with database.read() as session:
        row = one(session, import_id)
        if row.state is not state:
            return None
        kind = KINDS[row.kind]
        context = kind.context(session, row, _options(row))
        session.expunge(row)  # to be read without a session
        return row, kind, context


def _options(row):
    return KINDS[row.kind].options.model_validate_json(orjson.dumps(row.options))


def _locked(session, import_id):
    return session.scalar(select(Import).where(Import.id == import_id).with_for_update())


def _counts(report):
    return {"rows": report.rows, "accepted": report.accepted, "errors": report.error_count}


def _note(session, actor, row, type_, payload=None, also=()):
    subjects = [("import", row.id), *also]
    ledger.append(
        session, actor, type_, subjects, payload, office_id=row.office_id, version=row.version, blobs=[row.sha256]
    )
