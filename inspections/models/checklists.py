"""Checklists: what to ask, measure and photograph at a kind of hazard, in versions, and what was answered."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from ..db import Base, Id
from . import columns


class Checklist(Base):
    """One version. An item has key, labels, kind, perhaps unit, choices, limit and the asset kinds that it is for."""

    __tablename__ = "checklist"
    __table_args__ = (UniqueConstraint("hazard_type", "version"),)

    id: Mapped[Id]
    hazard_type: Mapped[columns.Code] = columns.to("hazard_type.code")
    version: Mapped[int]
    items: Mapped[list[Any]]
    shots: Mapped[list[Any]]  # kinds of photos that it takes
    stops: Mapped[list[Any]]  # conditions on which the work is broken off: label_zh, label_en
    added_by_id: Mapped[UUID | None] = columns.to("person.id")  # null: came along
    added_at: Mapped[datetime]


class ChecklistAnswer(Base):
    """What was answered at one hazard by one version; a later one stands beside it."""

    __tablename__ = "checklist_answer"
    __table_args__ = (Index(None, "hazard_id"),)

    id: Mapped[Id]
    hazard_id: Mapped[UUID] = columns.to("hazard.id")
    checklist_id: Mapped[UUID] = columns.to("checklist.id")
    inspection_id: Mapped[UUID | None] = columns.to("inspection.id")
    answers: Mapped[dict[str, Any]]
    judged: Mapped[list[Any]]
    answered_by_id: Mapped[UUID] = columns.to("person.id")
    answered_at: Mapped[datetime]
    draft_digest: Mapped[columns.Digest]
