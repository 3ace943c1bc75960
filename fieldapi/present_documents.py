"""Documents as dicts for the wire."""

from inspections import document_kinds, document_parts
from inspections.document_moves import moves_for

from .present import Names, fields

PLAIN = (
    *("id", "kind", "title", "version", "state", "number", "regime", "secrecy_level", "drafted_at", "changed_at"),
    "note",
)
VERSION = (
    *("id", "position", "title", "number", "snapshot_sha256", "pdf_sha256", "pdf_bytes", "docx_sha256", "docx_bytes"),
    "approved_at",
)
PART = ("name", "title", "form", "required", "head")


def documents(session, actor, rows) -> list[dict]:
    names = Names(
        session, people=[id_ for row in rows for id_ in _people(row)], offices=[row.office_id for row in rows]
    )
    return [_document(row, names, actor) for row in rows]


def document(session, actor, row) -> dict:
    return documents(session, actor, [row])[0]


def _people(row):
    yield from (row.drafted_by_id, row.submitted_by_id)
    yield from (one.approved_by_id for one in row.versions)


def _document(row, names, actor):
    kind_ = document_kinds.every()[row.kind]
    return {
        **fields(row, *PLAIN),
        "subject": {"kind": row.subject_kind, "id": row.subject_id},
        "office": names.office(row.office_id),
        "drafted_by": names.person(row.drafted_by_id),
        "submitted_by": names.person(row.submitted_by_id),
        "fields": [fields(part, *PART) | row.fields[part.name] for part in kind_.parts],
        "missing": [error.path.partition(".")[2] for error in document_parts.missing(kind_, row.fields)],
        "versions": [fields(one, *VERSION) | {"approved_by": names.person(one.approved_by_id)} for one in row.versions],
        "moves": moves_for(row, actor),
    }


def kind(row) -> dict:
    return {
        **fields(row, "kind", "title", "title_en", "legal_basis", "regime", "template", "number", "red_head"),
        "subjects": sorted(row.subjects),
        "approvers": sorted(row.approvers),
        "parts": [fields(part, *PART) for part in row.parts],
    }
