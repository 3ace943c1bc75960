"""What may be said about a document: one strict shape per act."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from .drafts import Amendment, Draft
from .fields import ClientId, Code, Version, text, words
from .models import SecrecyLevel

LONGEST = 20_000
Lines = Annotated[list[words(2000)], Field(max_length=100)]
Rows = Annotated[list[Annotated[list[text(2000)], Field(max_length=12)]], Field(max_length=500)]


class DocumentDraft(Draft):
    """A document to draft, of a kind that can be drafted from the record at hand."""

    id: ClientId | None = None
    kind: Code


class ShownPhoto(Draft):
    photo_id: UUID
    caption: text(300) = ""


class ShownPair(Draft):
    before_id: UUID
    after_id: UUID
    caption: text(300) = ""


Photos = Annotated[list[ShownPhoto], Field(max_length=200)]
Pairs = Annotated[list[ShownPair], Field(max_length=100)]


class DocumentAmendment(Amendment):
    """Parts by name, each among those that hold what it holds: one text, several ones, rows, photos or pairs.

    ``number`` is the official one, which the official system gives.
    """

    FILLED = frozenset({"secrecy_level", "texts", "lists", "tables", "photos", "pairs"})

    number: words(200) | None = None
    secrecy_level: SecrecyLevel | None = None
    texts: Annotated[dict[Code, text(LONGEST)], Field(max_length=50)] | None = None
    lists: Annotated[dict[Code, Lines], Field(max_length=50)] | None = None
    tables: Annotated[dict[Code, Rows], Field(max_length=50)] | None = None
    photos: Annotated[dict[Code, Photos], Field(max_length=10)] | None = None
    pairs: Annotated[dict[Code, Pairs], Field(max_length=10)] | None = None


class DocumentMoveDraft(Draft):
    """Submit it for review, send it back to be mended, or discard it; the last two with a note that says why."""

    move: Literal["submit", "send_back", "discard"]
    version: Version | None = None
    note: text(2000) = ""


class ApprovalDraft(Draft):
    """Approve the document as it is at that version."""

    version: Version
    note: text(2000) = ""
