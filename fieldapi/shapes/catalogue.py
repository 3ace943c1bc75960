"""Reference data."""

from datetime import date
from typing import Any
from uuid import UUID

from geo.answers import Role as ResponsibilityRole
from inspections.models import PhotoKind, Severity
from inspections.models.offices import AgencyKind

from .base import Named, Shape, listing


class Office(Shape):
    id: UUID
    name: str
    short_name: str
    area_code: str
    parent_id: UUID | None


class Agency(Shape):
    id: UUID
    name: str
    kind: AgencyKind
    area_code: str
    functions: list[str]
    parent_id: UUID | None
    successor_id: UUID | None
    valid_from: date | None
    valid_to: date | None


class HazardType(Shape):
    code: str
    family: str
    name_zh: str
    name_en: str
    default_severity: Severity
    asset_kinds: list[str]
    checklist: list[dict[str, Any]]
    required_shots: list[PhotoKind]
    legal_basis: list[str]
    verified: bool


class Kind(Shape):
    code: str
    name_zh: str
    name_en: str


class AssetKind(Kind):
    cover_lettering: list[str]
    component_codes: list[str]


class Kinds(Shape):
    asset_kinds: list[AssetKind]
    place_kinds: list[Kind]
    agency_functions: list[Kind]


class Rule(Shape):
    code: str
    role: ResponsibilityRole
    hazard_type: str | None
    asset_kind: str | None
    place_kind: str | None
    area_code: str
    agency: Named | None
    agency_function: str | None
    reason: str
    legal_basis: list[str]
    verified: bool
    priority: int
    valid_from: date | None
    valid_to: date | None
    note: str


AgencyList = listing(Agency)
HazardTypeList = listing(HazardType)
OfficeList = listing(Office)
RuleList = listing(Rule)
