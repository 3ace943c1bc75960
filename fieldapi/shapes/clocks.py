"""Legal periods that run, and the working days by which they are counted."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from inspections.models import ClockOutcome, ClockState, ClockVerb
from inspections.periods import Unit

from .base import Named, Shape, listing


class CalendarDay(Shape):
    date: date
    name: str
    isOffDay: bool  # spelt as the published files have it


class Calendar(Shape):
    """A year as an office counts it. ``days`` lists what differs from an ordinary week."""

    year: int
    code: str
    provisional: bool
    office: Named | None  # that keeps it; null: it comes with the system
    days: list[CalendarDay]
    papers: list[str]
    reason: str | None
    made_at: datetime | None
    made_by: Named | None


class ClockRule(Shape):
    """The row of the legal regime by which a clock runs, as it was when it started."""

    regime: str
    mark: str | None
    name: str
    count: int
    unit: Unit
    article: str
    verified: bool
    by_posting: bool
    rolls: bool


class Extension(Shape):
    count: int
    unit: Unit
    level: str
    reason: str
    approved_by: str | None
    by: UUID | None


class Suspension(Shape):
    """``to`` is the first day that counts again."""

    ground: str
    reason: str
    by: UUID | None
    start: date
    to: date | None


class Clock(Shape):
    id: UUID
    version: int
    office: Named
    subject_kind: str
    subject_id: UUID
    kind: str
    state: ClockState
    event: str
    started_seq: int
    started_on: date
    started_at: datetime | None
    due_on: date
    due_at: datetime | None
    safe_on: date | None
    calendar: list[str]
    provisional: bool
    overdue: bool
    outcome: ClockOutcome | None
    ended_on: date | None
    ended_at: datetime | None
    posted_on: date | None
    urgent_reason: str | None
    decided_by: Named | None
    rule: ClockRule
    extensions: list[Extension]
    suspensions: list[Suspension]
    moves: list[ClockVerb]
    notice: str


class OwnerNotice(Shape):
    """A notice to the owner, and the clock that runs since; null where no rule gives the owner hours."""

    hazard_id: UUID
    told: dict[str, Any]
    clock: Clock | None


ClockList = listing(Clock)
