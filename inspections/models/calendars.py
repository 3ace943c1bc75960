"""Working days of a year as an office keeps them, in versions that are never edited."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from ..db import Base, Id
from . import columns


class CalendarYear(Base):
    """A whole year of an office, which holds for the offices below it that keep none of their own.

    ``days`` lists what differs from an ordinary week: ``{"date", "name", "isOffDay"}``.
    """

    __tablename__ = "calendar_year"
    __table_args__ = (UniqueConstraint("office_id", "year", "version"),)

    id: Mapped[Id]
    office_id: Mapped[UUID] = columns.to("office.id")
    year: Mapped[int]
    version: Mapped[int]
    code: Mapped[columns.Key]  # by which clocks name it
    days: Mapped[list[Any]]
    papers: Mapped[list[Any]]  # the notices that it rests on
    reason: Mapped[columns.Note]
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID | None] = columns.to("person.id")
