"""Documents: draft one from a record, find, amend, submit, send back, approve. What is approved is frozen."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from . import (
    db,
    document_kinds,
    document_numbers,
    document_parts,
    document_sources,
    ledger,
    pages,
    participants,
    permissions,
    visibility,
)
from .document_moves import MOVES, may, moves_for, roles
from .errors import Conflict, FieldError, Invalid, NotAllowed, NotFound, Stale
from .models import Case, Document, DocumentState, DocumentVerb, DocumentVersion, SecrecyLevel, SubjectKind


def get(session, actor, document_id, *, lock=False) -> Document:
    query = visibility.documents(actor).where(Document.id == document_id)
    document = session.scalar(query.with_for_update() if lock else query)
    if document is None:
        raise NotFound
    return document


def version(session, actor, version_id) -> DocumentVersion:
    """A frozen version; old ones stay readable."""
    row = session.scalar(visibility.document_versions(actor).where(DocumentVersion.id == version_id))
    if row is None:
        raise NotFound
    check_reader(actor, get(session, actor, row.document_id))
    return row


def subject(session, actor, kind: SubjectKind, id_):
    """The record that documents are about. NotFound when it is not the actor's to see."""
    return document_sources.record(session, actor, kind, id_)


def check_reader(actor, document):
    """Raise NotAllowed where the document shows photos that nobody outside the case team may see."""
    inside = document_kinds.every()[document.kind].pictures == "team"
    if inside and not permissions.on_team(actor, document.office_id):
        raise NotAllowed("not_cleared")


def page(session, actor, *, kind=None, state=None, subject=None, cursor=None, limit=50):
    """A page of the documents that the actor sees, newest first, and the next cursor or None."""
    about = f"documents {kind} {state} {subject}"
    equal = {"kind": kind, "state": state, "subject_id": subject}
    query = visibility.documents(actor).filter_by(**{name: value for name, value in equal.items() if value is not None})
    if cursor:
        query = query.where(Document.id < pages.read(cursor, about, UUID)[0])
    query = query.order_by(Document.id.desc()).limit(limit + 1).options(selectinload(Document.versions))
    return pages.cut(list(session.scalars(query)), limit, lambda row: [str(row.id)], about)


def draft(session, actor, subject_kind: SubjectKind, subject_id, said) -> tuple[Document, bool]:
    """Draft a document from a record of the own office; a repeat of the same id and content is harmless."""
    row = document_sources.record(session, actor, subject_kind, subject_id)
    permissions.in_office(actor, f"draft_{subject_kind}_document", row.office_id)
    columns = (Document.draft_digest, Document.subject_id)
    known = said.id and session.execute(select(*columns).where(Document.id == said.id)).one_or_none()
    if known:
        if tuple(known) != (said.digest, subject_id):
            raise Conflict("id_taken")
        return get(session, actor, said.id), False
    kind = document_kinds.every().get(said.kind)
    if kind is None:
        raise Invalid.at("kind", "unknown_code", value=said.kind, list="/api/v1/document-kinds")
    if subject_kind not in kind.subjects:
        raise Invalid.at("kind", "not_drafted_from_that", document=kind.title)
    if kind.officers and row.clue_only:
        raise Invalid.at("kind", "needs_two_officers")
    document = _new(session, actor, kind, subject_kind, row, said)
    session.add(document)
    session.flush()
    _write(session, actor, document, "drafted", {"kind": kind.kind, "title": document.title})
    return document, True


def _new(session, actor, kind, subject_kind, row, said):
    regime = row.regime if isinstance(row, Case) else kind.regime
    now = db.now(session)
    return Document(
        id=said.id or db.new_id(),
        kind=kind.kind,
        title=kind.titled(regime),
        state=DocumentState.DRAFT,
        subject_kind=subject_kind,
        subject_id=row.id,
        office_id=row.office_id,
        regime=regime,
        secrecy_level=row.secrecy_level if isinstance(row, Case) else SecrecyLevel.NONE,
        fields=document_parts.drafted(kind, document_sources.fields(session, actor, subject_kind, row)),
        drafted_at=now,
        drafted_by_id=actor.person_id,
        changed_at=now,
        note="",
        draft_digest=said.digest,
    )


def _write(session, actor, document, type_, payload, blobs=()):
    subjects = [("document", document.id), (document.subject_kind, document.subject_id)]
    about = {"office_id": document.office_id, "version": document.version, "blobs": blobs}
    ledger.append(session, actor, f"document.{type_}", subjects, payload, **about)


