"""The papers of a service: scanned receipts, the stamped letter, what stands behind an answer, the certificate."""

from sqlalchemy import select

from . import permissions, replies, service_events, service_signing, services
from .errors import NotFound
from .models import (
    AddressConfirmation,
    Document,
    DocumentVersion,
    Entry,
    EntrySubject,
    Reply,
    ReplyItem,
    Service,
    ServiceEvent,
    Upload,
)

# Digests of files in the store. What an agency replaced before it submitted is named in no entry.
COLUMNS = (Reply.letter_sha256, ReplyItem.paper_sha256, ServiceEvent.sha256, AddressConfirmation.sha256)


def media_types(session, service) -> dict[str, str]:
    """By digest: the papers that belong to *service*, the served document among them."""
    reply = replies.of(session, service)
    found = {service_signing.version(session, service).pdf_sha256: "application/pdf"}
    scans = {event.sha256: event.upload_id for event in service.events if event.upload_id}
    known = select(Upload.sha256, Upload.media_type).where(Upload.id.in_(scans.values()))
    found |= dict.fromkeys(scans, "application/octet-stream") | dict(session.execute(known).all() if scans else ())
    if reply and reply.submitted_at:
        papers = [(reply.letter_sha256, reply.letter_media_type)]
        papers += [(one.paper_sha256, one.paper_media_type) for one in reply.items]
        found |= {sha256: media_type for sha256, media_type in papers if sha256}
    return found


def documents(session, rows) -> dict:
    """By service: the document that is served, as it was frozen."""
    columns = (DocumentVersion.id, Document.kind, DocumentVersion.title, DocumentVersion.number)
    query = select(*columns, DocumentVersion.pdf_sha256).join(Document, Document.id == DocumentVersion.document_id)
    query = query.where(DocumentVersion.id.in_({row.version_id for row in rows}))
    found = {id_: rest for id_, *rest in session.execute(query)}
    told = ("kind", "title", "number", "sha256")
    return {
        row.id: {"id": row.document_id, "version_id": row.version_id}
        | dict(zip(told, found[row.version_id], strict=True))
        for row in rows
    }


def entries(session, service):
    """Number, time and kind of the entries of the ledger about *service*, in their order."""
    about = (EntrySubject.kind == "service", EntrySubject.subject_id == service.id, EntrySubject.position == 0)
    query = select(Entry.seq, Entry.at, Entry.type).join(EntrySubject, EntrySubject.seq == Entry.seq).where(*about)
    return session.execute(query.order_by(Entry.seq)).all()


def read(session, actor, service_id, sha256: str) -> str:
    """The media type of a paper that the actor is about to get; the reading is in the ledger."""
    service = services.get(session, actor, service_id)
    permissions.in_office(actor, "read_reply_paper", service.office_id)
    known = media_types(session, service)
    if sha256 not in known:
        raise NotFound
    service_events.write(session, actor, service, "paper_read", {"sha256": sha256}, [sha256])
    return known[sha256]


def certified(session, actor, service_id) -> Service:
    """Note that the certificate of service was handed out."""
    service = services.get(session, actor, service_id)
    permissions.in_office(actor, "certify_service", service.office_id)
    service_events.write(session, actor, service, "certified")
    return service
