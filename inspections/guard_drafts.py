"""What may be said of guarding a spot."""

from uuid import UUID

from .drafts import Draft
from .fields import Instant, text, words


class GuardDraft(Draft):
    """Since when, by whom, and the photo that shows it."""

    since: Instant
    by: words(200)
    note: text(2000) = ""
    photo_id: UUID | None = None
