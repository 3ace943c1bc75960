"""What may be said of a clue, and to it: one strict shape per act."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .drafts import Draft, Position
from .fields import Code, Day, Version, line, text, words
from .models import ClueSource, ClueVerb, NoReplyReason, ReplyChannel, ReplyKind, Severity

County = Annotated[str, Field(pattern=r"^[0-9]{6}$")]


class ReporterDraft(Draft):
    """Who sends a clue, as far as the person likes to say. It goes into a store of its own."""

    name: line(100) | None = None
    contact: line(200) | None = None


class ClueDraft(Draft):
    """What was seen where. Without a position the county is named by its code. Without a reporter it is anonymous."""

    said: words(4000)
    place: text(300) = ""
    location: Position | None = None
    area_code: County | None = None
    seen_on: Day | None = None
    reporter: ReporterDraft | None = None


class ReceivedClueDraft(ClueDraft):
    """A letter, visit or call that the office enters for whoever brought it."""

    source: ClueSource
    received_on: Day | None = None
    first_visit: bool = False


class ClueMoveDraft(Draft):
    """A move of the table of clues, which says what each takes and needs."""

    move: ClueVerb
    version: Version | None = None
    note: text(4000) = ""
    source: ClueSource | None = None
    first_visit: bool | None = None
    sponsor_id: UUID | None = None
    handler_id: UUID | None = None
    case_id: UUID | None = None
    receiving_body: words(200) | None = None
    no_reply_reason: NoReplyReason | None = None


class ClueLinkDraft(Draft):
    """One hazard: an existing one, or a new one of that type, in the office's own words and not the reporter's."""

    version: Version | None = None
    hazard_id: UUID | None = None
    type: Code | None = None
    severity: Severity | None = None
    description: text(4000) = ""

    @model_validator(mode="after")
    def _one(self):
        if (self.hazard_id is None) == (self.type is None):
            raise PydanticCustomError("hazard_or_type", "either")
        return self


class ClueReplyDraft(Draft):
    """What the reporter was told on that day and how, or (*attempt*) that nobody was reached."""

    kind: ReplyKind
    channel: ReplyChannel
    on: Day
    text: words(4000)


class RedirectionDraft(Draft):
    office_id: UUID
    reason: words(1000)


class ErasureDraft(Draft):
    """*also_words*: the report itself tells who wrote it, and goes too."""

    reason: words(1000)
    legal_basis: words(200)
    also_words: bool = False


class NoFields(Draft):
    """Nothing is said with a citizen's picture but the picture."""
