"""What may be said about a card and its spots: one strict shape per act."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from .drafts import Draft, HazardDraft, Location
from .fields import ClientId, Instant, Version, line, words
from .models import PhotoKind

MOST_FILES = 2000


class CardFileDraft(Draft):
    """A file that was uploaded before, and its name on the card."""

    upload_id: UUID
    name: line(1000)


class CardSettings(Draft):
    """Another spot begins ``gap_minutes`` after the photo before, or ``radius_m`` away from its first."""

    name: words(200)
    inspection_id: UUID | None = None
    gap_minutes: Annotated[int, Field(ge=1, le=1440)] = 10
    radius_m: Annotated[int, Field(ge=1, le=5000)] = 50


class CardDraft(CardSettings):
    id: ClientId | None = None
    files: Annotated[list[CardFileDraft], Field(min_length=1, max_length=MOST_FILES)]


class Act(StrEnum):
    SPLIT = "split"
    MERGE = "merge"
    MOVE = "move"
    ASSIGN = "assign"
    RECORD = "record"
    LEAVE = "leave"


class SpotHazard(HazardDraft):
    """A hazard to be recorded from a spot. Without ``location`` or ``seen_at`` what its photos claim is taken."""

    location: Location | None = None
    seen_at: Instant | None = None


class CardAct(Draft):
    """An act on the spots of a card that the writer has seen in that version; nothing is written but the intention.

    split: ``file_ids`` of ``spot_id``, or of the unsorted ones, become a spot of their own. merge: ``spot_ids`` become
    the first of them. move: ``file_ids`` go to ``spot_id``, or become unsorted. assign: ``spot_id`` belongs to
    ``hazard_id``. record: ``spot_id`` becomes ``hazard``. leave: neither any more.
    """

    version: Version
    act: Act
    spot_id: UUID | None = None
    spot_ids: Annotated[list[UUID], Field(min_length=2, max_length=MOST_FILES)] | None = None
    file_ids: Annotated[list[UUID], Field(min_length=1, max_length=MOST_FILES)] | None = None
    hazard_id: UUID | None = None
    hazard: SpotHazard | None = None
    kind: PhotoKind | None = None


class CardVersion(Draft):
    """What is done to the card that the writer has seen in that version."""

    version: Version
