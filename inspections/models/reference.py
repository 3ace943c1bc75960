"""Reference data: what kinds there are, and which rules say who answers for them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from geo.answers import Role as ResponsibilityRole

from ..db import Base, Id
from . import columns
from .hazards import Severity


class HazardType(Base):
    """A kind of hazard: ``manhole.net_missing``, with its checklist, required shots and default severity."""

    __tablename__ = "hazard_type"

    code: Mapped[columns.Code] = mapped_column(primary_key=True)
    family: Mapped[columns.Code]
    name_zh: Mapped[columns.Name]
    name_en: Mapped[columns.Name]
    default_severity: Mapped[Severity]
    asset_kinds: Mapped[list[Any]]
    checklist: Mapped[list[Any]]
    required_shots: Mapped[list[Any]]
    legal_basis: Mapped[list[Any]]
    verified: Mapped[bool]  # an unverified limit or article guides, it is never printed as a violation


class AssetKind(Base):
    """What the thing is: telecom, sewage, gas …, with its cover lettering and GB/T 30428.2 component codes."""

    __tablename__ = "asset_kind"

    code: Mapped[columns.Code] = mapped_column(primary_key=True)
    name_zh: Mapped[columns.Name]
    name_en: Mapped[columns.Name]
    cover_lettering: Mapped[list[Any]]
    component_codes: Mapped[list[Any]]


class PlaceKind(Base):
    __tablename__ = "place_kind"

    code: Mapped[columns.Code] = mapped_column(primary_key=True)
    name_zh: Mapped[columns.Name]
    name_en: Mapped[columns.Name]


class AgencyFunction(Base):
    """What an agency is for, so that a provincial rule can name "the county's housing department"."""

    __tablename__ = "agency_function"

    code: Mapped[columns.Code] = mapped_column(primary_key=True)
    name_zh: Mapped[columns.Name]
    name_en: Mapped[columns.Name]


class Rule(Base):
    """One answer to one role: hazard type or asset kind × place kind × area → an agency, or a function.

    Empty kinds match any kind. Never edited in place: a change ends one version of the code (``valid_to``, the last
    day, is the only column that is ever set later) and begins the next.
    """

    __tablename__ = "rule"
    __table_args__ = (
        CheckConstraint("(agency_id IS NULL) <> (agency_function IS NULL)", name="one_answer"),
        UniqueConstraint("code", "version"),
        Index(None, "area_code"),
    )

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(String(80))
    version: Mapped[int] = mapped_column(default=1)
    role: Mapped[ResponsibilityRole]
    hazard_type: Mapped[columns.Code | None]
    asset_kind: Mapped[columns.Code | None]
    place_kind: Mapped[columns.Code | None]
    area_code: Mapped[columns.Code]
    agency_id: Mapped[UUID | None] = columns.to("agency.id")
    agency_function: Mapped[columns.Code | None]
    reason: Mapped[columns.Note]
    legal_basis: Mapped[list[Any]]
    verified: Mapped[bool]
    priority: Mapped[int]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    note: Mapped[columns.Note]
    source_document: Mapped[dict[str, Any] | None]  # title, number, date, article
    verified_by_id: Mapped[UUID | None] = columns.to("person.id")
    verified_at: Mapped[datetime | None]
    recorded_by_id: Mapped[UUID | None] = columns.to("person.id")  # None: of the starter set
    recorded_at: Mapped[datetime | None]
    office_id: Mapped[UUID | None] = columns.to("office.id")


class ReferenceVersion(Base):
    """One row, counted up in the transaction that changes agencies, rules or areas, or else the registers of assets.

    Caches of the former compare ``version``.
    """

    __tablename__ = "reference_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
    registers: Mapped[int] = mapped_column(server_default="0")
