"""Services: a frozen version is drafted for an agency, signed, sent, received; found again in the register."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from . import (
    address_confirmations,
    db,
    document_acts,
    numbers,
    outgoing_preparing,
    pages,
    permissions,
    service_cases,
    service_contents,
    service_events,
    service_moves,
    service_policy,
    visibility,
)
from .errors import Conflict, Invalid, NotFound
from .models import (
    Agency,
    Case,
    Document,
    DocumentState,
    Office,
    ReceiptBasis,
    SecrecyLevel,
    Service,
    ServiceEvent,
    ServiceEventKind,
    ServiceState,
    ServiceVerb,
    ServiceWay,
    SubjectKind,
)
from .service_moves import Facts

V, K = ServiceVerb, ServiceEventKind


def get(session, actor, service_id, *, lock=False) -> Service:
    query = visibility.services(actor).where(Service.id == service_id)
    service = session.scalar(query.with_for_update() if lock else query)
    if service is None:
        raise NotFound
    return service


def page(
    session,
    actor,
    *,
    agency=None,
    kind=None,
    state=None,
    document=None,
    since: date | None = None,
    until: date | None = None,
    cursor=None,
    limit=50,
):
    """A page of the register, newest first, and the next cursor or None. *since*, *until*: legal dates of sending."""
    about = f"services {agency} {kind} {state} {document} {since} {until}"
    equal = {"agency_id": agency, "state": state, "document_id": document}
    query = visibility.services(actor).filter_by(**{name: value for name, value in equal.items() if value is not None})
    if kind:
        query = query.where(Service.document_id.in_(select(Document.id).where(Document.kind == kind)))
    if since:
        query = query.where(Service.dispatched_on >= since)
    if until:
        query = query.where(Service.dispatched_on <= until)
    if cursor:
        query = query.where(Service.id < pages.read(cursor, about, UUID)[0])
    query = query.order_by(Service.id.desc()).limit(limit + 1).options(selectinload(Service.events))
    return pages.cut(list(session.scalars(query)), limit, lambda row: [str(row.id)], about)


def draft(session, actor, document_id, said) -> tuple[Service, bool]:
    """Serve the newest approved version of a document on an agency. Again gives the same service, unless that failed.

    Raises Conflict when nothing is approved, and Invalid for a document that is secret or of a kind not served so.
    """
    document = document_acts.get(session, actor, document_id, lock=True)
    permissions.in_office(actor, "draft_service", document.office_id)
    if document.state is not DocumentState.APPROVED:
        raise Conflict("document_not_approved", extra={"document_state": document.state})
    version = document.versions[-1]
    known = session.scalar(
        visibility.services(actor).where(
            Service.version_id == version.id,
            Service.agency_id == said.agency_id,
            Service.state != ServiceState.FAILED,
        )
    )
    if known:
        if said.id not in (None, known.id):
            raise Conflict("served_already", extra={"service_id": known.id}, number=known.number)
        return known, False
    _check(session, document, said)
    service = _new(session, actor, document, version, said)
    session.add(service)
    session.flush()
    service_events.write(session, actor, service, "drafted", {"way": service.way}, [version.pdf_sha256])
    return service, True


def _check(session, document, said):
    if said.id and session.scalar(select(Service.id).where(Service.id == said.id)):
        raise Conflict("id_taken")
    if session.get(Agency, said.agency_id) is None:
        raise Invalid.at("agency_id", "unknown_agency")
    if _secrecy(session, document) is not SecrecyLevel.NONE:
        raise Conflict("secret_not_served")
    ways = service_policy.ways(session, document.office_id, document.kind)
    if said.way not in ways:
        raise Invalid.at("way", "way_not_allowed", ways=", ".join(ways))


def _secrecy(session, document):
    """The document's level, or that of its case when that is higher."""
    if document.secrecy_level is SecrecyLevel.NONE and document.subject_kind is SubjectKind.CASE:
        return session.scalar(select(Case.secrecy_level).where(Case.id == document.subject_id))
    return document.secrecy_level


