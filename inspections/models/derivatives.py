"""Copies drawn from photographs: redacted, stamped, before and after side by side, marked. Bytes are in the store."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from ..db import Base, Id
from . import columns


class DerivativeKind(StrEnum):
    REDACTED = "redacted"
    STAMPED = "stamped"
    PAIR = "pair"
    ANNOTATED = "annotated"


class Derivative(Base):
    """``recipe`` lists what was drawn, one item per original: photo_id, sha256, boxes, lines, marks."""

    __tablename__ = "derivative"
    __table_args__ = (UniqueConstraint("photo_id", "sha256"), Index(None, "after_id"), Index(None, "sha256"))

    media_type = "image/jpeg"

    id: Mapped[Id]
    kind: Mapped[DerivativeKind]
    photo_id: Mapped[UUID] = columns.to("photo.id")  # the parent
    after_id: Mapped[UUID | None] = columns.to("photo.id")  # of a pair: the other parent
    sha256: Mapped[columns.Digest]
    size_bytes: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    recipe: Mapped[list[Any]]
    cleared: Mapped[bool]  # people outside the case team may see it
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID] = columns.to("person.id")
    purged_at: Mapped[datetime | None]
