"""What people made of observations: each judgement stays, the latest counts."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from ..db import Base, Id
from . import columns


class JudgementVerdict(StrEnum):
    ADOPTED = "adopted"
    DISMISSED = "dismissed"


class Judgement(Base):
    """A person's word on one flag of a photo. It counts for the ``numbers`` that the person saw, not for others."""

    __tablename__ = "judgement"
    __table_args__ = (Index(None, "photo_id"),)

    id: Mapped[Id]
    photo_id: Mapped[UUID] = columns.to("photo.id")
    flag: Mapped[columns.Code]
    numbers: Mapped[dict[str, Any]]
    verdict: Mapped[JudgementVerdict]
    reason: Mapped[columns.Note]
    judged_by_id: Mapped[UUID] = columns.to("person.id")
    judged_at: Mapped[datetime]
