"""Hazards, and the series that numbers them."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from geo.coordinates import Datum

from ..db import Base, Id
from . import columns
from .answers import Candidate, Choice, KeptAnswer
from .hazard_imports import HazardOrigin
from .photos import DeclaredPhoto, Photo


class Status(StrEnum):
    """States of a hazard (DESIGN §6); nothing else is a state."""

    RECORDED = "recorded"
    CONFIRMED = "confirmed"
    REFERRED = "referred"
    CLAIMED_FIXED = "claimed_fixed"
    VERIFIED_FIXED = "verified_fixed"
    CLOSED = "closed"
    ESCALATED = "escalated"
    DISMISSED = "dismissed"
    OUT_OF_JURISDICTION = "out_of_jurisdiction"
    DUPLICATE = "duplicate"


ENDED = frozenset({Status.CLOSED, Status.DISMISSED, Status.OUT_OF_JURISDICTION, Status.DUPLICATE})  # never edited again


class Verdict(StrEnum):
    """What a visit found at a known hazard."""

    FIXED = "fixed"
    PARTLY_FIXED = "partly_fixed"
    NOT_FIXED = "not_fixed"
    REBOUNDED = "rebounded"
    NOT_FOUND = "not_found"


class Severity(StrEnum):
    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


HANDED_OVER = text("found_by_office_id != office_id")
MERGED = text("duplicate_of_id IS NOT NULL")


class Hazard(Base):
    """One spot with one kind of problem."""

    __tablename__ = "hazard"
    __table_args__ = (
        CheckConstraint("lat BETWEEN -90 AND 90", name="lat_range"),
        CheckConstraint("lon BETWEEN -180 AND 180", name="lon_range"),
        CheckConstraint("(lon IS NULL) = (no_fix_reason IS NOT NULL)", name="located_or_excused"),
        Index(None, "office_id", "status", "seen_at", "id"),
        Index(None, "qk", "status"),
        Index(None, "seen_at", "id"),
        Index(None, "status", "seen_at", "id"),
        Index(None, "owner_id", "status"),
        Index(None, "regulator_id", "status"),
        Index(None, "territorial_id", "status"),
        Index(None, "asset_id"),
        Index(None, "inspection_id"),
        Index(None, "found_by_office_id", sqlite_where=HANDED_OVER, postgresql_where=HANDED_OVER),
        Index(None, "duplicate_of_id", sqlite_where=MERGED, postgresql_where=MERGED),
    )

    id: Mapped[Id]
    number: Mapped[columns.Key]
    version: Mapped[int] = mapped_column()
    status: Mapped[Status]
    type: Mapped[columns.Code] = columns.to("hazard_type.code")
    asset_kind: Mapped[columns.Code | None] = columns.to("asset_kind.code")
    place_kind: Mapped[columns.Code | None] = columns.to("place_kind.code")
    asset_code: Mapped[columns.Name | None]
    asset_id: Mapped[UUID | None] = columns.to("asset.id")  # the registered one, when just one can be meant
    severity: Mapped[Severity]
    description: Mapped[columns.Note]
    address: Mapped[columns.Note]

    lon: Mapped[float | None]  # WGS 84, normalised; what was received is beside it
    lat: Mapped[float | None]
    qk: Mapped[int | None] = mapped_column(BigInteger)  # its place on the Z-order curve (geo.quadkeys)
    accuracy_m: Mapped[float | None]
    received_lon: Mapped[float | None]
    received_lat: Mapped[float | None]
    received_datum: Mapped[Datum | None]
    location_source: Mapped[columns.Code | None]
    no_fix_reason: Mapped[columns.Note | None]
    area_code: Mapped[columns.Code | None]
    area_name: Mapped[columns.Name | None]

    seen_at: Mapped[datetime]  # by the device
    received_at: Mapped[datetime]  # by us
    changed_at: Mapped[datetime]  # set by every act on the record, so that each counts the version up
    recorded_by_id: Mapped[UUID] = columns.to("person.id")
    found_by_office_id: Mapped[UUID] = columns.to("office.id")
    office_id: Mapped[UUID] = columns.to("office.id")  # the handling office
    inspection_id: Mapped[UUID | None] = columns.to("inspection.id")
    previous_hazard_id: Mapped[UUID | None] = columns.to("hazard.id")
    duplicate_of_id: Mapped[UUID | None] = columns.to("hazard.id")
    merged_from: Mapped[Status | None]  # of a duplicate: the status before the merge, and since when it is one
    merged_at: Mapped[datetime | None]
    split_from_id: Mapped[UUID | None] = columns.to("hazard.id")

    owner_id: Mapped[UUID | None] = columns.to("agency.id")
    regulator_id: Mapped[UUID | None] = columns.to("agency.id")
    territorial_id: Mapped[UUID | None] = columns.to("agency.id")
    referred_to_id: Mapped[UUID | None] = columns.to("agency.id")
    verified_by_id: Mapped[UUID | None] = columns.to("person.id")
    last_verdict: Mapped[Verdict | None]  # of the latest finalised visit since the last referral, claim or escalation

    flags: Mapped[list[Any]]
    answer_digest: Mapped[int | None] = columns.to("answer.digest")
    map_versions: Mapped[dict[str, Any]]  # of the areas and rules that the candidates came from
    draft_digest: Mapped[columns.Digest]  # of what was sent, so that a repeat is told from a reused id

    answer: Mapped[KeptAnswer | None] = relationship()
    choices: Mapped[list[Choice]] = relationship(order_by="Choice.id")
    photos: Mapped[list[Photo]] = relationship(order_by="Photo.received_at, Photo.id")
    declared: Mapped[list[DeclaredPhoto]] = relationship(
        order_by="DeclaredPhoto.position", cascade="all, delete-orphan"
    )
    origin: Mapped[HazardOrigin | None] = relationship(lazy="selectin")  # of one that was imported

    __mapper_args__: ClassVar = {"version_id_col": version}  # two people at once: the second gets a conflict

    @property
    def responsibilities(self) -> list[Candidate]:
        """Who may answer for it at present: the candidates of its answer, then what people chose."""
        chosen = [row.candidate for row in self.choices if row.superseded_at is None]
        return [*(self.answer.candidates if self.answer else ()), *chosen]

    @property
    def declared_photos(self) -> list[str]:
        """The digests of the photos that the record says it has; set them anew, and all are to come."""
        return [row.sha256 for row in self.declared]

    @declared_photos.setter
    def declared_photos(self, digests):
        self.declared = [DeclaredPhoto(position=i, sha256=sha256) for i, sha256 in enumerate(digests)]


class NumberSeries(Base):
    """The last number given in a series ("371423-2026-H"): counted up in the same transaction, so without gaps."""

    __tablename__ = "number_series"

    series: Mapped[str] = mapped_column(String(60), primary_key=True)
    last: Mapped[int]
