"""Answers already given, so that a repeated write is answered and not done again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base
from . import columns


class Replay(Base):
    """Idempotency-Key → what was asked and what was answered, per person (IETF httpapi idempotency-key draft)."""

    __tablename__ = "replay"
    __table_args__ = (Index(None, "created_at"),)

    person_id: Mapped[UUID] = columns.to("person.id", primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    fingerprint: Mapped[columns.Digest]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
