"""Invitations, and what invited assistants see and send."""

from datetime import date, datetime
from uuid import UUID

from inspections.models import InspectionKind, InspectionStatus, PhotoKind, PhotoStatus

from .base import Named, Shape, listing
from .responsibility import Location, NoFix


class Invitation(Shape):
    id: UUID
    inspection_id: UUID
    name: str
    person_id: UUID | None
    valid_from: date
    valid_to: date
    state: str
    by_phone: bool  # completed by the phone's last digits; else by the host's approval
    home_agency: Named | None
    code_expires_at: datetime
    asked_at: datetime | None
    approved_by: Named | None
    redeemed_at: datetime | None
    letter_version: str | None
    revoked_at: datetime | None
    created_by: Named
    created_at: datetime


InvitationList = listing(Invitation)


class IssuedInvitation(Invitation):
    code: str
    link: str
    qr_svg: str


class Letter(Shape):
    version: str
    text_zh: str
    text_en: str


class Redeemed(Shape):
    access_token: str | None
    expires_at: datetime | None


class InvitedInspection(Shape):
    id: UUID
    number: str
    kind: InspectionKind
    status: InspectionStatus
    title: str


class Spot(Shape):
    id: UUID
    number: str
    type: str
    address: str
    location: Location | NoFix


class OwnUpload(Shape):
    id: UUID
    hazard_id: UUID
    sha256: str
    size_bytes: int
    media_type: str
    kind: PhotoKind
    received_at: datetime
    status: PhotoStatus
    remark: str | None
    declined_reason: str | None


class Invited(Shape):
    inspections: list[InvitedInspection]
    spots: list[Spot]
    uploads: list[OwnUpload]


class Contribution(OwnUpload):
    conflict: str | None  # candidate (a warning), regulator or respondent
    uploaded_by: Named


ContributionList = listing(Contribution)
