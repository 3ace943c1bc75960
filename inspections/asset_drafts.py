"""What may be said about one asset."""

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from .drafts import Amendment, Draft, Position
from .fields import ClientId, Code, Day, text, words
from .models import AssetStatus

CoverClass = Annotated[str, Field(pattern=r"^[A-F]\d{2,3}$")]  # GB/T 23858: A15 … F900


class AssetDraft(Draft):
    """An asset found on site. Without a code it gets a number of the office's own."""

    FACTS: ClassVar = ("kind", "name", "owner_id", "owner_text", "status", "cover_class", "net", "last_patrol_on")

    id: ClientId | None = None
    kind: Code
    code: words(60) | None = None
    name: text(200) = ""
    owner_id: UUID | None = None
    owner_text: text(200) = ""
    location: Position
    status: AssetStatus | None = None
    cover_class: CoverClass | None = None
    net: bool | None = None
    last_patrol_on: Day | None = None


class AssetAmendment(Amendment):
    """A correction of a register; it needs a reason."""

    FILLED = frozenset({"kind", "name", "owner_text", "location"})

    reason: words(1000)
    kind: Code | None = None
    name: text(200) | None = None
    owner_id: UUID | None = None
    owner_text: text(200) | None = None
    location: Position | None = None
    status: AssetStatus | None = None
    cover_class: CoverClass | None = None
    net: bool | None = None
    last_patrol_on: Day | None = None
