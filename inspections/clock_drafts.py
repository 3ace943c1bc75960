"""What may be said to a clock by hand, and of a notice to an owner: one strict shape per act."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from .drafts import Draft, How
from .fields import Code, Day, Instant, Version, text, words
from .models.clocks import ClockVerb


class ClockMoveDraft(Draft):
    """A move of the table of clocks, which says what each takes. ``note`` is the reason; every move needs one."""

    move: ClockVerb
    version: Version | None = None
    note: words(2000)
    on: Day | None = None
    at: Instant | None = None
    posted_on: Day | None = None
    ground: Code | None = None
    days: Annotated[int, Field(ge=1, le=366)] | None = None
    by: words(200) | None = None


class OwnerNoticeDraft(Draft):
    """Who of the owner was told, how and when: from then on the owner knows."""

    agency_id: UUID | None = None
    how: How
    who: words(200)
    at: Instant
    note: text(2000) = ""
