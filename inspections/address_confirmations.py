"""Where agencies confirmed that documents reach them (送达地址确认书): entered, found, withdrawn, never edited."""

from uuid import UUID

from sqlalchemy import or_, select

from . import db, document_kinds, ledger, pages, people, permissions, visibility
from .errors import Conflict, FieldError, Invalid, NotFound
from .models import AddressConfirmation, Agency, Document, Upload


def get(session, actor, id_, *, lock=False) -> AddressConfirmation:
    query = visibility.address_confirmations(actor).where(AddressConfirmation.id == id_)
    row = session.scalar(query.with_for_update() if lock else query)
    if row is None:
        raise NotFound
    return row


def page(session, actor, *, agency=None, cursor=None, limit=50):
    """A page of what agencies confirmed to the actor's offices, newest first, and the next cursor or None."""
    about = f"confirmations {agency}"
    query = visibility.address_confirmations(actor).order_by(AddressConfirmation.id.desc()).limit(limit + 1)
    if agency:
        query = query.where(AddressConfirmation.agency_id == agency)
    if cursor:
        query = query.where(AddressConfirmation.id < pages.read(cursor, about, UUID)[0])
    return pages.cut(list(session.scalars(query)), limit, lambda row: [str(row.id)], about)


def add(session, actor, draft) -> tuple[AddressConfirmation, bool]:
    """Enter what an agency confirmed to the actor's office; the same id and content again is a repeat."""
    known = draft.id and session.scalar(
        select(AddressConfirmation.draft_digest).where(AddressConfirmation.id == draft.id)
    )
    if known:
        if known != draft.digest:
            raise Conflict("id_taken")
        return get(session, actor, draft.id), False
    office = people.home_office(session, actor, permissions.PERMISSIONS["confirm_address"].roles)
    scan = _checked(session, actor, draft)
    said = draft.model_dump(exclude={"id", "upload_id", "document_kinds"})
    row = AddressConfirmation(
        id=draft.id or db.new_id(),
        office_id=office.id,
        document_kinds=list(draft.document_kinds),
        sha256=scan and scan.sha256,
        created_by_id=actor.person_id,
        created_at=db.now(session),
        draft_digest=draft.digest,
        **said,
    )
    session.add(row)
    session.flush()
    _enter(session, actor, row, "address.confirmed", {"kinds": row.document_kinds}, [row.sha256] if row.sha256 else [])
    return row, True


def _checked(session, actor, draft):
    """The scan, if one is named; or say all that is wrong."""
    own = visibility.uploads(actor).where(Upload.id == draft.upload_id, Upload.received_at.is_not(None))
    scan = session.scalar(own) if draft.upload_id else None
    unknown = sorted(set(draft.document_kinds) - document_kinds.every().keys())
    wrong = [FieldError("document_kinds", "unknown_code", {"value": unknown[0]})] if unknown else []
    if draft.upload_id and scan is None:
        wrong.append(FieldError("upload_id", "no_such_scan"))
    if session.get(Agency, draft.agency_id) is None:
        wrong.append(FieldError("agency_id", "unknown_agency"))
    if draft.valid_to and draft.valid_to < draft.valid_from:
        wrong.append(FieldError("valid_to", "ends_before_it_begins"))
    if draft.consented_on > db.today(session):
        wrong.append(FieldError("consented_on", "in_the_future"))
    if wrong:
        raise Invalid(*wrong)
    return scan


def withdraw(session, actor, id_, draft) -> AddressConfirmation:
    """From that day on nothing is served there electronically; what was served stays served."""
    row = get(session, actor, id_, lock=True)
    permissions.in_office(actor, "withdraw_address", row.office_id)
    if row.withdrawn_on:
        raise Conflict("confirmation_withdrawn")
    row.withdrawn_on, row.withdrawn_reason = draft.on, draft.reason
    session.flush()
    _enter(session, actor, row, "address.withdrawn", draft.model_dump(mode="json"))
    return row


def _enter(session, actor, row, type_, payload, blobs=()):
    subjects = [("address_confirmation", row.id), ("agency", row.agency_id)]
    ledger.append(session, actor, type_, subjects, payload, office_id=row.office_id, blobs=blobs)


def in_force(session, service) -> AddressConfirmation | None:
    """The newest confirmation of the agency to the office that covers the document of *service* today."""
    today = db.today(session)
    ends = (AddressConfirmation.valid_to.is_(None), AddressConfirmation.valid_to >= today)
    stands = (AddressConfirmation.withdrawn_on.is_(None), AddressConfirmation.withdrawn_on > today)
    query = (
        select(AddressConfirmation)
        .where(
            AddressConfirmation.agency_id == service.agency_id,
            AddressConfirmation.office_id == service.office_id,
            AddressConfirmation.valid_from <= today,
            or_(*ends),
            or_(*stands),
        )
        .order_by(AddressConfirmation.id.desc())
    )
    kind = session.scalar(select(Document.kind).where(Document.id == service.document_id))
    return next((row for row in session.scalars(query) if not row.document_kinds or kind in row.document_kinds), None)
