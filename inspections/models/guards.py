"""Guarded: somebody watches or fenced a spot. A fact beside the state of a hazard; a guarded hole is still a hole."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from ..db import Base, Id
from . import columns


class Guard(Base):
    """From ``since`` on; ``ended_at`` null: still."""

    __tablename__ = "guard"
    __table_args__ = (Index(None, "hazard_id", "ended_at"),)

    id: Mapped[Id]
    hazard_id: Mapped[UUID] = columns.to("hazard.id")
    since: Mapped[datetime]
    by: Mapped[columns.Name]
    note: Mapped[columns.Note]
    photo_id: Mapped[UUID | None] = columns.to("photo.id")
    entered_by_id: Mapped[UUID] = columns.to("person.id")
    entered_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
