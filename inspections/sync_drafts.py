"""What a device may say: its batch of items, where it left off, and that it is lost."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .drafts import Draft, HazardValues, PhotoDraft
from .fields import ClientId, Code, Instant, Sha256, Version, line, text, words

MOST_ITEMS = 500
Seq = Annotated[int, Field(ge=1, le=2**31 - 1)]
PublicKey = Annotated[str, Field(pattern=r"^B[A-Za-z0-9_-]{86}$")]  # an uncompressed point of P-256, base64url


class DeviceDraft(Draft):
    """Which device speaks: one id for each person on each phone, made when the person signs in there first."""

    id: ClientId
    name: line(100)
    public_key: PublicKey | None = None
    last_seq: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0


class ItemDraft(Draft):
    """One act. ``after`` names the items that it rests on; ``about_id`` the record, where the kind needs one."""

    id: ClientId
    seq: Seq
    kind: Code
    about_id: UUID | None = None
    after: list[UUID] = Field(default=[], max_length=100)
    made_at: Instant | None = None
    said: dict[str, Any]


def check_twice(items):
    """Refuse a batch in which two items have one id or one number."""
    for name in ("id", "seq"):
        values = [getattr(item, name) for item in items]
        if len(set(values)) < len(values):
            raise PydanticCustomError("item_twice", "twice", {"name": name})


class SyncDraft(Draft):
    """The items of one device, and the cursor of what it was given last (null: it has nothing yet)."""

    device: DeviceDraft
    items: list[ItemDraft] = Field(default=[], max_length=MOST_ITEMS)
    pull: bool = True
    cursor: Annotated[str, Field(max_length=500)] | None = None
    limit: Annotated[int, Field(ge=1, le=500)] = 200

    @model_validator(mode="after")
    def _once(self):
        check_twice(self.items)
        return self


class OfflineAmendment(Draft):
    """An edit made away from the record: what stood there when it was made, and what it should say."""

    version: Version  # that the device had
    reason: text(1000) = ""
    base: HazardValues
    ours: HazardValues

    @model_validator(mode="after")
    def _same_fields(self):
        if not self.ours.model_fields_set:
            raise PydanticCustomError("nothing_to_change", "nothing to change")
        if self.base.model_fields_set != self.ours.model_fields_set:
            raise PydanticCustomError("base_needs_same_fields", "base")
        return self


class OfflinePhoto(PhotoDraft):
    """A photo whose bytes come by themselves: as an upload, or in the same package."""

    id: ClientId
    sha256: Sha256


class LossDraft(Draft):
    """That a device will send nothing more; ``last_seq`` as far as its owner remembers what it had made."""

    reason: words(1000)
    last_seq: Seq | None = None


class ChoiceDraft(Draft):
    """Which of the assessments holds from now on, and why."""

    assessment_id: UUID
    reason: words(1000)
