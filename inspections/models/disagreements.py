"""Several people said different things of one field without knowing of each other: all of it is kept and shown."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, Id
from . import columns


class Assessment(Base):
    """What one device says of one field, and what it had seen there before. ``device_id`` null: said online."""

    __tablename__ = "assessment"
    __table_args__ = (Index(None, "hazard_id", "field"),)

    id: Mapped[Id]
    hazard_id: Mapped[UUID] = columns.to("hazard.id")
    field: Mapped[columns.Code]
    device_id: Mapped[UUID | None] = columns.to("device.id")
    person_id: Mapped[UUID | None] = columns.to("person.id")
    seq: Mapped[int]  # of the device's item that says it
    item_id: Mapped[UUID | None]  # its time orders the assessments
    base: Mapped[Any] = mapped_column(JSON(none_as_null=False))
    value: Mapped[Any] = mapped_column(JSON(none_as_null=False))
    reason: Mapped[columns.Note]
    said_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]  # somebody saw it and went on from there, or chose


class Disagreement(Base):
    """One field of one record about which the assessments differ; at most one is open."""

    __tablename__ = "disagreement"
    __table_args__ = (Index(None, "hazard_id"),)

    id: Mapped[Id]
    hazard_id: Mapped[UUID] = columns.to("hazard.id")
    field: Mapped[columns.Code]
    opened_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[UUID | None] = columns.to("person.id")
    assessment_id: Mapped[UUID | None] = columns.to("assessment.id")  # that was chosen; null: they came to agree
    reason: Mapped[columns.Note]