def _new(session, actor, document, version, said):
    now = db.now(session)
    return Service(
        id=said.id or db.new_id(),
        number=numbers.next_number(session, session.get_one(Office, document.office_id), "S"),
        state=ServiceState.DRAFTED,
        way=said.way,
        office_id=document.office_id,
        agency_id=said.agency_id,
        document_id=document.id,
        version_id=version.id,
        case_id=document.subject_id if document.subject_kind is SubjectKind.CASE else None,
        recipient=said.recipient,
        shown=[],
        round=0,
        receipts_disagree=False,
        failures=0,
        drafted_at=now,
        drafted_by_id=actor.person_id,
        changed_at=now,
        draft_digest=said.digest,
    )


def move(session, actor, service_id, said) -> Service:
    """Move a service by the table, and its case along with it. The same id and content again changes nothing."""
    service = get(session, actor, service_id, lock=True)
    permissions.in_office(actor, "move_service", service.office_id)
    if said.id and any(event.id == said.id for event in service.events):
        return service
    document = document_acts.get(session, actor, service.document_id)
    facts = Facts(session, service, document, actor, said)
    row = service_moves.check(facts)
    if said.id and session.scalar(select(ServiceEvent.id).where(ServiceEvent.id == said.id)):
        raise Conflict("id_taken")
    service.state = row.target or service.state
    event = _effect(facts)
    service_events.save(session, service)
    payload = said.model_dump(mode="json", exclude={"move", "id", "version"}, exclude_unset=True)
    service_events.write(session, actor, service, said.move, payload, [event.sha256] if event else [])
    return service


def _effect(facts) -> ServiceEvent | None:
    session, service, actor, said = facts.session, facts.service, facts.actor, facts.draft
    match said.move:
        case V.DISPATCH | V.REDISPATCH:
            return _send(facts)
        case V.BOUNCE:
            return service_events.add(session, actor, service, K.BOUNCED, id=said.id, on=said.on, note=said.note)
        case V.RECEIVE | V.NOTE_RECEIPT:
            return _receive(facts, K.DELIVERED, said.basis, ServiceState.DELIVERED)
        case V.LEAVE:
            return _receive(facts, K.REFUSED, ReceiptBasis.LEFT_ON_REFUSAL, ServiceState.REFUSED_LEFT)
        case V.DECIDE_RECEIPT:
            chosen = next(event for event in service.events if event.id == said.event_id)
            service.effective_on, service.effective_basis = chosen.on, chosen.basis
            service.receipts_disagree = False
    return None


def _send(facts):
    session, service, actor, said = facts.session, facts.service, facts.actor, facts.draft
    service.round += 1
    service.way, service.sent_on, service.dispatched_by_id = facts.way, said.on, actor.person_id
    if service.dispatched_on is None:
        service.dispatched_on = said.on
        service.shown = service_contents.frozen(session, actor, facts.document)
    electronic = facts.way is ServiceWay.ELECTRONIC
    told = {"id": said.id, "on": said.on, "number": said.number, "note": said.note}
    event = service_events.add(session, actor, service, K.QUEUED if electronic else K.SENT, **told)
    if electronic:
        confirmation = address_confirmations.in_force(session, service)
        service.confirmation_id = confirmation.id
        outgoing_preparing.service(session, service, confirmation.email)
    service_cases.sent(session, actor, service, facts.document.kind, event)
    return event


def _receive(facts, kind, basis, state):
    """What a person enters: a receipt with its scan, whose bytes stay."""
    said, scan = facts.draft, service_moves.upload(facts)
    told = {name: getattr(said, name) for name in ("id", "on", "number", "signer", "post", "note", "officers")}
    more = {"basis": basis, "upload_id": said.upload_id, "sha256": scan and scan.sha256}
    event = service_events.add(facts.session, facts.actor, facts.service, kind, **told, **more)
    service_events.receipt(facts.session, facts.actor, facts.service, facts.document.kind, event, state)
    return event
