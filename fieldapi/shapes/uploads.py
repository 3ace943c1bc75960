"""Uploads in pieces."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from .base import Shape, listing


class Upload(Shape):
    id: UUID
    state: Literal["receiving", "waiting", "kept"]  # under way; received, its record is still to come; a photo
    offset: int  # bytes that are on disk
    size_bytes: int
    hazard_id: UUID | None
    photo_id: UUID | None
    sha256: str | None  # once it is received
    created_at: datetime
    received_at: datetime | None
    expires_at: datetime | None


UploadList = listing(Upload)
