"""Devices, what they sent item by item, and what they were given."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, Id
from . import columns


class Device(Base):
    """One phone of one person. It numbers what it makes, so that what never came is seen."""

    __tablename__ = "device"
    __table_args__ = (Index(None, "person_id"), Index(None, "office_id"))

    id: Mapped[Id]
    person_id: Mapped[UUID] = columns.to("person.id")
    office_id: Mapped[UUID] = columns.to("office.id")
    name: Mapped[columns.Name]
    public_key: Mapped[columns.Name | None]  # P-256 point, base64url: what it signs its packages with
    last_seq: Mapped[int]  # the highest number that it said it gave
    first_seen_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    lost_at: Mapped[datetime | None]
    lost_by_id: Mapped[UUID | None] = columns.to("person.id")
    lost_reason: Mapped[columns.Note | None]


class ItemStatus(StrEnum):
    STORED = "stored"
    WAITING = "waiting"  # for what it rests on
    CONFLICT = "conflict"  # others had been quicker: kept, and shown on the record
    REFUSED = "refused"


class SyncItem(Base):
    """One act that a device made on its own: what was said, and what became of it."""

    __tablename__ = "sync_item"
    __table_args__ = (UniqueConstraint("device_id", "seq"), Index(None, "status", "device_id"), Index(None, "about_id"))

    id: Mapped[Id]
    device_id: Mapped[UUID] = columns.to("device.id")
    seq: Mapped[int]
    kind: Mapped[columns.Code]
    about_id: Mapped[UUID | None]  # no reference: the record may be still to come
    after: Mapped[list[Any]]
    said: Mapped[dict[str, Any]]
    made_at: Mapped[datetime | None]  # by the device
    digest: Mapped[columns.Digest]
    received_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    status: Mapped[ItemStatus]
    entry_seq: Mapped[int | None] = columns.to("entry.seq")  # the receipt
    leaf: Mapped[bytes | None] = mapped_column(LargeBinary)
    fault: Mapped[dict[str, Any] | None]  # why it was refused, or for what it waits


class Delivery(Base):
    """A record that a device was given; ``gone_since`` is the ledger's size when it was no more the person's to see."""

    __tablename__ = "delivery"

    device_id: Mapped[UUID] = columns.to("device.id", primary_key=True)
    kind: Mapped[columns.Code] = mapped_column(primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    gone_since: Mapped[int | None]
