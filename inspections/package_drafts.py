"""What the manifest of a sealed package says."""

from typing import Literal

from pydantic import Field, model_validator

from .drafts import Draft
from .fields import Instant, Sha256
from .sync_drafts import MOST_ITEMS, DeviceDraft, ItemDraft, check_twice


class PackageDraft(Draft):
    """A batch of one device, sealed; ``blobs`` are the digests of the bytes beside it."""

    format: Literal["lanjian-package/1"]
    device: DeviceDraft
    made_at: Instant
    items: list[ItemDraft] = Field(max_length=MOST_ITEMS)
    blobs: list[Sha256] = Field(default=[], max_length=MOST_ITEMS)

    @model_validator(mode="after")
    def _once(self):
        check_twice(self.items)
        return self
