"""Photographs and other files attached to a hazard. The bytes are in the store, named by their SHA-256."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Id
from . import columns


class PhotoKind(StrEnum):
    NEAR = "near"
    FAR = "far"
    MARKING = "marking"  # lettering or plate that tells the owner
    MEASUREMENT = "measurement"
    AFTER = "after"
    OTHER = "other"


class PhotoStatus(StrEnum):
    ACCEPTED = "accepted"
    PENDING_CONFIRMATION = "pending_confirmation"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    PURGED = "purged"


class Provenance(StrEnum):
    CAPTURED_IN_APP = "captured_in_app"
    PICKED_FROM_GALLERY = "picked_from_gallery"
    RECEIVED_FROM_AGENCY = "received_from_agency"
    UNKNOWN = "unknown"


class PreviewState(StrEnum):
    PENDING = "pending"
    READY = "ready"
    NONE = "none"


class Photo(Base):
    """``captured`` is what the device says of the shutter, ``claimed`` what the file says; neither is trusted."""

    __tablename__ = "photo"
    __table_args__ = (
        UniqueConstraint("hazard_id", "sha256", "copy"),
        Index(None, "sha256"),
    )

    id: Mapped[Id]
    hazard_id: Mapped[UUID] = columns.to("hazard.id")
    copy: Mapped[int]  # 0, and more when a device sends the same bytes again under an id of its own
    sha256: Mapped[columns.Digest]
    sm3: Mapped[columns.Digest]
    size_bytes: Mapped[int]
    media_type: Mapped[columns.Code]
    kind: Mapped[PhotoKind]
    captured: Mapped[dict[str, Any] | None]
    claimed: Mapped[dict[str, Any]]
    provenance: Mapped[Provenance]
    status: Mapped[PhotoStatus]
    cleared: Mapped[bool]  # faces, plates, minors: looked at by a person
    preview: Mapped[PreviewState]
    preview_reason: Mapped[columns.Code | None]
    phash: Mapped[int | None] = mapped_column(BigInteger)  # what it looks like (uploads.likeness), as a signed number
    phash_middle: Mapped[int | None] = mapped_column(BigInteger)  # and what its middle does
    flags: Mapped[list[Any]]
    flag_details: Mapped[dict[str, Any]]
    received_at: Mapped[datetime]
    uploaded_by_id: Mapped[UUID] = columns.to("person.id")
    invitation_id: Mapped[UUID | None] = columns.to("invitation.id")  # under which an invited assistant sent it
    remark: Mapped[columns.Note | None]  # the specialist's
    conflict: Mapped[columns.Code | None]  # why its sender should have kept away, as it is known today
    declined_reason: Mapped[columns.Note | None]
    draft_digest: Mapped[columns.Digest | None]  # of what was said with it: tells a repeat from a reused id


class PhotoBand(Base):
    """A quarter of one of a photo's perceptual hashes, by which photos that look alike are found (``likeness``)."""

    __tablename__ = "photo_band"
    __table_args__: ClassVar = {"sqlite_with_rowid": False}

    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # of which hash, which quarter, its 16 bits
    photo_id: Mapped[UUID] = columns.to("photo.id", primary_key=True)
    phash: Mapped[int] = mapped_column(BigInteger)


class DeclaredPhoto(Base):
    """A photo that a record says it has, by the digest that the device computed; ``photo_id`` null: still to come."""

    __tablename__ = "declared_photo"
    __table_args__ = (Index(None, "photo_id", "hazard_id"),)

    hazard_id: Mapped[UUID] = columns.to("hazard.id", primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[columns.Digest]
    photo_id: Mapped[UUID | None] = columns.to("photo.id")

    photo: Mapped[Photo | None] = relationship()
