"""What may be said about a disputed ownership: one strict shape per act."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from .drafts import Draft
from .fields import ClientId, Day, Instant, Version, text, words
from .models.disputes import DisputeVerb

AreaCode = Annotated[str, Field(pattern=r"^[0-9]{6}([0-9]{3}([0-9]{3})?)?$")]  # GB/T 2260, with township or village


class DisputeDraft(Draft):
    """Who owns it is not known, or contested. ``version`` is the hazard's; without ``guard_id`` its territorial
    government stands guard; ``extends_to`` names further areas into which the thing reaches."""

    id: ClientId | None = None
    version: Version | None = None
    note: words(4000)
    guard_id: UUID | None = None
    extends_to: Annotated[tuple[AreaCode, ...], Field(max_length=20)] = ()


class DisputeMoveDraft(Draft):
    """A move of the table of disputes, which says what each takes and needs. ``version`` is the dispute's."""

    move: DisputeVerb
    id: ClientId | None = None
    version: Version | None = None
    note: text(4000) = ""
    agency_id: UUID | None = None
    by_agency_id: UUID | None = None
    by: words(200) | None = None
    at: Instant | None = None
    on: Day | None = None
    document_no: words(200) | None = None
    photo_id: UUID | None = None
