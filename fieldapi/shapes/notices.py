"""Notices, and what waits to leave the office."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from inspections.models import OutgoingKind, OutgoingState
from inspections.notice_policy import EVENTS

from .base import Named, Shape, listing


class NoticeSubject(Shape):
    kind: Literal["hazard", "case", "inspection", "clue", "service"]
    id: UUID
    number: str


class Notice(Shape):
    """``moment`` is a day from the day concerned (T-7 … T+7) or at_once. ``about`` is null when the reader may not see
    the record any more."""

    id: UUID
    event: Literal[EVENTS]
    moment: str
    what: str
    about: NoticeSubject | None
    text: str
    due_on: date | None
    created_at: datetime
    read_at: datetime | None


class Unread(Shape):
    unread: int


class NoticeSettings(Shape):
    """``calendar``: whether there is a secret address of the calendar."""

    email: str | None
    daily: bool
    muted: list[Literal[EVENTS]]
    language: Literal["zh", "en"]
    calendar: bool


class CalendarAddress(Shape):
    """The address holds the secret; it is shown this once."""

    address: str


class NoticeText(Shape):
    zh: str
    en: str


class OutgoingNotice(Shape):
    """A digest to one of our people, a reminder to an agency, or the letter about a service.

    ``released_by`` null: the setting for routine did."""

    id: UUID
    version: int
    kind: OutgoingKind
    state: OutgoingState
    office: Named
    person: Named | None
    agency: Named | None
    case_id: UUID | None
    service_id: UUID | None
    moment: str | None
    due_on: date | None
    text: NoticeText
    address: str | None
    note: str
    prepared_at: datetime
    released_at: datetime | None
    released_by: Named | None
    sent_at: datetime | None


NoticeList = listing(Notice)
OutgoingNoticeList = listing(OutgoingNotice)
