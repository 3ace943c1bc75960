"""Outings and their findings."""

from datetime import date, datetime
from uuid import UUID

from inspections.inspection_drafts import Minutes, Plan, Tasking
from inspections.models import InspectionKind, InspectionStatus, ParticipantRole, SignatureWay, Verdict

from .base import Named, Shape, listing


class Participant(Shape):
    id: UUID
    person_id: UUID | None
    invitation_id: UUID | None
    office_id: UUID | None
    name: str
    body: str
    duty: str
    role: ParticipantRole | None
    card_number: str | None
    host: bool


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
    clue_only: bool | None


class Signed(Shape):
    """``valid``: it is about the record, or the remark, as that is now."""

    id: UUID
    participant_id: UUID
    remark_id: UUID | None
    way: SignatureWay
    digest: str
    said: str
    sha256: str | None
    valid: bool
    entered_by: Named
    entered_at: datetime


class RemarkItem(Shape):
    id: UUID
    participant_id: UUID
    text: str
    digest: str
    entered_by: Named
    entered_at: datetime


class AnnexItem(Shape):
    id: UUID
    text: str
    reason: str
    entered_by: Named
    entered_at: datetime


class Lacking(Shape):
    path: str
    code: str
    name: str | None


class InspectionRecord(Shape):
    """``record`` is canonical JSON, ``digest`` the SHA-256 of its UTF-8 bytes: what is signed."""

    id: UUID
    number: str
    version: int
    status: InspectionStatus
    clue_only: bool | None
    plan: Plan | None
    tasking: Tasking | None
    minutes: Minutes | None
    record: str
    digest: str
    missing: list[Lacking]
    signatures: list[Signed]
    remarks: list[RemarkItem]
    annexes: list[AnnexItem]


InspectionList = listing(Inspection)
