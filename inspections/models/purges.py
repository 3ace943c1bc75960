"""Destroying the bytes of a photograph: asked for by one person, decided by another."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from ..db import Base, Id
from . import columns


class PurgeState(StrEnum):
    PROPOSED = "proposed"
    DECLINED = "declined"
    CONFIRMED = "confirmed"  # the photo is a tombstone; its bytes are about to go
    DONE = "done"


class Purge(Base):
    """``destroyed`` lists the digests whose bytes go: of the original and of all copies drawn from it."""

    __tablename__ = "purge"
    __table_args__ = (Index(None, "photo_id"),)

    id: Mapped[Id]
    photo_id: Mapped[UUID] = columns.to("photo.id")
    state: Mapped[PurgeState]
    reason: Mapped[columns.Note]
    legal_basis: Mapped[columns.Note]
    proposed_by_id: Mapped[UUID] = columns.to("person.id")
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[UUID | None] = columns.to("person.id")
    decided_at: Mapped[datetime | None]
    note: Mapped[columns.Note]
    destroyed: Mapped[list[Any]]
    done_at: Mapped[datetime | None]
