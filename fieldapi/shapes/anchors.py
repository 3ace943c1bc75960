"""How far others vouch for a record."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from .base import Shape, listing


class Anchored(Shape):
    """Of the entry that brought the record in; null: not yet."""

    kind: Literal["hazard", "photo"]
    id: UUID
    seq: int
    signed_at: datetime | None
    witnessed_at: datetime | None
    stamped_at: datetime | None
    anchored: bool


AnchoredList = listing(Anchored)
