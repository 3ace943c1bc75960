"""What may be said about services: one strict shape per act."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from .drafts import Draft
from .fields import ClientId, Code, Day, Version, line, text, words
from .models import ReceiptBasis, ServiceVerb, ServiceWay
from .notice_drafts import Address


class ConfirmationDraft(Draft):
    """What an agency confirmed (送达地址确认书). ``document_kinds`` empty: all; ``email`` null: by the page alone.

    The signed paper is a finished upload of whoever enters it.
    """

    id: ClientId | None = None
    agency_id: UUID
    credit_code: Annotated[str, Field(pattern=r"^[0-9A-HJ-NPQRTUWXY]{18}$")]  # GB 32100
    recipient_unit: line(200)
    contact_name: line(200)
    contact_phone: line(40)
    email: Address | None = None
    document_kinds: Annotated[tuple[Code, ...], Field(max_length=50)] = ()
    consented_on: Day
    valid_from: Day
    valid_to: Day | None = None
    signatory: line(200)
    upload_id: UUID | None = None


class WithdrawalDraft(Draft):
    """From that day on nothing is served there electronically."""

    on: Day
    reason: words(1000)


class ServiceRuleDraft(Draft):
    kind: Code
    electronic: bool


class ServiceDraft(Draft):
    """One agency that the newest approved version of a document is served on. ``recipient``: who there, if not all."""

    id: ClientId | None = None
    agency_id: UUID
    way: ServiceWay
    recipient: text(200) = ""


class ServiceMoveDraft(Draft):
    """A move of the table of services, which says what each takes and needs. ``on`` is the day that counts.

    ``upload_id`` is the scan of the receipt, a finished upload of whoever enters it.
    """

    move: ServiceVerb
    id: ClientId | None = None
    version: Version | None = None
    note: text(4000) = ""
    on: Day | None = None
    way: ServiceWay | None = None
    number: words(200) | None = None
    basis: ReceiptBasis | None = None
    signer: words(200) | None = None
    post: words(200) | None = None
    upload_id: UUID | None = None
    officers: Annotated[tuple[UUID, ...], Field(max_length=20)] | None = None
    event_id: UUID | None = None


class AccessDraft(Draft):
    """Nothing needs to be said; that it is JSON keeps the forms of other sites out."""


class BatchItemDraft(Draft):
    document_id: UUID
    agency_id: UUID
    way: ServiceWay
    recipient: text(200) = ""


class BatchDraft(Draft):
    """Many services in one go: each is drafted and signed; those ``dispatched_on`` a day also sent off."""

    id: ClientId | None = None
    items: Annotated[tuple[BatchItemDraft, ...], Field(min_length=1, max_length=500)]
    dispatched_on: Day | None = None


class SignDraft(Draft):
    """Who signs for the document, on the agency's page."""

    name: line(60)
    post: line(60)
    phone: Annotated[line(40), Field(pattern=r"^[0-9+() -]+$")]
