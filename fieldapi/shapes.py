"""What leaves: one shape per noun, for the API document and for the tests that hold every answer against it.

Answers are written as plain dicts by ``present``; nothing is validated at run time.
"""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from geo.answers import Confidence, Outcome, Source
from geo.answers import Role as ResponsibilityRole
from geo.coordinates import Datum
from inspections.models import (
    InspectionKind,
    InspectionStatus,
    PhotoKind,
    PhotoStatus,
    PreviewState,
    Provenance,
    Role,
    Severity,
    Status,
    Verdict,
)
from inspections.models.followups import FollowUpReason
from inspections.models.offices import AgencyKind


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Named(Shape):
    id: UUID
    name: str


class Token(Shape):
    access_token: str | None
    expires_at: datetime


class Held(Shape):
    role: Role
    office: Named | None
    agency: Named | None


class Me(Shape):
    id: UUID
    username: str
    name: str
    roles: list[Held]
    actions: list[str]


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


class PersonItem(Shape):
    id: UUID
    name: str
    roles: list[Held]


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


class Layer(Shape):
    id: UUID
    key: str
    name: str
    kind: str
    source: str
    licence: str
    invented: bool
    features: int
    valid_from: date | None
    valid_to: date | None


class FeatureCollection(Shape):
    type: Literal["FeatureCollection"]
    attribution: str
    features: list[dict[str, Any]]


class Received(Shape):
    lon: float
    lat: float
    datum: Datum
    source: str


class Location(Shape):
    lon: float
    lat: float
    datum: Datum
    accuracy_m: float | None
    received: Received


class NoFix(Shape):
    no_fix_reason: str


class Area(Shape):
    code: str
    name: str


class Responsibility(Shape):
    role: ResponsibilityRole
    agency: Named | None
    source: Source
    rule: str | None
    reason: str
    legal_basis: list[str]
    confidence: Confidence
    verified: bool


class Considered(Shape):
    source: Source
    rule: str
    role: ResponsibilityRole
    outcome: Outcome
    why: str


class ResponsibilityAnswer(Shape):
    location: Location
    area: Area | None
    responsibilities: list[Responsibility]
    flags: list[str]
    considered: list[Considered]
    versions: dict[str, str]


class PhotoPlace(Shape):
    lon: float
    lat: float
    datum: Datum
    accuracy_m: float | None


class Captured(Shape):
    at: datetime | None
    location: PhotoPlace | None
    source: str | None


class Claimed(Shape):
    taken_at: str | None
    location: PhotoPlace | None
    device: str | None
    software: str | None


class Photo(Shape):
    id: UUID
    hazard_id: UUID
    sha256: str
    sm3: str
    size_bytes: int
    media_type: str
    kind: PhotoKind
    captured: Captured | None
    claimed: Claimed
    received_at: datetime
    uploaded_by: Named
    provenance: Provenance
    status: PhotoStatus
    cleared: bool
    preview: PreviewState
    preview_reason: str | None
    flags: list[str]
    flag_details: dict[str, Any]


class Hazard(Shape):
    id: UUID
    number: str
    version: int
    status: Status
    type: str
    asset_kind: str | None
    place_kind: str | None
    asset_code: str | None
    severity: Severity
    description: str
    address: str
    seen_at: datetime
    received_at: datetime
    recorded_by: Named
    office: Named
    found_by_office: Named
    inspection_id: UUID | None
    previous_hazard_id: UUID | None
    duplicate_of_id: UUID | None
    referred_to: Named | None
    last_verdict: Verdict | None
    location: Location | NoFix
    area: Area | None
    responsibilities: list[Responsibility]
    chosen: dict[ResponsibilityRole, Named | None]
    map_versions: dict[str, str]
    flags: list[str]
    photos: list[Photo]
    moves: list[str]


class Event(Shape):
    seq: int
    at: datetime
    type: str
    actor: Named | None
    office_id: UUID | None
    payload: dict[str, Any] | None


class Participant(Shape):
    id: UUID
    person_id: UUID | None
    office_id: UUID | None
    name: str
    body: str
    duty: str


class Finding(Shape):
    id: UUID
    inspection_id: UUID
    hazard_id: UUID
    verdict: Verdict
    note: str
    measurements: dict[str, float | str]
    photo_ids: list[UUID]
    recorded_by: Named
    recorded_at: datetime
    superseded: bool
    effect: str | None


class Inspection(Shape):
    id: UUID
    number: str
    version: int
    kind: InspectionKind
    status: InspectionStatus
    title: str
    note: str
    planned_on: date | None
    opened_at: datetime | None
    finalised_at: datetime | None
    office: Named
    opened_by: Named
    participants: list[Participant]
    hazard_ids: list[UUID]
    recorded_hazard_ids: list[UUID]
    findings: list[Finding]


class FollowUp(Shape):
    id: UUID
    hazard_id: UUID
    hazard_number: str
    hazard_type: str
    address: str
    status: Status
    severity: Severity
    location: Location | NoFix
    reason: FollowUpReason
    due_on: date
    overdue: bool


def listing(item: type[Shape]) -> type[Shape]:
    """``{"items": [item, …], "next_cursor": …}``."""
    return type(f"{item.__name__}List", (Shape,), {"__annotations__": {"items": list[item], "next_cursor": str | None}})


AgencyList, EventList, FindingList, FollowUpList = listing(Agency), listing(Event), listing(Finding), listing(FollowUp)
HazardList, HazardTypeList, InspectionList = listing(Hazard), listing(HazardType), listing(Inspection)
LayerList, OfficeList, PersonList, PhotoList, RuleList = (
    listing(Layer),
    listing(Office),
    listing(PersonItem),
    listing(Photo),
    listing(Rule),
)


class Problem(Shape):
    """RFC 9457, with a stable ``code`` and the wrong fields."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str
    fields: list["ProblemField"]


class ProblemField(Shape):
    path: str
    code: str
    message: str
