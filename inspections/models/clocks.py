"""Legal periods that run: from which event, by which rule and calendar, until when, and how they ended."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, Id
from . import columns


class ClockState(StrEnum):
    RUNNING = "running"
    SUSPENDED = "suspended"
    ENDED = "ended"


class ClockOutcome(StrEnum):
    MET = "met"
    MET_LATE = "met_late"
    MISSED = "missed"
    CANCELLED = "cancelled"  # what it was about fell away
    SUPERSEDED = "superseded"  # another clock took its place


class ClockVerb(StrEnum):
    """What a person does to a clock by hand."""

    EXTEND = "extend"
    SUSPEND = "suspend"
    RESUME = "resume"
    END = "end"
    CANCEL = "cancel"


class Clock(Base):
    """``rule`` is the row of the legal regime as it was when the clock started: what is in force later changes nothing.

    A clock of hours has ``started_at`` and ``due_at``; ``due_on`` is then the legal date of that instant.
    """

    __tablename__ = "clock"
    __table_args__ = (Index(None, "subject_id", "kind"), Index(None, "state", "due_on", "id"), Index(None, "office_id"))

    id: Mapped[Id]
    version: Mapped[int] = mapped_column()
    office_id: Mapped[UUID] = columns.to("office.id")
    subject_kind: Mapped[columns.Code]  # hazard, case, document, service, clue
    subject_id: Mapped[UUID]
    kind: Mapped[columns.Code]
    regime: Mapped[columns.Code]  # with its version
    rule: Mapped[dict[str, Any]]
    state: Mapped[ClockState]
    event: Mapped[columns.Code]  # that started it
    started_seq: Mapped[int]  # the ledger entry that says so
    started_on: Mapped[date]
    started_at: Mapped[datetime | None]
    due_on: Mapped[date]
    due_at: Mapped[datetime | None]
    calendar: Mapped[list[Any]]  # codes of the years that were asked
    provisional: Mapped[bool]
    suspensions: Mapped[list[Any]]  # {"from", "to", "ground", "reason", "by"}; to: the first day that counts again
    extensions: Mapped[list[Any]]  # {"count", "unit", "level", "reason", "approved_by", "by"}
    urgent_reason: Mapped[columns.Note | None]
    decided_by_id: Mapped[UUID | None] = columns.to("person.id")
    outcome: Mapped[ClockOutcome | None]
    ended_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    posted_on: Mapped[date | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[UUID | None] = columns.to("person.id")
    changed_at: Mapped[datetime]

    __mapper_args__: ClassVar = {"version_id_col": version}
