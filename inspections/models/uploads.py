"""Files that are being received in pieces, and those that came before the record that they belong to."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from ..db import Base, Id
from . import columns


class Upload(Base):
    """A file on its way. Its bytes are with ``uploads.parts`` until ``received_at``, then in the store."""

    __tablename__ = "upload"
    __table_args__ = (Index(None, "created_by_id", "received_at"), Index(None, "hazard_id"))

    id: Mapped[Id]
    created_by_id: Mapped[UUID] = columns.to("person.id")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]  # of one that is not received by then
    size_bytes: Mapped[int]
    hazard_id: Mapped[UUID | None]  # no reference: the record may be still to come
    said: Mapped[dict[str, Any]]  # of the photo, as a simple upload says it
    client_metadata: Mapped[columns.Note]  # tus's Upload-Metadata, given back as it came
    received_at: Mapped[datetime | None]
    sha256: Mapped[columns.Digest | None]
    sm3: Mapped[columns.Digest | None]
    media_type: Mapped[columns.Code | None]
    claimed: Mapped[dict[str, Any] | None]
    photo_id: Mapped[UUID | None] = columns.to("photo.id")  # what became of it
