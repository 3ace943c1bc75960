"""Service of documents on agencies: where they may be served, each service with what happened, and its page's keys."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Id
from . import columns
from .case_steps import ReceiptBasis


class ServiceWay(StrEnum):
    """How a document is served (domain §6.1)."""

    DIRECT = "direct"
    ANNOUNCE = "announce"  # 宣告送达
    LEAVE = "leave"  # 留置送达
    POST = "post"
    ELECTRONIC = "electronic"
    ENTRUST = "entrust"


class ServiceState(StrEnum):
    DRAFTED = "drafted"
    SIGNED = "signed"
    DISPATCHED = "dispatched"
    REDISPATCHED = "redispatched"
    BOUNCED = "bounced"
    DELIVERED = "delivered"
    REFUSED_LEFT = "refused_left"
    FAILED = "failed"


class ServiceVerb(StrEnum):
    SIGN = "sign"
    DISPATCH = "dispatch"
    BOUNCE = "bounce"
    REDISPATCH = "redispatch"
    RECEIVE = "receive"
    LEAVE = "leave"
    NOTE_RECEIPT = "note_receipt"
    DECIDE_RECEIPT = "decide_receipt"
    FAIL = "fail"


class ServiceEventKind(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    OPENED = "opened"
    DOWNLOADED = "downloaded"
    SIGNED = "signed"
    REPLIED = "replied"
    BOUNCED = "bounced"
    REFUSED = "refused"
    LOCKED = "locked"  # the page, after wrong codes


class AddressConfirmation(Base):
    """An agency said where it takes which documents electronically (送达地址确认书). No kinds: all of them."""

    __tablename__ = "address_confirmation"
    __table_args__ = (Index(None, "office_id", "agency_id"),)

    id: Mapped[Id]
    office_id: Mapped[UUID] = columns.to("office.id")
    agency_id: Mapped[UUID] = columns.to("agency.id")
    credit_code: Mapped[columns.Name]
    recipient_unit: Mapped[columns.Name]
    contact_name: Mapped[columns.Name]
    contact_phone: Mapped[columns.Name]
    email: Mapped[columns.Name | None]  # null: by the page alone
    document_kinds: Mapped[list[Any]]
    consented_on: Mapped[date]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    signatory: Mapped[columns.Name]
    sha256: Mapped[columns.Digest | None]  # of the signed paper
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[columns.Note | None]
    created_by_id: Mapped[UUID] = columns.to("person.id")
    created_at: Mapped[datetime]
    draft_digest: Mapped[columns.Digest]


class ServiceRule(Base):
    """Whether an office serves a kind of document electronically. Without a row the bundled policy says so."""

    __tablename__ = "service_rule"

    office_id: Mapped[UUID] = columns.to("office.id", primary_key=True)
    kind: Mapped[columns.Code] = mapped_column(primary_key=True)
    electronic: Mapped[bool]
    set_at: Mapped[datetime]
    set_by_id: Mapped[UUID] = columns.to("person.id")


LIVING = text("state != 'failed'")  # one that failed may be begun again


class Service(Base):
    """One frozen version on its way to one agency. ``shown`` is what its page tells of the hazards, frozen too."""

    __tablename__ = "service"
    __table_args__ = (
        Index(None, "version_id", "agency_id", unique=True, sqlite_where=LIVING, postgresql_where=LIVING),
        Index(None, "office_id", "state", "id"),
        Index(None, "agency_id"),
        Index(None, "document_id"),
    )

    id: Mapped[Id]
    number: Mapped[columns.Key]
    version: Mapped[int] = mapped_column()
    state: Mapped[ServiceState]
    way: Mapped[ServiceWay]
    office_id: Mapped[UUID] = columns.to("office.id")
    agency_id: Mapped[UUID] = columns.to("agency.id")
    document_id: Mapped[UUID] = columns.to("document.id")
    version_id: Mapped[UUID] = columns.to("document_version.id")
    case_id: Mapped[UUID | None] = columns.to("pil_case.id")
    confirmation_id: Mapped[UUID | None] = columns.to("address_confirmation.id")
    recipient: Mapped[columns.Name]
    shown: Mapped[list[Any]]
    round: Mapped[int]  # how often it was sent
    dispatched_on: Mapped[date | None]  # first
    sent_on: Mapped[date | None]  # last
    dispatched_by_id: Mapped[UUID | None] = columns.to("person.id")
    effective_on: Mapped[date | None]
    effective_basis: Mapped[ReceiptBasis | None]
    receipts_disagree: Mapped[bool]
    code_hash: Mapped[columns.Name | None]  # argon2id of the access code
    link_hash: Mapped[columns.Digest | None] = mapped_column(unique=True)
    failures: Mapped[int]
    locked_until: Mapped[datetime | None]
    drafted_at: Mapped[datetime]
    drafted_by_id: Mapped[UUID] = columns.to("person.id")
    changed_at: Mapped[datetime]
    draft_digest: Mapped[columns.Digest]

    events: Mapped[list["ServiceEvent"]] = relationship(order_by="ServiceEvent.position")

    __mapper_args__: ClassVar = {"version_id_col": version}


class ServiceEvent(Base):
    """Something that happened on the way. With a ``basis`` it is a receipt, in law of the day ``on``."""

    __tablename__ = "service_event"
    __table_args__ = (UniqueConstraint("service_id", "position"),)

    id: Mapped[Id]
    service_id: Mapped[UUID] = columns.to("service.id")
    position: Mapped[int]
    round: Mapped[int]
    kind: Mapped[ServiceEventKind]
    way: Mapped[ServiceWay]
    at: Mapped[datetime]
    on: Mapped[date]
    basis: Mapped[ReceiptBasis | None]
    number: Mapped[columns.Name | None]  # of the express letter, of the message
    signer: Mapped[columns.Name | None]
    post: Mapped[columns.Name | None]
    phone: Mapped[columns.Name | None]
    note: Mapped[columns.Note]
    sha256: Mapped[columns.Digest | None]  # of the scan, or of what was signed for
    upload_id: Mapped[UUID | None]  # no reference: it may be tidied away, its bytes stay
    officers: Mapped[list[Any]]
    recorded_by_id: Mapped[UUID | None] = columns.to("person.id")  # null: the agency's own act, or the mail server's


class ServiceKey(Base):
    """Opens the page for a while after the code was typed, or one hazard's camera. Only the hash is kept."""

    __tablename__ = "service_key"
    __table_args__ = (Index(None, "service_id"),)

    id: Mapped[Id]
    service_id: Mapped[UUID] = columns.to("service.id")
    token_hash: Mapped[columns.Digest] = mapped_column(unique=True)
    hazard_id: Mapped[UUID | None] = columns.to("hazard.id")  # the crew's camera: photos of that hazard only
    expires_at: Mapped[datetime]
