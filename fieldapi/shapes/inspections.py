"""Outings and their findings."""

from datetime import date, datetime
from uuid import UUID

from inspections.models import InspectionKind, InspectionStatus, Verdict

from .base import Named, Shape, listing


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
    photo_before_id: UUID | None
    photo_after_id: UUID | None
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


InspectionList = listing(Inspection)