def amend(session, actor, document_id, said) -> Document:
    """Change parts; an approved document becomes the draft of its next version, and stays frozen as it was."""
    document = get(session, actor, document_id, lock=True)
    permissions.in_office(actor, "amend_document", document.office_id)
    if said.version != document.version:
        raise Stale(document)
    if document.state not in (DocumentState.DRAFT, DocumentState.APPROVED):
        raise _not_now(document, actor, "amend_document")
    kind, changes = document_kinds.every()[document.kind], said.changes
    document.fields = document_parts.amended(session, actor, document, kind, changes)
    if "number" in changes:
        document_numbers.enter(session, document, changes["number"])
    if "secrecy_level" in changes:
        document.secrecy_level = changes["secrecy_level"]
    document.state = DocumentState.DRAFT
    db.touch(session, document)
    session.flush()
    payload = said.model_dump(mode="json", exclude={"version"}, exclude_unset=True)
    _write(session, actor, document, "amended", payload)
    return document


def _not_now(document, actor, action):
    extra = {"document_state": document.state, "moves": moves_for(document, actor)}
    return Conflict("illegal_document_move", extra=extra, document_state=document.state, action=action)


def move(session, actor, document_id, said) -> Document:
    """Submit, send back or discard it. Submitting gives it its number, unless the official one was entered."""
    document = get(session, actor, document_id, lock=True)
    permissions.in_office(actor, "move_document", document.office_id)
    if said.version not in (None, document.version):
        raise Stale(document)
    move_ = _checked(document, actor, DocumentVerb(said.move), said.note)
    if move_.verb is DocumentVerb.SUBMIT:
        _check_officers(session, actor, document)
        document.submitted_by_id = actor.person_id
        document_numbers.give(session, document)
    _advance(session, document, move_, said.note)
    payload = {"note": said.note, "number": document.number}
    _write(session, actor, document, _past(move_.verb), payload)
    return document


def _check_officers(session, actor, document):
    needed = document_kinds.every()[document.kind].officers
    if needed and participants.officers(subject(session, actor, document.subject_kind, document.subject_id)) < needed:
        raise Invalid.at("move", "needs_two_officers")


def _past(verb):
    return {"submit": "submitted", "send_back": "sent_back", "approve": "approved", "discard": "discarded"}[verb]


def _checked(document, actor, verb, note=""):
    """The move; or say why not: who, then when, then what is missing."""
    move_ = MOVES[verb]
    if not actor.roles_in(document.office_id) & roles(move_, document):
        raise NotAllowed("not_the_approver", document=document.title)
    if document.state is not move_.source:
        raise _not_now(document, actor, f"document.{verb}")
    if not may(move_, document, actor):
        raise NotAllowed("approver_submitted_it")
    lacks = [FieldError("note", "required")] if move_.needs_note and not note.strip() else []
    if verb in (DocumentVerb.SUBMIT, DocumentVerb.APPROVE):
        lacks += document_parts.missing(document_kinds.every()[document.kind], document.fields)
    if lacks:
        raise Invalid(*lacks)
    return move_


def _advance(session, document, move_, note):
    document.state, document.note = move_.target, note
    db.touch(session, document)
    session.flush()


def to_read_for_approval(session, actor, document_id) -> Document:
    """The document, before its files are made for an approval: by the right person, with nothing missing."""
    document = get(session, actor, document_id)
    permissions.in_office(actor, "approve_document", document.office_id)
    _checked(document, actor, DocumentVerb.APPROVE)
    return document


def approve(session, actor, document_id, said, frozen) -> Document:
    """Approve it and keep the version *frozen*, whose files are in the store already.

    Raises Stale when the document is no longer what was rendered.
    """
    document = get(session, actor, document_id, lock=True)
    permissions.in_office(actor, "approve_document", document.office_id)
    if said.version != document.version:
        raise Stale(document)
    _checked(document, actor, DocumentVerb.APPROVE)
    position = len(document.versions) + 1
    row = DocumentVersion(
        id=db.new_id(),
        position=position,
        title=document.title,
        number=document.number,
        approved_at=db.now(session),
        approved_by_id=actor.person_id,
        **{name: getattr(frozen, name) for name in frozen.__slots__},
    )
    document.versions.append(row)
    _advance(session, document, MOVES[DocumentVerb.APPROVE], said.note)
    digests = {"pdf": row.pdf_sha256, "docx": row.docx_sha256, "snapshot": row.snapshot_sha256}
    payload = {"note": said.note, "number": row.number, "position": position, "sha256": digests}
    _write(session, actor, document, "approved", payload, blobs=[row.pdf_sha256, row.docx_sha256])
    return document
