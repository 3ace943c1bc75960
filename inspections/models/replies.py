"""What an agency answers to a document, hazard by hazard: written over days, then submitted and frozen."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from ..db import Base, Id
from . import columns


class Answer(StrEnum):
    """What an agency says of one hazard (domain §6.4). A claim; only a visit finds it fixed."""

    CLAIMED_DONE = "claimed_done"
    IN_PROGRESS = "in_progress"
    REFUSED = "refused"
    NOT_OURS = "not_ours"
    NO_ANSWER = "no_answer"


class Reply(Base):
    """``letter_sha256`` is the stamped letter (盖章回函). ``late``: after the day by which a reply was due."""

    __tablename__ = "reply"

    id: Mapped[Id]
    service_id: Mapped[UUID] = columns.to("service.id", unique=True)
    begun_at: Mapped[datetime]
    letter_sha256: Mapped[columns.Digest | None]
    letter_media_type: Mapped[columns.Code | None]
    submitted_at: Mapped[datetime | None]
    late: Mapped[bool]
    name: Mapped[columns.Name | None]
    post: Mapped[columns.Name | None]
    phone: Mapped[columns.Name | None]
    note: Mapped[columns.Note]
    digest: Mapped[columns.Digest | None]  # of all that was submitted: what its receipt acknowledges

    items: Mapped[list["ReplyItem"]] = relationship(order_by="ReplyItem.id")


class ReplyItem(Base):
    """The answer about one hazard. The photos are rows of the hazard, which wait for a prosecutor."""

    __tablename__ = "reply_item"
    __table_args__ = (UniqueConstraint("reply_id", "hazard_id"), Index(None, "hazard_id"))

    id: Mapped[Id]
    reply_id: Mapped[UUID] = columns.to("reply.id")
    hazard_id: Mapped[UUID] = columns.to("hazard.id")
    answer: Mapped[Answer]
    done_on: Mapped[date | None]
    note: Mapped[columns.Note]
    photo_ids: Mapped[list[Any]]
    paper_sha256: Mapped[columns.Digest | None]  # the document behind "not ours"
    paper_media_type: Mapped[columns.Code | None]
