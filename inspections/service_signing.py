"""What an agency does on its page with the document itself: take it along, and sign for it."""

from sqlalchemy import select

from . import address_confirmations, service_cases, service_events, service_policy
from .models import (
    Document,
    DocumentVersion,
    ReceiptBasis,
    Service,
    ServiceEvent,
    ServiceEventKind,
    ServiceState,
    ServiceWay,
)


def version(session, service) -> DocumentVersion:
    """What is served: the version as it was frozen, whatever became of the document since."""
    return session.scalar(select(DocumentVersion).where(DocumentVersion.id == service.version_id))


def kind_of(session, service) -> str:
    return session.scalar(select(Document.kind).where(Document.id == service.document_id))


def download(session, service: Service) -> DocumentVersion:
    """Note that the agency took the document along. That is no receipt."""
    served = version(session, service)
    service_events.add(session, None, service, ServiceEventKind.DOWNLOADED, sha256=served.pdf_sha256)
    service_events.save(session, service)
    service_events.write(session, None, service, "downloaded", blobs=[served.pdf_sha256])
    return served


def signature(service) -> ServiceEvent | None:
    """The receipt that the agency signed on its page."""
    return next((event for event in service.events if event.kind is ServiceEventKind.SIGNED), None)


def sign(session, service: Service, draft) -> ServiceEvent:
    """Sign for the document; signing again gives the same receipt.

    Where documents of the kind are not served electronically, or no address is confirmed, the paper is what counts:
    then the signature says that the copy was seen, and nothing runs from it.
    """
    known = signature(service)
    if known:
        return known
    served = version(session, service)
    counts = _counts(session, service)
    event = service_events.add(
        session,
        None,
        service,
        ServiceEventKind.SIGNED,
        way=ServiceWay.ELECTRONIC,
        basis=ReceiptBasis.ELECTRONIC_RECEIPT if counts else None,
        signer=draft.name,
        post=draft.post,
        phone=draft.phone,
        sha256=served.pdf_sha256,
    )
    if counts:
        kind, sender = kind_of(session, service), service_cases.sender(session, service)
        service_events.receipt(session, sender, service, kind, event, ServiceState.DELIVERED)
    service_events.save(session, service)
    told = {"counts": counts, "on": event.on.isoformat()}
    service_events.write(session, None, service, "signed_for", told, [served.pdf_sha256])
    return event


def _counts(session, service):
    allowed = service_policy.ways(session, service.office_id, kind_of(session, service))
    return ServiceWay.ELECTRONIC in allowed and address_confirmations.in_force(session, service) is not None
