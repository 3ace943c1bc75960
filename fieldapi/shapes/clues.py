"""Clues for those who work on them, and what became of one for whoever sent it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from inspections.models import ClueSource, ClueState, ClueVerb, NoReplyReason, ReplyChannel, ReplyKind

from .base import Named, Shape, listing
from .cases import CaseClock


class IssuedClue(Shape):
    """Told once: the code under which the answer is found."""

    code: str
    link: str


class ClueAnswer(Shape):
    """Where it stands, in words that tell nothing internal."""

    status: str  # received, in_hand, passed_on, ended, fixed
    received_on: date
    sentences: list[str]
    may_add_photos: bool


class OwnClue(ClueAnswer):
    id: UUID
    said: str


OwnClueList = listing(OwnClue)


class CluePhoto(Shape):
    sha256: str
    size_bytes: int
    media_type: str
    received_at: datetime
    photo_id: UUID | None  # once the clue is linked to a hazard: waiting there to be confirmed


class ClueReply(Shape):
    kind: ReplyKind
    channel: ReplyChannel
    on: date
    text: str
    recorded_at: datetime
    recorded_by: Named


class Clue(Shape):
    """``has_reporter``: somebody is known to have sent it; who, is asked for apart and on record."""

    id: UUID
    number: str
    version: int
    state: ClueState
    source: ClueSource
    office: Named
    said: str
    place: str
    location: dict[str, Any] | None
    area_code: str
    seen_on: date | None
    received_at: datetime
    received_on: date
    entered_by: Named | None
    registered_at: datetime | None
    registered_by: Named | None
    handler: Named | None
    first_visit: bool
    sponsor: Named | None
    has_reporter: bool
    may_read_reporter: bool
    no_reply_reason: NoReplyReason | None
    unanswered: bool
    overdue: bool
    concluded_on: date | None
    hazard_id: UUID | None
    case_id: UUID | None
    receiving_body: str | None
    ended_at: datetime | None
    photos: list[CluePhoto]
    replies: list[ClueReply]
    clocks: list[CaseClock]
    moves: list[ClueVerb]


ClueList = listing(Clue)


class Reporter(Shape):
    name: str | None
    contact: str | None


class CluePeriod(Shape):
    kind: str
    on_time: int
    late: int
    running: int


class ClueFigures(Shape):
    received: int
    unanswered: int
    periods: list[CluePeriod]
