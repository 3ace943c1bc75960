"""Copies drawn from photos, and the destruction of bytes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from inspections.marks import MarkShape
from inspections.models import DerivativeKind, PurgeState

from .base import Named, Shape, listing


class DrawnMark(Shape):
    """An arrow that ends at x, y, a circle around it, or a text with its upper left corner there."""

    shape: MarkShape
    x: int
    y: int
    from_x: int | None
    from_y: int | None
    radius: int | None
    text: str | None


class DrawnPart(Shape):
    """One original as it was drawn; a box is x, y, width and height in pixels of the upright picture, or of a copy of
    it that is ``picture_width`` wide."""

    photo_id: UUID
    sha256: str
    boxes: list[tuple[int, int, int, int]]
    picture_width: int | None
    lines: list[str]
    marks: list[DrawnMark]
    marks_width: int | None  # of the copy on which they were drawn; without it they fit the original


class Derivative(Shape):
    id: UUID
    kind: DerivativeKind
    photo_id: UUID
    after_id: UUID | None
    sha256: str
    size_bytes: int
    media_type: str
    width: int
    height: int
    recipe: list[DrawnPart]
    cleared: bool
    made_at: datetime
    made_by: Named
    purged_at: datetime | None


class HeldBackup(Shape):
    """A backup that was made while the bytes were here, by its entry in the ledger."""

    seq: int
    at: datetime
    what: dict[str, Any]


class Purge(Shape):
    id: UUID
    photo_id: UUID
    state: PurgeState
    reason: str
    legal_basis: str
    proposed_by: Named
    proposed_at: datetime
    decided_by: Named | None
    decided_at: datetime | None
    note: str
    destroyed: list[str]
    done_at: datetime | None
    backups: list[HeldBackup]


DerivativeList = listing(Derivative)
PurgeList = listing(Purge)
