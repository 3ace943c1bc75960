"""Cards: the files of a camera, a recorder or a drone, received together, and the spots that they are put into."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Id
from . import columns
from .photos import Photo, PhotoKind
from .uploads import Upload


class CardState(StrEnum):
    RECEIVING = "receiving"  # file by file, from the command line
    OPEN = "open"  # spots are proposed; people arrange, decide and apply them
    DISCARDED = "discarded"


class Joined(StrEnum):
    """How a file came to its spot."""

    TIME_AND_PLACE = "time_and_place"
    TIME = "time"  # it says no place, but was taken shortly before or after one that does
    PERSON = "person"


class Card(Base):
    """``skipped`` lists what was not taken: name, code and details of each."""

    __tablename__ = "card"
    __table_args__ = (Index(None, "office_id", "created_at"), Index(None, "created_by_id", "state"))

    id: Mapped[Id]
    version: Mapped[int] = mapped_column()
    state: Mapped[CardState]
    office_id: Mapped[UUID] = columns.to("office.id")
    created_by_id: Mapped[UUID] = columns.to("person.id")
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    name: Mapped[columns.Name]
    inspection_id: Mapped[UUID | None] = columns.to("inspection.id")
    gap_minutes: Mapped[int]
    radius_m: Mapped[int]
    skipped: Mapped[list[Any]]
    draft_digest: Mapped[columns.Digest]

    files: Mapped[list["CardFile"]] = relationship(order_by="CardFile.name, CardFile.id")
    spots: Mapped[list["CardSpot"]] = relationship(order_by="CardSpot.position", cascade="all, delete-orphan")

    __mapper_args__: ClassVar = {"version_id_col": version}


class CardSpot(Base):
    """Some files that belong together. Undecided: neither ``hazard_id`` nor ``record`` (a HazardDraft as JSON)."""

    __tablename__ = "card_spot"
    __table_args__ = (Index(None, "card_id"),)

    id: Mapped[Id]
    card_id: Mapped[UUID] = columns.to("card.id")
    position: Mapped[int]
    kind: Mapped[PhotoKind]
    hazard_id: Mapped[UUID | None] = columns.to("hazard.id")
    record: Mapped[dict[str, Any] | None]
    applied_at: Mapped[datetime | None]


class CardFile(Base):
    """One file of a card: an upload that waits, later the photo that it became."""

    __tablename__ = "card_file"
    __table_args__ = (Index(None, "card_id"), Index(None, "photo_id"))

    id: Mapped[Id]
    card_id: Mapped[UUID] = columns.to("card.id")
    name: Mapped[columns.Path]
    spot_id: Mapped[UUID | None] = columns.to("card_spot.id")
    joined: Mapped[Joined | None]
    upload_id: Mapped[UUID | None] = columns.to("upload.id", unique=True)
    photo_id: Mapped[UUID | None] = columns.to("photo.id")

    upload: Mapped[Upload | None] = relationship(lazy="selectin")
    photo: Mapped[Photo | None] = relationship(lazy="selectin")
