"""Clues of citizens and others, what they were answered, and apart from them who sent them (domain reference §8)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Id
from . import columns


class ClueSource(StrEnum):
    """How a clue came (R2021 art. 24, and the channels of letters and visits)."""

    ONLINE = "online"
    LETTER = "letter"
    VISIT = "visit"
    HOTLINE = "hotline"
    CHIEF_DAY = "chief_day"  # 检察长接待日
    SNAPSHOT = "snapshot"  # “随手拍”
    VOLUNTEER = "volunteer"  # 益心为公
    DEPUTIES = "deputies"
    ORGANS = "organs"
    ENFORCEMENT_SHARING = "enforcement_sharing"
    OWN_WORK = "own_work"
    MEDIA = "media"
    OTHER = "other"


class ClueState(StrEnum):
    RECEIVED = "received"
    REGISTERED = "clue_registered"
    ASSESSING = "clue_assessing"
    PRELIMINARY = "preliminary_investigation"
    IN_CASE = "in_case"
    TRANSFERRED = "clue_transferred"
    NOT_FILED = "not_filed"
    NOT_ACCEPTED = "not_accepted"


class ClueVerb(StrEnum):
    REGISTER = "register"
    NOT_ACCEPT = "not_accept"
    SPONSOR = "sponsor"
    ASSIGN = "assign"
    ASSESS = "assess"
    INVESTIGATE_FIRST = "investigate_first"
    TAKE_UP = "take_up"
    TRANSFER_CLUE = "transfer_clue"
    REFUSE_FILING = "refuse_filing"
    EXCUSE = "excuse"


class NoReplyReason(StrEnum):
    """Why nobody is answered (domain reference §8)."""

    ANONYMOUS = "anonymous"
    NO_CONTACT = "no_contact"
    WRONG_CONTACT = "wrong_contact"
    UNREACHABLE = "unreachable"
    ERASED = "erased"  # who it was had to be forgotten by law


class ReplyKind(StrEnum):
    ATTEMPT = "attempt"  # tried to reach the reporter, in vain
    PROCEDURAL = "procedural"
    PROGRESS = "progress"
    RESULT = "result"


class ReplyChannel(StrEnum):
    PHONE = "phone"
    MESSAGE = "message"
    LETTER = "letter"
    EMAIL = "email"
    IN_PERSON = "in_person"
    ONLINE = "online"  # on the page behind the tracking code


class Clue(Base):
    """``said`` is what was reported, in the reporter's words. Who that was stands in ``Reporter`` and nowhere else.

    Only the SHA-256 of the tracking code is kept: the code is told once, to whoever sent the clue or brought it.
    """

    KIND: ClassVar = "clue"

    __tablename__ = "clue"
    __table_args__ = (Index(None, "office_id", "state", "id"), Index(None, "hazard_id"), Index(None, "case_id"))

    id: Mapped[Id]
    number: Mapped[columns.Key]
    version: Mapped[int] = mapped_column()
    state: Mapped[ClueState]
    source: Mapped[ClueSource]
    office_id: Mapped[UUID] = columns.to("office.id")
    code_hash: Mapped[columns.Digest] = mapped_column(unique=True)
    said: Mapped[columns.Note]
    place: Mapped[columns.Note]
    location: Mapped[dict[str, Any] | None]  # as it was received, with its datum
    area_code: Mapped[columns.Code]
    seen_on: Mapped[date | None]
    received_at: Mapped[datetime]
    received_on: Mapped[date]  # the legal date from which answers are counted; a letter may have lain
    entered_by_id: Mapped[UUID | None] = columns.to("person.id")  # null: sent without an account
    registered_at: Mapped[datetime | None]
    registered_by_id: Mapped[UUID | None] = columns.to("person.id")
    handler_id: Mapped[UUID | None] = columns.to("person.id")
    first_visit: Mapped[bool]
    sponsor_id: Mapped[UUID | None] = columns.to("person.id")  # the leader who takes a first visit (首访领导包案)
    no_reply_reason: Mapped[NoReplyReason | None]
    concluded_on: Mapped[date | None]  # the result was told
    hazard_id: Mapped[UUID | None] = columns.to("hazard.id")
    case_id: Mapped[UUID | None] = columns.to("pil_case.id")
    receiving_body: Mapped[columns.Name | None]
    ended_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]

    photos: Mapped[list["CluePhoto"]] = relationship(order_by="CluePhoto.id")
    replies: Mapped[list["ClueReply"]] = relationship(order_by="ClueReply.on, ClueReply.id")

    __mapper_args__: ClassVar = {"version_id_col": version}


class CluePhoto(Base):
    """A picture sent with a clue; ``photo_id`` null until the clue is linked to a hazard, where it waits to be
    confirmed like whatever comes from outside."""

    __tablename__ = "clue_photo"
    __table_args__ = (Index(None, "clue_id", "sha256", unique=True),)

    id: Mapped[Id]
    clue_id: Mapped[UUID] = columns.to("clue.id")
    sha256: Mapped[columns.Digest]
    sm3: Mapped[columns.Digest]
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[columns.Code]
    claimed: Mapped[dict[str, Any]]
    received_at: Mapped[datetime]
    photo_id: Mapped[UUID | None] = columns.to("photo.id")


class ClueReply(Base):
    """What the reporter was told, or that nobody was reached."""

    __tablename__ = "clue_reply"
    __table_args__ = (Index(None, "clue_id"),)

    id: Mapped[Id]
    clue_id: Mapped[UUID] = columns.to("clue.id")
    kind: Mapped[ReplyKind]
    channel: Mapped[ReplyChannel]
    on: Mapped[date]
    text: Mapped[columns.Note]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = columns.to("person.id")


class Reporter(Base):
    """Who sent a clue: encrypted with a key that lies outside the database (``reporters``). Null once erased."""

    __tablename__ = "reporter"

    clue_id: Mapped[UUID] = columns.to("clue.id", primary_key=True)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    erased_at: Mapped[datetime | None]
    erased_by_id: Mapped[UUID | None] = columns.to("person.id")
