"""Invitations of one named person to one outing, and shares of a record with another office."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, Id
from . import columns


class Invitation(Base):
    """Only the SHA-256 of its code is kept: the link is told once, to the host who made it."""

    __tablename__ = "invitation"
    __table_args__ = (Index(None, "inspection_id"),)

    id: Mapped[Id]
    inspection_id: Mapped[UUID] = columns.to("inspection.id")
    name: Mapped[columns.Name]
    phone_tail: Mapped[str | None] = mapped_column(String(6))  # last digits; null: the host approves
    home_agency_id: Mapped[UUID | None] = columns.to("agency.id")
    person_id: Mapped[UUID | None] = columns.to("person.id")  # an account that is there, or the one that redeeming made
    grant_id: Mapped[UUID | None] = columns.to("role_grant.id")
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    code_hash: Mapped[columns.Digest] = mapped_column(unique=True)
    code_expires_at: Mapped[datetime]
    failures: Mapped[int] = mapped_column(default=0)  # wrong digits since the code was issued
    asked_at: Mapped[datetime | None]  # somebody with the code asked the host for approval
    approved_by_id: Mapped[UUID | None] = columns.to("person.id")
    redeemed_at: Mapped[datetime | None]
    letter_version: Mapped[columns.Code | None]  # which text of the commitment letter was accepted, at redeeming
    revoked_at: Mapped[datetime | None]
    created_by_id: Mapped[UUID] = columns.to("person.id")
    created_at: Mapped[datetime]


class Share(Base):
    """Another office may look at one record until a day, inclusive."""

    __tablename__ = "share"
    __table_args__ = (Index(None, "office_id", "subject_kind"), Index(None, "subject_id"))

    id: Mapped[Id]
    subject_kind: Mapped[columns.Code]
    subject_id: Mapped[UUID]
    office_id: Mapped[UUID] = columns.to("office.id")
    until: Mapped[date]
    reason: Mapped[columns.Note]
    shared_by_id: Mapped[UUID] = columns.to("person.id")
    shared_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
