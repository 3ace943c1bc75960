"""Notices to people, what waits to leave the office, and how each person wants to be told."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, Id
from . import columns


class OutgoingKind(StrEnum):
    DIGEST = "digest"  # to one of our own people, by e-mail
    REMINDER = "reminder"  # to an agency
    SERVICE = "service"  # to an agency: where the document that is served lies


class OutgoingState(StrEnum):
    PREPARED = "prepared"  # waits for a person
    RELEASED = "released"  # waits for the mail server
    SENT = "sent"
    COPIED = "copied"  # a person carried the text over, by messenger or telephone
    DISCARDED = "discarded"


class Notice(Base):
    """One person is told of one thing at one moment: ``key`` says which, so that telling twice changes nothing.

    It holds no words of the record: those are read when it is shown, if the person may see the record then.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        Index(None, "person_id", "read_at", "id"),
        Index(None, "key"),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID] = columns.to("person.id")
    key: Mapped[str] = mapped_column(String(160))
    event: Mapped[columns.Code]
    moment: Mapped[columns.Code]
    what: Mapped[columns.Code]  # the kind of clock, the reason of the visit, the act
    about_kind: Mapped[columns.Code]  # hazard, case, inspection
    about_id: Mapped[UUID]
    due_on: Mapped[date | None]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    outgoing_id: Mapped[UUID | None] = columns.to("outgoing_notice.id", index=True)  # the digest that carries it


class OutgoingNotice(Base):
    """What may leave the office once a person, or the setting for routine, releases it."""

    __tablename__ = "outgoing_notice"
    __table_args__ = (Index(None, "office_id", "state", "id"),)

    id: Mapped[Id]
    version: Mapped[int] = mapped_column()
    key: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[OutgoingKind]
    state: Mapped[OutgoingState]
    office_id: Mapped[UUID] = columns.to("office.id")
    person_id: Mapped[UUID | None] = columns.to("person.id")
    agency_id: Mapped[UUID | None] = columns.to("agency.id")
    case_id: Mapped[UUID | None] = columns.to("pil_case.id")
    service_id: Mapped[UUID | None] = columns.to("service.id", index=True)
    moment: Mapped[columns.Code | None]
    due_on: Mapped[date | None]
    address: Mapped[columns.Name | None]  # to which it goes
    note: Mapped[columns.Note]  # why it was discarded, or to whom it was carried
    prepared_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    released_by_id: Mapped[UUID | None] = columns.to("person.id")  # null: the setting did
    sent_at: Mapped[datetime | None]

    __mapper_args__: ClassVar = {"version_id_col": version}


class NoticeSetting(Base):
    """How one person wants to be told. Without a row: in the app only."""

    __tablename__ = "notice_setting"

    person_id: Mapped[UUID] = columns.to("person.id", primary_key=True)
    email: Mapped[columns.Name | None]
    daily: Mapped[bool]
    muted: Mapped[list[Any]]  # events that the digest leaves out; the inbox is always whole
    language: Mapped[columns.Code]
    calendar_hash: Mapped[columns.Digest | None] = mapped_column(unique=True)  # of the secret in the calendar's address


class NoticeProgress(Base):
    """One row: up to which entry of the ledger people were told."""

    __tablename__ = "notice_progress"

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
