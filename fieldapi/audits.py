"""/ledger/entries: what auditors read of the ledger"""

from uuid import UUID

from flask_restx import Namespace, Resource

from inspections import audits
from inspections.fields import Code, Instant

from . import present, queries, shapes
from .api import operation

ns = Namespace("audits", path="/ledger", description="The ledger for auditors")


class EntryQuery(queries.Query):
    person: UUID | None = None
    type: Code | None = None
    subject: UUID | None = None
    since: Instant | None = None
    until: Instant | None = None
    cursor: queries.Cursor | None = None
    limit: queries.Limit = 50


@ns.route("/entries")
class Entries(Resource):
    @operation("list_entries", query=EntryQuery, returns=shapes.EntryList)
    def get(self, call):
        """Who did what kind of act on which record, newest first; never what was written in it."""
        asked = call.query.model_dump()
        rows, cursor = audits.entries(call.session, call.actor, type_=asked.pop("type"), **asked)
        names = present.Names(
            call.session, people=[row.actor_id for row in rows], offices=[row.office_id for row in rows]
        )
        return present.page([_entry(row, names) for row in rows], cursor)


def _entry(row, names):
    return {
        **present.fields(row, "seq", "at", "type"),
        "actor": names.person(row.actor_id),
        "office": names.office(row.office_id),
        "subjects": [{"kind": subject.kind, "id": subject.subject_id} for subject in row.subjects],
    }
